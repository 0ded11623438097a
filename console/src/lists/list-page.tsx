import { useTranslation } from 'react-i18next';
import type { ListSummary } from '../../../src/lists/edge/list-summaries.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Day } from '../shell/day.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { OutsideLink } from '../shell/outside-link.tsx';
import { Page, Section } from '../shell/page.tsx';
import { AsOfQuestion } from './as-of-question.tsx';
import { Difference } from './difference.tsx';
import type { ListsAnswer, VersionRow } from './list-answers.ts';
import { Rejections } from './rejections.tsx';
import { SnapshotMark, Standing } from './standing.tsx';
import { VersionsTable } from './versions-table.tsx';

/** One list: what it is, its versions, what changed between them, what could not be read. */
export function ListPage({ list }: { list: string }) {
  const { t } = useTranslation();
  const lists = useAnswer<ListsAnswer>('/api/v1/lists');
  const versions = useAnswer<{ versions: VersionRow[] }>(`/api/v1/lists/${encodeURIComponent(list)}/versions`);
  const summary = lists.data?.lists.find((row) => row.list === list);
  return (
    <Page title={summary?.title ?? list} aside={<code className="dim">{list}</code>}>
      <Answer of={lists}>
        {() =>
          summary ? (
            <>
              <Description summary={summary} />
              <Answer of={versions}>{(data) => <Versions list={list} versions={data.versions} />}</Answer>
              <Section title={t('asOf.title')}>
                <AsOfQuestion list={list} />
              </Section>
              {summary.checkedAt && <Rejections list={list} triedAt={summary.checkedAt} />}
            </>
          ) : (
            <Notice tone="bad" title={t('lists.unknown', { list })} />
          )
        }
      </Answer>
    </Page>
  );
}

function Versions({ list, versions }: { list: string; versions: readonly VersionRow[] }) {
  return (
    <>
      <VersionsTable list={list} versions={versions} />
      {versions.length > 1 && <Difference list={list} versions={versions} />}
    </>
  );
}

function Description({ summary }: { summary: ListSummary }) {
  const { t, i18n } = useTranslation();
  const { authority, url, terms, publishedAt, loadedAt, checkedAt, format, snapshot } = summary;
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <Facts
      facts={[
        [t('lists.standing'), <Standing key="standing" summary={summary} />],
        [
          t('lists.published'),
          <span key="published" className="row">
            <Day at={publishedAt} />
            {snapshot && <SnapshotMark />}
          </span>,
        ],
        [t('lists.loaded'), loadedAt && <Instant at={loadedAt} />],
        [t('lists.checked'), checkedAt && <Instant at={checkedAt} />],
        [
          t('lists.parties'),
          t('lists.partiesOfWhich', { parties: number(summary.parties), dprk: number(summary.dprkParties) }),
        ],
        [t('lists.designations'), number(summary.designations)],
        [t('lists.authority'), authority && <span lang="en">{authority}</span>],
        [t('lists.source'), url && <OutsideLink href={url}>{url}</OutsideLink>],
        [t('lists.format'), format && <code>{format}</code>],
        [t('lists.terms'), terms && <span lang="en">{terms}</span>],
      ]}
    />
  );
}
