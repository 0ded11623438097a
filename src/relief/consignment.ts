import type { Approval } from './approval.ts';
import { type ItemMatch, ItemMatcher } from './match-items.ts';
import type { PackingLine } from './packing-list.ts';
import { type Amount, amountOf, amountText, isComparable } from './quantity.ts';

type ApprovedItem = Approval['items'][number];

/** `covered`: goes through. `look`: a person must decide. Everything else is not covered. */
export type LineResult = 'covered' | 'look' | 'over' | 'other-hs' | 'other-unit' | 'not-approved';

export interface CheckedLine {
  line: number;
  name: string;
  result: LineResult;
  /** The item of the approval that it was held against. */
  item: number | null;
  score: number;
  /** What this line takes, and what the item has left after it, in its smallest unit. */
  takes: string | null;
  leaves: string | null;
  sentence: string;
}

/** What is wrong with the consignment as a whole; none of it is a matter of a line. */
export interface ConsignmentFault {
  kind: 'revoked' | 'outside-window' | 'other-route' | 'no-shipment-left';
  sentence: string;
}

export interface ConsignmentAnswer {
  result: 'covered' | 'look' | 'not-covered';
  approval: string;
  sentence: string;
  faults: ConsignmentFault[];
  lines: CheckedLine[];
  counts: Record<LineResult, number>;
  /** What booking this shipment would draw, by item of the approval, in its smallest unit. */
  draws: { line: number; amount: string }[];
}

export interface ApprovalState {
  approval: Approval;
  revoked: boolean;
  /** Drawn so far by item, in the smallest unit. */
  drawn: ReadonlyMap<number, bigint>;
  shipments: readonly string[];
}

export interface Consignment {
  /** Names the shipment: a second packing list of the same is no further shipment. */
  shipment?: string | undefined;
  on: string;
  /** UN/LOCODEs in order, as far as known. */
  route?: readonly string[] | undefined;
}

const LEAST_SCORE = 0.6;
const SURE_WITHOUT_HS = 0.9;
const TOO_CLOSE = 0.02;
/** The world's codes have six digits; a heading of four holds goods of many kinds. */
const SURE_DIGITS = 6;
const LIKE_ENOUGH = 0.6;

/** Holds a packing list against an approval, line by line, in order: each line takes from what those before left. */
export function checkConsignment(
  lines: readonly PackingLine[],
  state: ApprovalState,
  consignment: Consignment,
): ConsignmentAnswer {
  const matcher = new ItemMatcher(state.approval.items);
  const left = new Map<number, Amount>();
  for (const item of state.approval.items) {
    const whole = amountOf(item.quantity, item.unit);
    if (whole) left.set(item.line, { ...whole, base: whole.base - (state.drawn.get(item.line) ?? 0n) });
  }
  const before = new Map([...left].map(([line, { base }]) => [line, base]));
  const checked = lines.map((line) => checkLine(line, matcher.match(line), left));
  const faults = faultsOf(state, consignment);
  const counts = countsOf(checked);
  const isWhole = checked.length > 0 && counts.covered === checked.length;
  const isLook = counts.covered + counts.look === checked.length && checked.length > 0;
  const result = faults.length > 0 ? 'not-covered' : isWhole ? 'covered' : isLook ? 'look' : 'not-covered';
  const draws = [...left].flatMap(([line, { base }]) => {
    const amount = (before.get(line) ?? 0n) - base;
    return amount > 0n ? [{ line, amount: String(amount) }] : [];
  });
  return {
    result,
    approval: state.approval.id,
    sentence: sentenceOf(result, checked.length, counts, faults),
    faults,
    lines: checked,
    counts,
    draws,
  };
}

function checkLine(
  line: PackingLine,
  matches: readonly ItemMatch<ApprovedItem>[],
  left: Map<number, Amount>,
): CheckedLine {
  const [best, second] = matches;
  if (!best || best.score < LEAST_SCORE)
    return said(
      line,
      best,
      'not-approved',
      'Nothing in the approval is like it. Take it out, or have the approval amended.',
    );
  const { item } = best;
  const amount = amountOf(line.value, line.unit);
  const rest = left.get(item.line);
  if (line.hsCode && item.hsCode && !agree(line.hsCode, item.hsCode))
    return said(
      line,
      best,
      'other-hs',
      `Its name is like item ${item.line}, but HS ${line.hsCode} is not HS ${item.hsCode} as approved. Correct the code, or have the approval amended.`,
    );
  if (!amount || !rest || !isComparable(amount, rest))
    return said(
      line,
      best,
      'other-unit',
      `"${line.value} ${line.unit}" cannot be held against ${item.quantity} ${item.unit} of item ${item.line}. Give it in the approval's unit, or as "box of 100".`,
    );
  if (amount.base > rest.base)
    return said(
      line,
      best,
      'over',
      `Item ${item.line} has ${amountText(rest)} left; this is ${amountText(amount)}. Ship what is left, or have the approval amended.`,
    );
  const doubt = doubtOf(line, best, second);
  if (doubt) return said(line, best, 'look', doubt);
  const after = { ...rest, base: rest.base - amount.base };
  left.set(item.line, after);
  return {
    ...said(line, best, 'covered', `Item ${item.line}: ${amountText(amount)}; ${amountText(after)} left after it.`),
    takes: String(amount.base),
    leaves: String(after.base),
  };
}

/** Why a person must look, though the amount would fit; null when nobody need. */
function doubtOf(
  line: PackingLine,
  best: ItemMatch<ApprovedItem>,
  second: ItemMatch<ApprovedItem> | undefined,
): string | null {
  const { item } = best;
  if (best.sizeDiffers)
    return `It may be item ${item.line} (${item.name}), but names another size. Compare the specifications.`;
  if (second && best.score - second.score < TOO_CLOSE && second.score >= LEAST_SCORE)
    return `It may be item ${item.line} (${item.name}) or item ${second.item.line} (${second.item.name}). Say which.`;
  const digits = line.hsCode && item.hsCode ? Math.min(line.hsCode.length, item.hsCode.length) : 0;
  if (digits === 0 && best.score < SURE_WITHOUT_HS)
    return `It may be item ${item.line} (${item.name}), and no HS code confirms it. Give the code, or compare by hand.`;
  if (digits < SURE_DIGITS && best.likeness < LIKE_ENOUGH)
    return `It may be item ${item.line} (${item.name}); a heading of ${digits} digits holds other goods too. Give the code of six digits, or compare by hand.`;
  return null;
}

function said(
  line: PackingLine,
  match: ItemMatch<ApprovedItem> | undefined,
  result: LineResult,
  sentence: string,
): CheckedLine {
  const isMatch = match !== undefined && match.score >= LEAST_SCORE;
  return {
    line: line.line,
    name: line.name,
    result,
    item: isMatch ? match.item.line : null,
    score: Math.round((match?.score ?? 0) * 100) / 100,
    takes: null,
    leaves: null,
    sentence,
  };
}

/** Codes agree as far as the shorter goes, and at least in their heading: six digits are the world's, the rest national. */
function agree(one: string, other: string): boolean {
  const digits = Math.min(one.length, other.length, 6);
  return one.slice(0, digits) === other.slice(0, digits);
}

function faultsOf(
  { approval, revoked, shipments }: ApprovalState,
  { on, route, shipment }: Consignment,
): ConsignmentFault[] {
  const { from, to } = approval.window;
  const faults: ConsignmentFault[] = [];
  if (revoked) faults.push({ kind: 'revoked', sentence: 'The approval is revoked. Stop, and ask who signed it.' });
  if (on < from || on > to)
    faults.push({
      kind: 'outside-window',
      sentence: `${on} is outside the window ${from} to ${to}. Have the approval extended.`,
    });
  const strays = (route ?? []).filter((place) => approval.route.length > 0 && !approval.route.includes(place));
  if (strays.length > 0)
    faults.push({
      kind: 'other-route',
      sentence: `The approval does not name ${strays.join(', ')}; it names ${approval.route.join(', ')}. Go that way, or have it amended.`,
    });
  const isFurther = shipment === undefined || !shipments.includes(shipment);
  if (isFurther && shipments.length >= approval.mostShipments)
    faults.push({
      kind: 'no-shipment-left',
      sentence: `All ${approval.mostShipments} shipments are made. Have the approval amended.`,
    });
  return faults;
}

function countsOf(lines: readonly CheckedLine[]): Record<LineResult, number> {
  const counts = { covered: 0, look: 0, over: 0, 'other-hs': 0, 'other-unit': 0, 'not-approved': 0 };
  for (const { result } of lines) counts[result] += 1;
  return counts;
}

function sentenceOf(
  result: ConsignmentAnswer['result'],
  total: number,
  counts: Record<LineResult, number>,
  faults: readonly ConsignmentFault[],
): string {
  if (faults.length > 0) return faults.map(({ sentence }) => sentence).join(' ');
  if (total === 0) return 'The packing list holds no goods.';
  if (result === 'covered') return `All ${total} lines are covered.`;
  const bad = total - counts.covered - counts.look;
  if (result === 'look')
    return `${counts.covered} of ${total} lines are covered; ${counts.look} need a person to look.`;
  return `${bad} of ${total} lines are not covered, ${counts.look} need a person to look.`;
}
