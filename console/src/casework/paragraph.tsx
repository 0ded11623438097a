import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActButton } from '../shell/act-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { Instant } from '../shell/instant.tsx';
import { Mark } from '../shell/mark.tsx';
import { type CaseAnswer, eventsOf, proofOf, type Reader, type ShownParagraph } from './case-answers.ts';
import { ProposeForm, ReasonForm, SayForm, VersionForm } from './case-forms.tsx';

import { OfferReplyForm, ReplyForm } from './request-forms.tsx';
import { Said } from './said.tsx';

interface ParagraphProps {
  of: ShownParagraph;
  view: CaseAnswer;
  reader: Reader;
}

/** A paragraph with all that was said of it beside it, and what stands between it and the public. */
export function Paragraph({ of, view, reader }: ParagraphProps) {
  const { t } = useTranslation();
  const version = of.versions.at(-1);
  return (
    <article className="panel stack" aria-label={version?.text.slice(0, 60)}>
      <div className="row">
        <strong>{of.by}</strong>
        <Instant at={version?.at ?? of.at} />
        <Mark>{t('cases.versionNumber', { n: of.versions.length })}</Mark>
        {of.struck && <Mark tone="bad">{t('cases.struck')}</Mark>}
        {of.publications.length > 0 && (
          <Mark tone="good" icon="good">
            {t('cases.published')}
          </Mark>
        )}
        {of.tearLineOf && <Mark>{t('cases.tearLine')}</Mark>}
        <a href={proofOf(of.publications.at(-1)?.id ?? of.id)} className="small">
          {t('cases.proof')}
        </a>
      </div>
      <p lang="en">{of.struck ? <s>{version?.text}</s> : version?.text}</p>
      {of.struck && <p className="small">{of.struck.reason}</p>}
      <p className="small dim" lang="en">
        {of.seenBy}.
      </p>
      <Rests of={of} />
      <Earlier of={of} />
      <Beside of={of} view={view} reader={reader} />
      <Ladder of={of} />
      {reader && <Acts of={of} view={view} reader={reader} />}
    </article>
  );
}

function Rests({ of }: { of: ShownParagraph }) {
  const { t } = useTranslation();
  const { sources, measures } = of.versions.at(-1) ?? { sources: [], measures: [] };
  return (
    <div className="row small">
      {measures.map((id) => (
        <Link key={id} href={`/law/${encodeURIComponent(id)}`}>
          {id}
        </Link>
      ))}
      {sources.length === 0 ? (
        <Mark tone="warn" icon="warn">
          {t('cases.noSource')}
        </Mark>
      ) : (
        sources.map(({ kind, ref }) =>
          kind === 'finding' ? (
            <Link key={ref} href={`/findings/${ref}`} className="mono">
              {ref}
            </Link>
          ) : (
            <code key={ref}>{ref}</code>
          ),
        )
      )}
    </div>
  );
}

function Earlier({ of }: { of: ShownParagraph }) {
  const { t } = useTranslation();
  if (of.versions.length < 2) return null;
  return (
    <details>
      <summary>{t('cases.earlier', { n: of.versions.length - 1 })}</summary>
      <ol className="stack tight">
        {of.versions.slice(0, -1).map((version, at) => (
          <li key={version.at + version.text}>
            <Instant at={version.at} /> <span lang="en">{version.text}</span>{' '}
            <span className="dim">{of.versions[at + 1]?.reason}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Beside({ of, view, reader }: ParagraphProps) {
  const { t } = useTranslation();
  const own = reader?.state ?? reader?.organisation;
  const isMine = own === of.by;
  return (
    <div className="stack tight">
      {of.dissents.map((one) => (
        <Said
          key={one.id}
          title={t('cases.dissentOf', { by: one.by })}
          of={one}
          isOver={one.ended !== null}
          reason={one.ended?.reason}
        >
          {one.by === own && !one.ended && (
            <ReasonForm view={view} about={one.id} kind="dissent-ended" action={t('cases.endDissent')} />
          )}
        </Said>
      ))}
      {of.replies.map((one) => (
        <Said key={one.id} title={t('cases.replyOf', { party: one.party, on: one.receivedOn })} of={one} />
      ))}
      {of.proposals.map((one) => (
        <Said
          key={one.id}
          title={t('cases.proposalOf', { by: one.by, reason: one.reason })}
          of={one}
          reason={one.answer && t(`cases.answer-${one.answer.answer}`, { reason: one.answer.reason })}
        >
          {isMine && !one.answer && <Answers view={view} about={one.id} />}
        </Said>
      ))}
      {of.comments.map((one) => (
        <Said key={one.id} title={one.by} of={one} />
      ))}
    </div>
  );
}

function Answers({ view, about }: { view: CaseAnswer; about: string }) {
  const { t } = useTranslation();
  return (
    <div className="row choices">
      {(['taken', 'declined'] as const).map((answer) => (
        <ActButton
          key={answer}
          label={t(`cases.proposal-${answer}`)}
          on={about}
          address={eventsOf(view.id)}
          body={{ kind: 'proposal-answered', about, body: { answer, reason: t(`cases.proposal-${answer}`) } }}
          confirm={t('cases.staysAttached')}
        />
      ))}
    </div>
  );
}

/** What must be so before this can be public, and who can make it so. */
function Ladder({ of }: { of: ShownParagraph }) {
  const { t } = useTranslation();
  if (of.publications.some(({ version }) => version === of.versions.length)) return null;
  return (
    <details open={of.ladder.some(({ done }) => !done)}>
      <summary>{t('cases.ladder')}</summary>
      <ul className="bare" lang="en">
        {of.ladder.map(({ what, done, sentence, byOn }) => (
          <li key={`${what} ${sentence}`} className="row">
            <Icon name={done ? 'good' : 'warn'} size={14} />
            <span>{sentence}</span>
            {byOn && <span className="dim">{byOn}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Acts({ of, view, reader }: ParagraphProps & { reader: NonNullable<Reader> }) {
  const { t } = useTranslation();
  if (of.struck) return null;
  const may = (role: string): boolean => reader.roles.some((own) => own === role);
  const writes = may('analyst') || may('coordinator');
  const isMine = of.by === (reader.state ?? reader.organisation);
  const isPublished = of.publications.some(({ version }) => version === of.versions.length);
  const names = of.versions.at(-1)?.names ?? [];
  return (
    <div className="row choices">
      {isMine && writes && <VersionForm view={view} paragraph={of} />}
      {isMine && writes && names.length > 0 && <OfferReplyForm view={view} paragraph={of} />}
      {names.length > 0 && may('coordinator') && <ReplyForm view={view} paragraph={of} />}
      {!isMine && <ProposeForm view={view} paragraph={of} />}
      {!isMine && reader.state && (may('releaser') || may('coordinator')) && (
        <SayForm view={view} about={of.id} kind="dissented" action={t('cases.dissent')} hint={t('cases.dissentHint')} />
      )}
      <SayForm view={view} about={of.id} kind="commented" action={t('cases.comment')} />
      {isMine && writes && <ReasonForm view={view} about={of.id} kind="paragraph-struck" action={t('cases.strike')} />}
      {isMine && may('releaser') && !isPublished && of.ladder.every(({ done }) => done) && (
        <ActButton
          label={t('cases.publish')}
          on={of.versions.at(-1)?.text.slice(0, 40) ?? ''}
          address={eventsOf(view.id)}
          body={{ kind: 'published', about: of.id, body: {} }}
          confirm={t('cases.publishConfirm')}
        />
      )}
    </div>
  );
}
