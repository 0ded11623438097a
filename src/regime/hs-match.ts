import type { Act } from './act.ts';
import type { Goods, PartOfCode } from './law.ts';
import type { Measure } from './measure.ts';
import type { Truth } from './truth.ts';

/** Whether the goods of an act are those of a measure. */
export interface GoodsMatch {
  truth: Truth;
  /** `partly`: the code holds goods that the measure does not name, or the act's code is shorter than the measure's. */
  covers: 'wholly' | 'partly' | null;
  /** The fact that would settle it. */
  missing: string[];
}

const NO_MATCH: GoodsMatch = { truth: false, covers: null, missing: [] };

/**
 * Matches the act's HS code with the measure's. `factOf` answers facts by name. Without a code the facts alone can say
 * yes; a code that the measure does not hold says no.
 */
export function matchGoods(measure: Measure, act: Act, goods: Goods, factOf: (name: string) => Truth): GoodsMatch {
  const parts = goods.parts.filter((part) => part.measure === measure.id);
  const codes = hsCodesOf(measure, goods);
  if (act.hsCode === undefined) return matchByFacts(codes, parts, factOf);
  let best = NO_MATCH;
  for (const code of codes) {
    const match = matchCode(code, act.hsCode, () => partTruth(measure, code, act, goods, factOf));
    if (match.truth === true && match.covers === 'wholly') return match;
    if (rank(match) > rank(best)) best = match;
  }
  return best;
}

/** Every code of a measure: its own and those that a mapping adds. */
export function hsCodesOf(measure: Measure, goods: Goods): string[] {
  return [
    ...measure.hsCodes,
    ...goods.added.filter((added) => added.measure === measure.id).flatMap((added) => added.hsCodes),
  ];
}

function matchByFacts(codes: string[], parts: PartOfCode[], factOf: (name: string) => Truth): GoodsMatch {
  const truths = parts.map((part) => factOf(part.fact));
  if (truths.includes(true)) return { truth: true, covers: 'wholly', missing: [] };
  const everyCodeIsPart = codes.every((code) => parts.some((part) => part.hsCodes.includes(code)));
  if (everyCodeIsPart && truths.length > 0 && truths.every((truth) => truth === false)) return NO_MATCH;
  return { truth: null, covers: null, missing: ['goods'] };
}

function matchCode(code: string, actCode: string, part: () => { truth: Truth; fact: string } | null): GoodsMatch {
  if (code.startsWith(actCode) && code.length > actCode.length)
    return { truth: null, covers: 'partly', missing: ['goods'] };
  if (!actCode.startsWith(code)) return NO_MATCH;
  const settled = part();
  if (!settled) return { truth: true, covers: 'wholly', missing: [] };
  if (settled.truth === false) return NO_MATCH;
  return { truth: settled.truth, covers: 'partly', missing: settled.truth === null ? [settled.fact] : [] };
}

function partTruth(
  measure: Measure,
  code: string,
  act: Act,
  goods: Goods,
  factOf: (name: string) => Truth,
): { truth: Truth; fact: string } | null {
  const holds = (row: { measure: string; hsCodes: string[] }) =>
    row.measure === measure.id && row.hsCodes.includes(code);
  const part = goods.parts.find(holds);
  if (!part) return null;
  const threshold = goods.thresholds.find(holds);
  const price = act.quantity?.unit === 'items' && act.quantity.value > 0 ? act.value : undefined;
  const below =
    threshold &&
    price?.currency === threshold.currency &&
    price.amount / (act.quantity?.value ?? 1) <= threshold.moreThan;
  return { truth: below ? false : factOf(part.fact), fact: part.fact };
}

function rank(match: GoodsMatch): number {
  return match.truth === true ? 2 : match.truth === null ? 1 : 0;
}
