import { useTranslation } from 'react-i18next';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import type { IconName } from '../shell/icon.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark, type Tone } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { UrlText } from '../shell/url-fields.tsx';
import { useUrlState } from '../shell/url-state.ts';
import type { AsOfRows } from './list-answers.ts';

interface AsOfQuestionProps {
  /** Asked about this party; without it the form asks for one. */
  party?: string;
  /** Only this list's answer is shown. */
  list?: string;
}

/** Was a party listed on one day, by what was known on another? Both days stand in the address. */
export function AsOfQuestion({ party, list }: AsOfQuestionProps) {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const subject = party ?? get('party').trim();
  const [listedOn, knownOn] = [get('listedOn'), get('knownOn')];
  const isAsked = subject !== '' && (party === undefined || listedOn !== '' || knownOn !== '');
  return (
    <>
      <p className="small dim">{t('asOf.lead')}</p>
      <div className="fields">
        {party === undefined && (
          <UrlText name="party" label={t('asOf.party')} placeholder="un-sc-KPe.001" className="wide" />
        )}
        <UrlText name="listedOn" type="date" label={t('asOf.listedOn')} />
        <UrlText name="knownOn" type="date" label={t('asOf.knownOn')} />
      </div>
      {isAsked && <AsOfAnswers question={{ party: subject, listedOn, knownOn }} {...(list ? { list } : {})} />}
    </>
  );
}

interface AsOfAnswersProps {
  question: { party: string; listedOn: string; knownOn: string };
  list?: string;
}

function AsOfAnswers({ question, list }: AsOfAnswersProps) {
  const { t } = useTranslation();
  const answer = useAnswer<AsOfRows>(address('/api/v1/lists/as-of', question));
  return (
    <Answer of={answer}>
      {({ answers, party }) => (
        <DataTable
          title={t('asOf.answer')}
          file={`as-of-${party}`}
          rows={list ? answers.filter((row) => row.list === list) : answers}
          keyOf={(row) => row.list}
          empty={<Notice title={t('asOf.none')} />}
          columns={[
            { id: 'list', header: t('party.list'), cell: (row) => <code>{row.list}</code>, text: (row) => row.list },
            {
              id: 'listed',
              header: t('asOf.listed'),
              cell: ({ listed }) => <Listed listed={listed} />,
              text: ({ listed }) => listed,
            },
            {
              id: 'since',
              header: t('asOf.since'),
              cell: ({ since }) => since && <Instant at={since} />,
              text: ({ since }) => since,
            },
            {
              id: 'why',
              header: t('asOf.why'),
              cell: ({ why }) => <span lang="en">{why}</span>,
              text: ({ why }) => why,
              least: '20rem',
            },
            {
              id: 'version',
              header: t('asOf.version'),
              cell: ({ version }) => version && <Instant at={version.loadedAt} />,
              text: ({ version }) => version?.loadedAt,
            },
          ]}
        />
      )}
    </Answer>
  );
}

function Listed({ listed }: { listed: boolean | null }) {
  const { t } = useTranslation();
  const [word, tone, icon]: [string, Tone, IconName] =
    listed === null
      ? [t('asOf.unsettled'), 'plain', 'unknown']
      : listed
        ? [t('asOf.yes'), 'accent', 'good']
        : [t('asOf.no'), 'plain', 'minus'];
  return (
    <Mark tone={tone} icon={icon}>
      {word}
    </Mark>
  );
}
