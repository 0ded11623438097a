import { firstDay, lastDay, parsePartialDate } from '../../kernel/partial-date.ts';

/** The days that a statement speaks of, both included. */
export interface SupplyPeriod {
  from: string;
  to: string;
}

/** Months that a period may span: longer ones are a slip of the pen. */
const MOST_MONTHS = 36;

/** Reads a year, a month, a day or a range of them (`2018-01/2018-04`); null for anything else, a range that runs backwards included. */
export function parseSupplyPeriod(text: string): SupplyPeriod | null {
  const parts = text.trim().split('/');
  if (parts.length > 2) return null;
  const [first, last = first] = parts.map((part) => parsePartialDate(part));
  if (!first || !last) return null;
  const period = { from: firstDay(first), to: lastDay(last) };
  return period.from <= period.to && monthsOf(period).length <= MOST_MONTHS ? period : null;
}

/** The months, `YYYY-MM`, of which a period holds a day. */
export function monthsOf({ from, to }: SupplyPeriod): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) months.push(month);
  return months;
}

export function nextMonth(month: string): string {
  return monthAfter(month, 1);
}

/** The month that lies so many after (or, below zero, before) another. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

export function holds(outer: SupplyPeriod, inner: SupplyPeriod): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

export function overlaps(one: SupplyPeriod, other: SupplyPeriod): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** `2021`, `2021-03` or `2018-01/2018-04`: the shortest that says the same. */
export function periodText({ from, to }: SupplyPeriod): string {
  if (from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  const wholeMonths = from.endsWith('-01') && to === lastDay(to.slice(0, 7) as Parameters<typeof lastDay>[0]);
  if (!wholeMonths) return from === to ? from : `${from}/${to}`;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  return first === last ? first : `${first}/${last}`;
}
