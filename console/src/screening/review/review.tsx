import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from '../../api/address.ts';
import { useAnswer } from '../../api/ask.ts';
import { everyPage } from '../../api/every-page.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../shell/answer.tsx';
import { Downloads } from '../../shell/downloads.tsx';
import { Facts } from '../../shell/facts.tsx';
import { Notice } from '../../shell/notice.tsx';
import { useSingleKeys } from '../../shell/single-keys.ts';
import { type OpenAct, VERDICTS } from '../decide-match.tsx';
import { ResultCard } from '../result-card.tsx';
import type { MatchAnswer } from '../screened-party.ts';
import { askedText, decisionsOn, nextOpen, queueCsv, type ReviewEntry, type ShownDecision } from './review-queue.ts';

interface ReviewProps {
  entries: readonly ReviewEntry[];
  dataset: string;
  threshold: number;
}

const DECISIONS = '/api/v1/screening/decisions';
/** More than a file or a subscription keeps a row. */
const MOST_MATCHES = 100;

/** The matches of a file or of saved parties, one at a time, each to be decided on. */
export function Review(props: ReviewProps) {
  const { t } = useTranslation();
  const decisions = useQuery({
    queryKey: [DECISIONS],
    queryFn: () =>
      everyPage<{ total: number; decisions: ShownDecision[] }, ShownDecision>(DECISIONS, {}, (page) => page.decisions),
  });
  if (props.entries.length === 0)
    return (
      <Notice tone="good" title={t('review.none')}>
        <p>{t('lookUp.noneText')}</p>
      </Notice>
    );
  return <Answer of={decisions}>{(data) => <Queue {...props} decisions={decisionsOn(props.entries, data)} />}</Answer>;
}

function Queue({ entries, dataset, threshold, decisions }: ReviewProps & { decisions: (ShownDecision | null)[] }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(() => nextOpen(decisions, 0) ?? 0);
  const [act, setAct] = useState<OpenAct>(null);
  const place = useRef<HTMLElement>(null);
  const move = (to: number): void => {
    setAct(null);
    setAt(Math.min(Math.max(to, 0), entries.length - 1));
    place.current?.focus();
  };
  const decide = (verdict: OpenAct): void => {
    if (decisions[at] === null) setAct(verdict);
  };
  useSingleKeys({
    j: () => move(at + 1),
    k: () => move(at - 1),
    ...Object.fromEntries(VERDICTS.map((verdict, key) => [String(key + 1), () => decide(verdict)])),
  });
  const entry = entries[at];
  if (!entry) return null;
  const decided = decisions.filter((decision) => decision !== null).length;
  const onDone = (): void => {
    if (act === 'undo') {
      setAct(null);
      return;
    }
    // What was decided just now is not yet among the decisions that this page holds.
    const open = decisions.map((decision, place) => (place === at ? 'decided' : decision));
    move(nextOpen(open, at + 1) ?? at);
  };
  return (
    <section ref={place} tabIndex={-1} className="stack" aria-label={t('review.title')}>
      <div className="row choices">
        <strong role="status">{t('review.place', { n: at + 1, of: entries.length, decided })}</strong>
        <Steps at={at} next={nextOpen(decisions, at + 1)} last={entries.length - 1} onMove={move} />
        <Downloads
          name="review"
          csv={() => queueCsv(entries, decisions)}
          json={() => entries.map((one, index) => ({ ...one, decision: decisions[index] }))}
        />
      </div>
      <p className="small dim">{t('decide.keys')}</p>
      {decided === entries.length && <Notice tone="good" title={t('review.allDecided')} />}
      <Asked entry={entry} />
      <MatchOf key={at} {...{ entry, dataset, threshold, act }} onAct={setAct} onDone={onDone} />
    </section>
  );
}

interface StepsProps {
  at: number;
  last: number;
  /** The next match without a decision. */
  next: number | null;
  onMove(to: number): void;
}

function Steps({ at, last, next, onMove }: StepsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button size="compact-sm" disabled={at === 0} onClick={() => onMove(at - 1)}>
        {t('table.previous')}
      </Button>
      <Button size="compact-sm" disabled={at === last} onClick={() => onMove(at + 1)}>
        {t('table.next')}
      </Button>
      <Button size="compact-sm" disabled={next === null} onClick={() => onMove(next ?? at)}>
        {t('review.nextOpen')}
      </Button>
    </>
  );
}

function Asked({ entry }: { entry: ReviewEntry }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className="panel stack tight">
      <div className="row">
        <h2>{askedText(entry)}</h2>
        <span className="dim small">{words('schema', entry.query.schema)}</span>
        {entry.customer !== null && <code>{entry.customer}</code>}
      </div>
      <Facts
        facts={Object.entries(entry.query.properties).map(([property, values]) => [
          words('property', property),
          values.join('; '),
        ])}
      />
      <p className="small dim">{t('review.asked')}</p>
    </div>
  );
}

interface MatchOfProps extends Omit<ReviewProps, 'entries'> {
  entry: ReviewEntry;
  act: OpenAct;
  onAct(act: OpenAct): void;
  onDone(): void;
}

/** The listed party as the lists have it now, with the decision that holds. */
function MatchOf({ entry: { customer, query, party, caption }, dataset, threshold, act, onAct, onDone }: MatchOfProps) {
  const { t } = useTranslation();
  const answer = useAnswer<MatchAnswer>(
    address(`/match/${encodeURIComponent(dataset)}`, { limit: MOST_MATCHES, threshold, decided: 'include' }),
    { queries: { asked: { ...query, id: customer } } },
  );
  return (
    <Answer of={answer}>
      {({ responses: { asked } }) => {
        const found = asked?.results.find(({ id, referents }) => id === party || referents.includes(party));
        if (!found) return <Notice title={t('review.gone', { party: caption })} />;
        const about = customer === null ? { query } : { customer };
        return <ResultCard match={{ party: found, about }} open={act} onOpen={onAct} onDone={onDone} />;
      }}
    </Answer>
  );
}
