import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAnswer } from '../api/ask.ts';
import { Answer } from '../shell/answer.tsx';
import { Notice } from '../shell/notice.tsx';
import { Section } from '../shell/page.tsx';
import { DecisionForm } from './decision-form.tsx';
import { Decisions } from './decisions.tsx';
import { JoinAnother } from './join-another.tsx';
import type { DecisionAnswer, MergeAnswer, OpenDecision } from './merge-answers.ts';

/** Which entries make the party, why, and how a person parts or joins them. */
export function MergedEntries({ party }: { party: string }) {
  const { t } = useTranslation();
  const merge = useAnswer<MergeAnswer>(`/api/v1/parties/${encodeURIComponent(party)}/merge`);
  return (
    <Section title={t('party.merged')}>
      <Answer of={merge}>{(data) => <Merge merge={data} />}</Answer>
    </Section>
  );
}

function Merge({ merge }: { merge: MergeAnswer }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<OpenDecision | 'join' | null>(null);
  const [done, setDone] = useState<DecisionAnswer | null>(null);
  const start = (decision: OpenDecision | 'join'): void => {
    setDone(null);
    setOpen(decision);
  };
  const ends = {
    onDone: (answer: DecisionAnswer) => {
      setOpen(null);
      setDone(answer);
    },
    onCancel: () => setOpen(null),
  };
  const form = (decision: OpenDecision, entry: string) => (
    <DecisionForm key={entry} decision={decision} entry={entry} {...ends} />
  );
  const asked = open === 'join' ? null : open;
  const merged = merge.members.filter(({ id }) => id !== merge.id);
  return (
    <div className="stack">
      {done && <Outcome party={merge.id} decision={done} />}
      {merged.length === 0 && <p className="small dim">{t('party.notMerged')}</p>}
      <ul className="bare small stack tight">
        {merged.map((member) => (
          <li key={member.id} className="stack tight">
            <Entry merge={merge} member={member} onPart={start} />
            {asked?.verdict === 'different' &&
              asked.other === member.id &&
              form(asked, `${member.caption} (${member.id})`)}
          </li>
        ))}
      </ul>
      {open === 'join' ? (
        <JoinAnother party={merge.id} {...ends} />
      ) : (
        <div>
          <Button size="compact-xs" className="quiet" onClick={() => start('join')}>
            {t('merge.joinAnother')}
          </Button>
        </div>
      )}
      <Decisions decisions={merge.decisions} onUndo={start} />
      {asked?.verdict === 'withdrawn' && form(asked, `${asked.one}, ${asked.other}`)}
    </div>
  );
}

interface EntryProps {
  merge: MergeAnswer;
  member: MergeAnswer['members'][number];
  onPart(decision: OpenDecision): void;
}

function Entry({ merge, member: { id, list, caption }, onPart }: EntryProps) {
  const { t } = useTranslation();
  const join = merge.joins.find(({ one, other }) => one === id || other === id);
  return (
    <div>
      <span className="row">
        <span>{caption}</span>
        <code>{id}</code>
        <Link href={`/lists/${encodeURIComponent(list)}`} className="mono">
          {list}
        </Link>
      </span>
      <span className="row">
        <span className="dim" lang="en">
          {join?.explanation}
        </span>
        <Button
          size="compact-xs"
          className="quiet"
          aria-label={`${t('merge.notSame')} ${id}`}
          onClick={() => onPart({ one: merge.id, other: id, verdict: 'different' })}
        >
          {t('merge.notSame')}
        </Button>
      </span>
    </div>
  );
}

/** What came of the decision, and where the other entry is now. */
function Outcome({ party, decision }: { party: string; decision: DecisionAnswer }) {
  const { t } = useTranslation();
  const { one, other, verdict, together } = decision;
  const isOutweighed = verdict === 'same' && !together;
  return (
    <div role="status">
      <Notice
        tone={isOutweighed ? 'warn' : 'good'}
        title={isOutweighed ? t('merge.outweighed') : t(`merge.done-${verdict}`)}
      >
        {!together && (
          <Link href={`/party/${encodeURIComponent(one === party ? other : one)}`}>{t('merge.seeOther')}</Link>
        )}
      </Notice>
    </div>
  );
}
