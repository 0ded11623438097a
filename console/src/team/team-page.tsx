import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../api/ask.ts';
import { operatorToken } from '../api/operator-token.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { DataTable } from '../shell/data-table.tsx';
import { Day } from '../shell/day.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { Accessions } from './accessions.tsx';
import { useParticipantName } from './participant-name.ts';
import { People } from './people.tsx';
import { SESSION, type SessionAnswer, STATES, type StatesAnswer } from './team-answers.ts';

/** Who takes part, who joins, and the people of one's own state. */
export function TeamPage() {
  const { t } = useTranslation();
  const states = useAnswer<StatesAnswer>(STATES);
  const session = useAnswer<SessionAnswer>(SESSION);
  const signedIn = session.data?.signedIn ?? null;
  return (
    <Page title={t('team.title')} lead={t('team.lead')} aside={<Link href="/team/why">{t('why.title')}</Link>}>
      <Answer of={states}>{(data) => <States data={data} />}</Answer>
      <Accessions signedIn={signedIn} />
      {signedIn || operatorToken() ? (
        <People signedIn={signedIn} states={states.data?.states ?? []} />
      ) : (
        <Notice title={t('team.peopleHidden')}>
          <Link href="/sign-in">{t('session.signIn')}</Link>
        </Notice>
      )}
    </Page>
  );
}

function States({ data }: { data: StatesAnswer }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useParticipantName();
  return (
    <DataTable
      title={t('team.states')}
      file="states"
      rows={data.states}
      keyOf={({ code }) => code}
      empty={null}
      note={
        <span lang="en">
          {data.source} ({data.checked})
        </span>
      }
      columns={[
        { id: 'name', header: t('team.name'), cell: (one) => nameOf(one), text: ({ name }) => name, least: '11rem' },
        { id: 'code', header: t('team.code'), cell: ({ code }) => <code>{code}</code>, text: ({ code }) => code },
        { id: 'kind', header: t('team.as'), cell: ({ kind }) => words('joining', kind), text: ({ kind }) => kind },
        { id: 'since', header: t('team.since'), cell: ({ since }) => <Day at={since} />, text: ({ since }) => since },
        {
          id: 'basis',
          header: t('team.basis'),
          cell: ({ basis, takesPart }) => (
            <>
              <span lang="en">{basis}</span> {!takesPart && <Mark tone="warn">{t('team.notYet')}</Mark>}
            </>
          ),
          text: ({ basis }) => basis,
        },
      ]}
    />
  );
}
