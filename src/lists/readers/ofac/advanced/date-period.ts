import { firstDay, lastDay, type PartialDate, partialDate } from '../../../../kernel/partial-date.ts';
import type { XmlElement } from '../../../reading/xml-element.ts';

/** The date of an element with Year, Month and Day as children or attributes; null when it has no year. */
export function dateOf(element: XmlElement | undefined): PartialDate | null {
  if (!element) return null;
  return partialDate(numberOf(element, 'Year'), numberOf(element, 'Month'), numberOf(element, 'Day'));
}

function numberOf(element: XmlElement, name: string): number {
  return Number(element.textOf(name) || element.attribute(name));
}

/**
 * A DatePeriod in words that a date reader knows: `1962-11-23`, `1962` for one from the first to the last day of
 * 1962, `1954-01-01 to 1957-12-31` for any other; empty when it holds no date.
 */
export function periodWords(period: XmlElement): string {
  const [start, end] = [period.first('Start'), period.first('End')];
  const from = dateOf(start?.first('From')) ?? dateOf(start?.first('To'));
  const to = dateOf(end?.first('To')) ?? dateOf(end?.first('From')) ?? dateOf(start?.first('To')) ?? from;
  if (!from || !to) return '';
  const [first, last] = [firstDay(from), lastDay(to)];
  for (const length of [4, 7, 10]) {
    const date = first.slice(0, length) as PartialDate;
    if (firstDay(date) === first && lastDay(date) === last) return date;
  }
  return `${first} to ${last}`;
}
