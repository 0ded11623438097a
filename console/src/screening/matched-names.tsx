import type { Explanation } from '../../../src/screening/score-pair.ts';
import styles from './matched-names.module.css';
import { sameParts } from './same-parts.ts';

interface MatchedNamesProps {
  explanations: Readonly<Record<string, Explanation>>;
  /** What the two sides are called. */
  labels: readonly [query: string, candidate: string];
}

/** What either side has, one above the other, with the parts that both have marked in each. */
export function MatchedNames({ explanations, labels }: MatchedNamesProps) {
  const pairs = Object.entries(explanations).flatMap(([feature, { query, candidate, score }]) =>
    query && candidate && feature.endsWith('_match') && score > 0 ? [{ feature, query, candidate }] : [],
  );
  if (pairs.length === 0) return null;
  return (
    <div className={styles.pairs}>
      {pairs.map(({ feature, query, candidate }) => {
        const [asked, listed] = sameParts(query, candidate);
        return (
          <dl key={feature} className={styles.pair}>
            <dt>{labels[0]}</dt>
            <dd>
              <Parts of={asked} />
            </dd>
            <dt>{labels[1]}</dt>
            <dd>
              <Parts of={listed} />
            </dd>
          </dl>
        );
      })}
    </div>
  );
}

function Parts({ of }: { of: ReturnType<typeof sameParts>[number] }) {
  return of.map(({ text, isSame }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece of a name has no identity but its place
    isSame ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
  );
}
