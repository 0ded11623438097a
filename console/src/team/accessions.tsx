import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessionComment, FiledAccession } from '../../../src/team/edge/store-accessions.ts';
import { ask, useAnswer } from '../api/ask.ts';
import { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/use-words.ts';
import { Answer } from '../shell/answer.tsx';
import { Day } from '../shell/day.tsx';
import { Facts } from '../shell/facts.tsx';
import { Instant } from '../shell/instant.tsx';
import { Section } from '../shell/page.tsx';
import { SendForm } from '../shell/send-form.tsx';
import { ACCESSIONS, type AccessionsAnswer, type SessionAnswer } from './team-answers.ts';

type SignedIn = SessionAnswer['signedIn'];
const COMMENTERS = ['analyst', 'releaser', 'coordinator'];
const STANCES = ['welcomes', 'asks', 'objects'] as const;

/** Who joins, what others say of it, and the way to file one. */
export function Accessions({ signedIn }: { signedIn: SignedIn }) {
  const { t } = useTranslation();
  const accessions = useAnswer<AccessionsAnswer>(ACCESSIONS);
  const [isFiling, setFiling] = useState(false);
  const mayFile = signedIn?.roles.includes('coordinator') && !isFiling;
  return (
    <Section
      title={t('accession.title')}
      aside={mayFile && <Button onClick={() => setFiling(true)}>{t('accession.file')}</Button>}
    >
      <p className="small dim">{t('accession.lead')}</p>
      {isFiling && <FileForm onLeave={() => setFiling(false)} />}
      <Answer of={accessions}>
        {({ accessions: rows }) =>
          rows.length === 0 ? (
            <p className="dim">{t('accession.none')}</p>
          ) : (
            <div className="stack">
              {rows.map((one) => (
                <One key={one.code} of={one} signedIn={signedIn} />
              ))}
            </div>
          )
        }
      </Answer>
    </Section>
  );
}

function One({ of, signedIn }: { of: FiledAccession; signedIn: SignedIn }) {
  const { t } = useTranslation();
  const words = useWords();
  const mayComment = signedIn?.roles.some((role) => COMMENTERS.includes(role));
  return (
    <article className="panel stack" aria-label={of.name}>
      <h3>
        {of.name} <code>{of.code}</code>
      </h3>
      <Facts
        facts={[
          [t('team.as'), words('joining', of.kind)],
          [t('accession.filed'), <Instant key="filed" at={of.filedAt} />],
          [t('accession.sponsor'), of.sponsor ?? of.filedBy],
          [t('accession.effect'), <Day key="effect" at={of.takesEffectAt} />],
          [t('accession.instrument'), of.record.statement.instrument],
          [t('accession.key'), <code key="key">{of.fingerprint}</code>],
        ]}
      />
      {of.comments.length > 0 && (
        <ul className="bare stack tight">
          {of.comments.map((comment) => (
            <Comment key={comment.id} of={comment} />
          ))}
        </ul>
      )}
      {mayComment && <CommentForm code={of.code} />}
    </article>
  );
}

function Comment({ of: { state, stance, text, author, at } }: { of: AccessionComment }) {
  const words = useWords();
  return (
    <li>
      <strong>
        {state}: {words('stance', stance)}
      </strong>{' '}
      {text}{' '}
      <span className="dim small">
        {author}, <Instant at={at} />
      </span>
    </li>
  );
}

function CommentForm({ code }: { code: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const [done, setDone] = useState(0);
  return (
    <SendForm
      key={done}
      title={t('accession.comment')}
      action={t('accession.comment')}
      send={(given) =>
        ask<AccessionsAnswer>(`${ACCESSIONS}/${code}/comments`, {
          stance: given.get('stance'),
          text: String(given.get('text')).trim(),
        })
      }
      onDone={() => setDone(done + 1)}
    >
      <div className="fields">
        <NativeSelect
          name="stance"
          label={t('accession.stance')}
          data={STANCES.map((value) => ({ value, label: words('stance', value) }))}
        />
        <TextInput name="text" label={t('accession.text')} required maxLength={5000} className="wide" />
      </div>
    </SendForm>
  );
}

function FileForm({ onLeave }: { onLeave(): void }) {
  const { t } = useTranslation();
  const send = async (given: FormData): Promise<FiledAccession> => {
    let record: unknown;
    try {
      record = JSON.parse(String(given.get('record')));
    } catch {
      throw new ApiProblem(400, { title: t('accession.notJson') });
    }
    return await ask<FiledAccession>(ACCESSIONS, record);
  };
  return (
    <SendForm title={t('accession.file')} action={t('accession.file')} send={send} onDone={onLeave} onCancel={onLeave}>
      <p>{t('accession.fileLead')}</p>
      <Textarea name="record" label={t('accession.record')} required autosize={false} rows={8} className="mono" />
    </SendForm>
  );
}
