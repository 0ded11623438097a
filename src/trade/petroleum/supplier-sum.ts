import { grouped } from '../grouped.ts';
import { type Interval, sum } from './barrel-factors.ts';
import type { Delivery } from './delivery.ts';
import { agreed, type StatedAmount, type SupplyFlag, statedAmount } from './stated-amount.ts';
import { holds, monthsOf, overlaps, periodText, type SupplyPeriod } from './supply-period.ts';

/** A month of a supplier in the year of a cap. */
export interface SupplyMonth {
  month: string;
  /** `in-a-total`: only a longer period that holds it is stated. */
  state: 'stated' | 'in-a-total' | 'missing' | 'not-yet-due';
  barrels: Interval | null;
}

/** What a supplier, or some that are stated together, supplied in the year of a cap. */
export interface SupplierSum {
  suppliers: string[];
  barrels: Interval;
  /** Null unless every figure that counts was stated in tonnes. */
  tonnes: number | null;
  months: SupplyMonth[];
  flags: SupplyFlag[];
  statements: Delivery[];
}

interface Node {
  amount: StatedAmount;
  parts: Node[];
}

interface Value {
  barrels: Interval;
  tonnes: number | null;
}

const DAY = 86_400_000;

/**
 * Adds up what one supplier states, without counting a month twice that stands in a total as well. Where a total and
 * all its parts are stated, what both allow counts; where they exclude each other, all between them, and a flag says it.
 */
export function supplierSum(statements: readonly Delivery[], year: SupplyPeriod, dueBy: string): SupplierSum {
  const flags: SupplyFlag[] = [];
  const suppliers = statements[0]?.suppliers ?? [];
  const near = statements.filter(({ period }) => overlaps(year, period));
  const amounts = [...grouped(near, ({ period }) => `${period.from}/${period.to}`).values()].map((rows) =>
    statedAmount(rows, flags),
  );
  const inside = amounts.filter(({ period }) => holds(year, period));
  const across = amounts.filter(({ period }) => !holds(year, period));
  for (const { period } of across)
    flags.push({
      kind: 'crosses-the-year',
      suppliers,
      period: periodText(period),
      text: `Reaches beyond the year of the cap (${year.from} to ${year.to}): between nothing and all of it counts.`,
    });
  const roots = nested(inside);
  const counted = together(roots, { suppliers, flags });
  const extra = across.map(({ barrels }) => ({ least: 0, most: barrels.most }));
  const months = monthsOf(year).map((month) => monthOf(month, inside, dueBy));
  const missing = months.filter(({ state }) => state === 'missing').map(({ month }) => month);
  if (missing.length > 0)
    flags.push({
      kind: 'missing-months',
      suppliers,
      period: `${missing[0]}/${missing.at(-1)}`,
      text: `No figure for ${missing.join(', ')}.`,
    });
  return {
    suppliers,
    barrels: sum([counted.barrels, ...extra]),
    tonnes: across.length > 0 ? null : counted.tonnes,
    months,
    flags,
    statements: [...inside, ...across].flatMap((amount) => amount.statements),
  };
}

/** Longer periods hold the shorter ones that lie in them. */
function nested(amounts: readonly StatedAmount[]): Node[] {
  const roots: Node[] = [];
  const sorted = [...amounts].sort(
    (one, other) => days(other.period) - days(one.period) || one.period.from.localeCompare(other.period.from),
  );
  for (const amount of sorted) {
    let among = roots;
    for (let outer = holder(among, amount); outer; outer = holder(among, amount)) among = outer.parts;
    among.push({ amount, parts: [] });
  }
  return roots;
}

function holder(nodes: readonly Node[], { period }: StatedAmount): Node | undefined {
  return nodes.find(({ amount }) => holds(amount.period, period));
}

interface Saying {
  suppliers: string[];
  flags: SupplyFlag[];
}

/** Of neighbours that overlap, the larger is the least and both together are the most. */
function together(nodes: readonly Node[], saying: Saying): Value {
  const values = nodes.map((node) => ({ node, value: amountIn(node, saying) }));
  const clusters: (typeof values)[] = [];
  for (const one of values.sort((a, b) => a.node.amount.period.from.localeCompare(b.node.amount.period.from))) {
    const last = clusters.at(-1);
    if (last?.some(({ node }) => overlaps(node.amount.period, one.node.amount.period))) last.push(one);
    else clusters.push([one]);
  }
  const barrels = clusters.map((cluster) => {
    if (cluster.length > 1)
      saying.flags.push(
        overlapFlag(
          cluster.map(({ node }) => node.amount.period),
          saying,
        ),
      );
    return {
      least: Math.max(...cluster.map(({ value }) => value.barrels.least)),
      most: sum(cluster.map(({ value }) => value.barrels)).most,
    };
  });
  const tonnes = values.map(({ value }) => value.tonnes);
  const inTonnes = clusters.every((cluster) => cluster.length === 1) && !tonnes.includes(null) && tonnes.length > 0;
  return { barrels: sum(barrels), tonnes: inTonnes ? tonnes.reduce<number>((all, one) => all + (one ?? 0), 0) : null };
}

function overlapFlag(periods: readonly SupplyPeriod[], { suppliers }: Saying): SupplyFlag {
  const texts = periods.map(periodText);
  return { kind: 'overlap', suppliers, period: texts[0] ?? '', text: `The periods ${texts.join(' and ')} overlap.` };
}

function amountIn(node: Node, saying: Saying): Value {
  const { amount, parts } = node;
  if (parts.length === 0) return amount;
  const inParts = together(parts, saying);
  const covered = parts.reduce((total, part) => total + days(part.amount.period), 0) >= days(amount.period);
  const period = periodText(amount.period);
  const figures = `${words(amount.barrels)} barrels as a whole, ${words(inParts.barrels)} in its parts`;
  const { suppliers, flags } = saying;
  if (covered) {
    const both = agreed(amount.barrels, inParts.barrels);
    if (!both.agree)
      flags.push({ kind: 'parts-differ', suppliers, period, text: `The figures do not add up: ${figures}.` });
    return { barrels: both.interval, tonnes: amount.tonnes ?? inParts.tonnes };
  }
  if (inParts.barrels.least <= amount.barrels.most) return amount;
  flags.push({ kind: 'parts-exceed-total', suppliers, period, text: `Its parts are more than the whole: ${figures}.` });
  return { barrels: { least: amount.barrels.least, most: inParts.barrels.most }, tonnes: null };
}

function monthOf(month: string, amounts: readonly StatedAmount[], dueBy: string): SupplyMonth {
  const own = amounts.find(({ period }) => periodText(period) === month);
  if (own) return { month, state: 'stated', barrels: own.barrels };
  const inTotal = amounts.some(({ period }) => monthsOf(period).includes(month));
  if (inTotal) return { month, state: 'in-a-total', barrels: null };
  return { month, state: month <= dueBy ? 'missing' : 'not-yet-due', barrels: null };
}

function days({ from, to }: SupplyPeriod): number {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}

export function words({ least, most }: Interval): string {
  const [from, to] = [least, most].map((figure) => Math.round(figure).toLocaleString('en'));
  return from === to ? `${from}` : `${from} to ${to}`;
}
