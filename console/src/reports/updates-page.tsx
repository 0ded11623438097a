import { useTranslation } from 'react-i18next';
import type { UpdateRow } from '../../../src/reports/edge/store.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';

const PAGE = 50;

interface UpdatesAnswer {
  total: number;
  updates: UpdateRow[];
}

/** The regular updates, latest first, each to be read, taken as data, and proved. */
export function UpdatesPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const answer = useAnswer<UpdatesAnswer>(address('/api/v1/updates', { limit: PAGE, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('updates.title')} lead={t('updates.lead')}>
      <p className="row">
        {t('updates.follow')} <a href="/updates/feed.rss">RSS</a> <a href="/updates/feed.atom">Atom</a>{' '}
        <a href="/updates/feed.json">JSON Feed</a>
      </p>
      <Answer of={answer}>{(data) => <UpdatesTable {...data} />}</Answer>
    </Page>
  );
}

/** A line of real data for each update, and one of the exercise's where it has any: never one for both. */
interface Line {
  of: UpdateRow;
  counts: Record<string, number>;
  exercise: boolean;
}

const COUNTS = ['new', 'changed', 'closed', 'standing', 'published', 'unanswered', 'corrections'] as const;

function UpdatesTable({ total, updates }: UpdatesAnswer) {
  const { t, i18n } = useTranslation();
  const lines = updates.flatMap((of): Line[] => [
    { of, counts: { ...of.summary.real }, exercise: false },
    ...(of.summary.exercise ? [{ of, counts: { ...of.summary.exercise }, exercise: true }] : []),
  ]);
  return (
    <DataTable
      title={t('updates.table')}
      file="updates"
      rows={lines}
      keyOf={({ of, exercise }) => `${of.id} ${exercise}`}
      aside={<Pager total={total} limit={PAGE} />}
      empty={
        <Notice title={t('updates.none')}>
          <p>{t('updates.noneText')}</p>
        </Notice>
      }
      columns={[
        {
          id: 'until',
          header: t('updates.until'),
          cell: ({ of, exercise }) => (
            <span className="row">
              {exercise && <strong>EXERCISE</strong>}
              <a href={pathOf(of, 'html')}>
                <Instant at={of.until} />
              </a>
            </span>
          ),
          text: ({ of }) => of.until,
        },
        { id: 'exercise', text: ({ exercise }) => String(exercise) },
        {
          id: 'since',
          header: t('updates.since'),
          cell: ({ of }) => (of.since === null ? t('updates.beginning') : <Instant at={of.since} />),
          text: ({ of }) => of.since,
        },
        ...COUNTS.map((name) => ({
          id: name,
          header: t(`updates.count-${name}`),
          align: 'end' as const,
          cell: ({ counts }: Line) => (counts[name] ?? 0).toLocaleString(i18n.language),
          text: ({ counts }: Line) => counts[name],
        })),
        {
          id: 'forms',
          header: t('updates.forms'),
          cell: ({ of }) => (
            <span className="row">
              <a href={pathOf(of, 'json')}>JSON</a>
              <a href={pathOf(of, 'md')}>Markdown</a>
              <a href={`/api/v1/updates/${of.id}/proof`}>{t('cases.proof')}</a>
            </span>
          ),
          text: ({ of }) => of.id,
        },
        {
          id: 'sha256',
          header: 'SHA-256',
          cell: ({ of }) => <code title={of.sha256}>{of.sha256.slice(0, 12)}…</code>,
          text: ({ of }) => of.sha256,
        },
      ]}
    />
  );
}

function pathOf({ id }: UpdateRow, format: 'html' | 'json' | 'md'): string {
  return address(`/api/v1/updates/${id}`, { format });
}
