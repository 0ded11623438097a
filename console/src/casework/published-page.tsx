import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CaseEvent, EventOf, Publication } from '../../../src/casework/case-event.ts';
import { address } from '../api/address.ts';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Instant } from '../shell/instant.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { offsetIn, Pager } from '../shell/pager.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { type PublishedAnswer, proofOf } from './case-answers.ts';
import { Said } from './said.tsx';

const PAGE = 50;

/** What states have published, with dissents, replies and silence beside it, and the proof of each. */
export function PublishedPage() {
  const { t } = useTranslation();
  const { get } = useUrlState();
  const answer = useAnswer<PublishedAnswer>(
    address('/api/v1/published', { limit: PAGE, offset: offsetIn(get('offset')) }),
  );
  return (
    <Page title={t('cases.publishedTitle')} lead={t('cases.publishedLead')}>
      <Answer of={answer}>
        {({ total, published, beside }) =>
          total === 0 ? (
            <Notice title={t('cases.nothingPublished')} />
          ) : (
            <div className="stack">
              {total > PAGE && <Pager total={total} limit={PAGE} />}
              {published.map((event) =>
                event.kind === 'published' ? (
                  <One key={event.id} of={event} beside={beside.filter(({ about }) => about === event.about)} />
                ) : null,
              )}
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

function One({ of, beside }: { of: EventOf<'published'>; beside: readonly CaseEvent[] }) {
  const { t } = useTranslation();
  const body = of.body as Publication;
  return (
    <article className="panel stack" aria-label={body.text.slice(0, 60)}>
      <div className="row">
        <strong>{of.by}</strong>
        <Instant at={of.at} />
        {body.measures.map((id) => (
          <Link key={id} href={`/law/${encodeURIComponent(id)}`}>
            {id}
          </Link>
        ))}
        <a href={proofOf(of.id)}>{t('cases.proof')}</a>
        <Link href="/ledger/check">{t('ledger.checkTitle')}</Link>
      </div>
      <p lang="en">{body.text}</p>
      {body.dissents.map(({ state, text }) => (
        <Said key={state} title={t('cases.dissentOf', { by: state })} of={{ text, at: of.at }} />
      ))}
      {body.replies.map(({ party, text, receivedOn }) => (
        <Said key={party} title={t('cases.replyOf', { party, on: receivedOn })} of={{ text, at: of.at }} />
      ))}
      {body.silent.map(({ party, dueOn }) => (
        <p key={party} className="small">
          {t('cases.silentParty', { party, dueOn })}
        </p>
      ))}
      {beside.map((event) =>
        event.kind === 'dissented' ? (
          <Said key={event.id} title={t('cases.laterDissent', { by: event.by })} of={{ ...event.body, at: event.at }} />
        ) : event.kind === 'replied' ? (
          <Said
            key={event.id}
            title={t('cases.replyOf', { party: event.body.party, on: event.body.receivedOn })}
            of={{ ...event.body, at: event.at }}
          />
        ) : null,
      )}
    </article>
  );
}
