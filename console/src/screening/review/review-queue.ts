import type { ListedDecision } from '../../../../src/screening/edge/store-decisions.ts';
import type { Subject } from '../../../../src/screening/score-pair.ts';
import { toCsv } from '../../shell/to-csv.ts';

/** One match to be looked at: who was asked for, and the listed party. */
export interface ReviewEntry {
  /** The asker's own id of who was asked for. */
  customer: string | null;
  query: Subject;
  party: string;
  caption: string;
  score: number | null;
}

/** A decision as the list of decisions shows it. */
export type ShownDecision = Omit<ListedDecision, 'factsHash' | 'superseded'> & { standing: string };

interface ResultLine {
  id: string | null;
  query: Subject;
  hits: readonly { party: string; caption: string; score: number }[];
}

/** The matches of a screened file, from its results as JSON lines. */
export function entriesOf(results: string): ReviewEntry[] {
  return results
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { id, query, hits } = JSON.parse(line) as ResultLine;
      return hits.map(({ party, caption, score }) => ({ customer: id, query, party, caption, score }));
    });
}

/** The decision that holds on each match of the queue; null where none does, in the order of the queue. */
export function decisionsOn(
  entries: readonly ReviewEntry[],
  decisions: readonly ShownDecision[],
): (ShownDecision | null)[] {
  const held = new Map(
    decisions.filter(({ standing }) => standing === 'holds').map((decision) => [decisionKey(decision), decision]),
  );
  return entries.map(({ customer, query, party }) => {
    const about = customer === null ? { customer, question: query } : { customer, question: null };
    return held.get(decisionKey({ ...about, party })) ?? null;
  });
}

/** The next match without a decision from a place on, going round; null when all are decided. */
export function nextOpen(decisions: readonly unknown[], from: number): number | null {
  const places = decisions.map((_, at) => (from + at) % decisions.length);
  return places.find((at) => decisions[at] === null) ?? null;
}

/** What was asked for, in a line. */
export function askedText({ query: { properties } }: ReviewEntry): string {
  const [first = []] = [properties.name, properties.alias, ...Object.values(properties)].filter((held) => held?.length);
  return first.join('; ');
}

/** Every match with the decision on it. */
export function queueCsv(entries: readonly ReviewEntry[], decisions: readonly (ShownDecision | null)[]): string {
  const header = ['id', 'asked', 'party', 'caption', 'score', 'verdict', 'reason', 'author', 'decidedAt', 'expiresOn'];
  return toCsv(
    header,
    entries.map((entry, at) => {
      const { verdict, reason, author, decidedAt, expiresOn } = decisions[at] ?? {};
      const { customer, party, caption, score } = entry;
      return [customer, askedText(entry), party, caption, score, verdict, reason, author, decidedAt, expiresOn];
    }),
  );
}

type Decided = Pick<ShownDecision, 'customer' | 'question' | 'party'>;

function decisionKey({ customer, question, party }: Decided): string {
  if (customer !== null) return JSON.stringify([customer, party]);
  const properties = Object.entries(question?.properties ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([question?.schema, properties, party]);
}
