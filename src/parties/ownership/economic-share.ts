import type { Holding } from './holding.ts';

/** Rounds after which the sum of a cycle is as exact as floating point makes it. */
const MOST_ROUNDS = 2000;
const ENOUGH = 1e-12;

/**
 * The multiplied share that listed parties have in a firm: what reaches them of its profits. A number for reading beside
 * the legal answer, never the test itself: half of a half is a quarter, and yet blocked. Of each share the least and the
 * most is taken; between 0 and 1.
 */
export function economicShare(
  holdings: readonly Holding[],
  party: string,
  listed: ReadonlySet<string>,
): { least: number; most: number } {
  const shares = holdings.filter(({ kind, owner, owned }) => kind === 'ownership' && owner !== owned);
  return {
    least: settled(shares, party, { listed, of: ({ share }) => share.min }),
    most: settled(shares, party, { listed, of: ({ share }) => share.max }),
  };
}

interface Reading {
  listed: ReadonlySet<string>;
  of(held: Holding): number;
}

function settled(holdings: readonly Holding[], party: string, { listed, of }: Reading): number {
  const into = new Map<string, { owner: string; part: number }[]>();
  for (const held of holdings) {
    const edge = { owner: held.owner, part: of(held) / 100_000_000 };
    const known = into.get(held.owned);
    if (known) known.push(edge);
    else into.set(held.owned, [edge]);
  }
  const value = new Map<string, number>();
  const valueAt = (id: string): number => (listed.has(id) ? 1 : (value.get(id) ?? 0));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let change = 0;
    for (const [firm, edges] of into) {
      const next = Math.min(
        1,
        edges.reduce((sum, { owner, part }) => sum + part * valueAt(owner), 0),
      );
      change = Math.max(change, next - valueAt(firm));
      value.set(firm, next);
    }
    if (change < ENOUGH) break;
  }
  return valueAt(party);
}
