import type { Holding } from './holding.ts';
import { judgeOwnership, type OwnershipAbove, type OwnershipQuestion, type Verdict } from './judge.ts';

/** A share that by itself would settle the answer, were it known. */
export interface Flip {
  owner: string;
  owned: string;
  kind: Holding['kind'];
  share: { min: number; max: number };
  record: string;
  /** Millionths of a per cent from which on the party is blocked, whatever the others are; null when no value does that. */
  blockedFrom: number | null;
  /** Millionths up to which the party is not blocked, whatever the others are; null when no value does that. */
  freeUpTo: number | null;
}

/** Uncertain shares that are tried, nearest to the party first. */
const MOST_TRIED = 40;
/** Recorded holdings above a party beyond which the search is left out. */
const MOST_HOLDINGS = 20_000;

/** Which unknown share would settle an undetermined answer by itself. Shares that only settle it together are not named. */
export function flipsOf(above: OwnershipAbove, question: OwnershipQuestion): Flip[] {
  if (above.holdings.length > MOST_HOLDINGS) return [];
  const flips: Flip[] = [];
  for (const at of uncertainNear(above.holdings, question.party)) {
    const held = above.holdings[at];
    if (!held) continue;
    const { share } = held;
    const verdictAt = (value: number): Verdict => {
      const holdings = [...above.holdings];
      holdings[at] = { ...held, share: { min: value, max: value } };
      return judgeOwnership({ ...above, holdings }, question).verdict;
    };
    const blockedFrom = leastOf(share, (value) => verdictAt(value) === 'blocked');
    const freeBelow = leastOf(share, (value) => verdictAt(value) !== 'not-blocked');
    const freeUpTo = freeBelow === null ? share.max : freeBelow - 1;
    if (blockedFrom === null && freeUpTo < share.min) continue;
    const { owner, owned, kind, source } = held;
    flips.push({
      owner,
      owned,
      kind,
      share,
      record: source.record,
      blockedFrom,
      freeUpTo: freeUpTo < share.min ? null : freeUpTo,
    });
  }
  return flips;
}

/** The least value within the share at which a monotone question turns to yes; null when it never does. */
function leastOf({ min, max }: Flip['share'], isSo: (value: number) => boolean): number | null {
  if (!isSo(max)) return null;
  let [low, high] = [min, max];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Indices of holdings whose share is not exact, by their distance above the party. */
function uncertainNear(holdings: readonly Holding[], party: string): number[] {
  const into = new Map<string, number[]>();
  holdings.forEach(({ owned }, at) => {
    const known = into.get(owned);
    if (known) known.push(at);
    else into.set(owned, [at]);
  });
  const seen = new Set([party]);
  const found: number[] = [];
  for (const firm of seen) {
    for (const at of into.get(firm) ?? []) {
      const held = holdings[at];
      if (!held) continue;
      if (held.share.min < held.share.max) found.push(at);
      seen.add(held.owner);
      if (found.length === MOST_TRIED) return found;
    }
  }
  return found;
}
