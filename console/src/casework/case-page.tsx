import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page, Section } from '../shell/page.tsx';
import { SESSION, type SessionAnswer } from '../team/team-answers.ts';
import { Bulk } from './bulk.tsx';
import { CASES, type CaseAnswer, type Reader } from './case-answers.ts';
import { CloseForm, JoinFindingForm, WriteParagraphForm } from './case-forms.tsx';
import { Paragraph } from './paragraph.tsx';
import { Requests } from './requests.tsx';
import { Tasks } from './tasks.tsx';

/** One case on one page: what is said and by whom, what stands between it and the public, what is asked and answered. */
export function CasePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const session = useAnswer<SessionAnswer>(SESSION);
  const answer = useAnswer<CaseAnswer>(`${CASES}/${encodeURIComponent(id)}`);
  const isUnknown = answer.error instanceof ApiProblem && answer.error.status < 500 && answer.error.status >= 400;
  return (
    <Page
      title={answer.data?.title ?? t('cases.case')}
      aside={answer.data?.exercise && <Mark tone="warn">EXERCISE</Mark>}
      lead={answer.data && <span lang="en">{answer.data.seenBy}.</span>}
    >
      {isUnknown ? (
        <Notice title={t('cases.unknown')}>
          <p>{t('cases.unknownText')}</p>
        </Notice>
      ) : (
        <Answer of={answer}>{(view) => <Body view={view} reader={session.data?.signedIn ?? null} />}</Answer>
      )}
    </Page>
  );
}

function Body({ view, reader }: { view: CaseAnswer; reader: Reader }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="stack">
      <Facts
        facts={[
          [t('cases.stage'), words('stage', view.stage)],
          [t('cases.by'), view.by],
          [t('cases.opened'), <Instant key="opened" at={view.openedAt} />],
          [t('cases.changed'), <Instant key="changed" at={view.changedAt} />],
          [t('cases.closedBy'), view.closedBy.map(({ by, reason }) => `${by}: ${reason}`).join('; ')],
        ]}
      />
      <Section title={t('cases.findings')} aside={reader && <JoinFindingForm view={view} />}>
        {view.findings.length === 0 ? (
          <p className="dim">{t('cases.noFinding')}</p>
        ) : (
          <ul className="bare">
            {view.findings.map(({ finding, by }) => (
              <li key={`${finding} ${by}`} className="row">
                <Link href={`/findings/${finding}`} className="mono">
                  {finding}
                </Link>
                <span className="dim">{by}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('cases.paragraphs')}>
        <div className="stack">
          {view.paragraphs.length === 0 && <p className="dim">{t('cases.noParagraph')}</p>}
          {view.paragraphs.map((one) => (
            <Paragraph key={one.id} of={one} view={view} reader={reader} />
          ))}
          {reader && <WriteParagraphForm view={view} />}
        </div>
      </Section>
      <Requests view={view} reader={reader} />
      <Tasks view={view} reader={reader} />
      <Bulk view={view} reader={reader} />
      {reader && <CloseForm view={view} reader={reader} />}
    </div>
  );
}
