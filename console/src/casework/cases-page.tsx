import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { SESSION, type SessionAnswer } from '../team/team-answers.ts';
import { CASES, type CaseSummary, type CasesAnswer } from './case-answers.ts';
import { OpenCase } from './open-case.tsx';

const PAGE = 50;

/** The cases that the reader may see, with what needs them today first. */
export function CasesPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const session = useAnswer<SessionAnswer>(SESSION);
  const cases = useAnswer<CasesAnswer>(address(CASES, { limit: PAGE, offset: offsetIn(get('offset')) }));
  return (
    <Page title={t('cases.title')} lead={t('cases.lead')}>
      <p>
        <Link href="/published">{t('cases.toPublished')}</Link>
      </p>
      <Answer of={session}>
        {({ signedIn }) =>
          signedIn ? (
            <OpenCase finding={get('finding')} />
          ) : (
            <Notice title={t('cases.signIn')}>
              <p>
                <Link href="/sign-in">{t('session.signIn')}</Link>
              </p>
            </Notice>
          )
        }
      </Answer>
      <Answer of={cases}>
        {(data) => (
          <div className="stack">
            <Needs cases={data.cases} />
            <CasesTable {...data} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Needs({ cases }: { cases: readonly CaseSummary[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const needs = cases.flatMap((one) => one.needs.map((need) => ({ ...need, one })));
  if (needs.length === 0) return null;
  return (
    <Section title={t('cases.needs')}>
      <ul className="bare stack tight">
        {needs.map(({ what, about, byOn, text, one }) => (
          <li key={`${what} ${about} ${text}`} className="row">
            <strong>{words('need', what)}</strong>
            <span>{text}</span>
            {byOn && <Day at={byOn} />}
            <Link href={`/cases/${one.id}`}>{one.title}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CasesTable({ total, cases }: CasesAnswer) {
  const { t } = useTranslation();
  const words = useWords();
  const count = (id: 'findings' | 'paragraphs' | 'requests' | 'dissents') => ({
    id,
    header: t(`cases.${id}`),
    align: 'end' as const,
    cell: (row: CaseSummary) => (row[id] === 0 ? <span className="dim">0</span> : row[id]),
    text: (row: CaseSummary) => row[id],
  });
  return (
    <DataTable
      title={t('cases.table')}
      file="cases"
      rows={cases}
      keyOf={({ id }) => id}
      aside={total > 0 && <Pager total={total} limit={PAGE} />}
      empty={
        <Notice title={t('cases.none')}>
          <p>{t('cases.noneText')}</p>
        </Notice>
      }
      columns={[
        {
          id: 'title',
          header: t('cases.case'),
          cell: ({ id, title, exercise }) => (
            <>
              <Link href={`/cases/${id}`}>{title}</Link> {exercise && <Mark tone="warn">EXERCISE</Mark>}
            </>
          ),
          text: ({ title }) => title,
          least: '14rem',
        },
        {
          id: 'stage',
          header: t('cases.stage'),
          cell: ({ stage }) => words('stage', stage),
          text: ({ stage }) => stage,
        },
        { id: 'by', header: t('cases.by'), cell: ({ by }) => by, text: ({ by }) => by },
        count('findings'),
        count('paragraphs'),
        count('dissents'),
        count('requests'),
        {
          id: 'changedAt',
          header: t('cases.changed'),
          cell: ({ changedAt }) => <Instant at={changedAt} />,
          text: ({ changedAt }) => changedAt,
        },
        { id: 'id', text: ({ id }) => id },
      ]}
    />
  );
}
