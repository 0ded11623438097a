import type { Brand } from './brand.ts';

/** A calendar date known to the year, month or day: `1957`, `1957-06`, `1957-06-02` (ISO 8601 reduced precision). */
export type PartialDate = Brand<string, 'PartialDate'>;

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Makes a date of the parts that are known; null when they name no day of the calendar. Years 1 to 9999. */
export function partialDate(year: number, month?: number | null, day?: number | null): PartialDate | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null;
  const yearText = String(year).padStart(4, '0');
  if (month === undefined || month === null || month === 0) return yearText as PartialDate;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  const monthText = `${yearText}-${String(month).padStart(2, '0')}`;
  if (day === undefined || day === null || day === 0) return monthText as PartialDate;
  if (!Number.isInteger(day) || day < 1 || day > daysIn(year, month)) return null;
  return `${monthText}-${String(day).padStart(2, '0')}` as PartialDate;
}

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null for anything else, an impossible day included. */
export function parsePartialDate(text: string): PartialDate | null {
  const parts = SHAPE.exec(text.trim());
  if (!parts) return null;
  const [, year, month, day] = parts;
  if ((month !== undefined && Number(month) === 0) || (day !== undefined && Number(day) === 0)) return null;
  return partialDate(Number(year), month === undefined ? null : Number(month), day === undefined ? null : Number(day));
}

/** The day of an instant as its source writes it, never moved to UTC: that is the day by which lists are known. */
export function dayOf(instantOrDate: string): string {
  return instantOrDate.slice(0, 'YYYY-MM-DD'.length);
}

/** The first day that the date can mean. */
export function firstDay(date: PartialDate): string {
  return `${date}${'-01-01'.slice(date.length - 4)}`.slice(0, 10);
}

/** The last day that the date can mean. */
export function lastDay(date: PartialDate): string {
  if (date.length === 10) return date;
  if (date.length === 4) return `${date}-12-31`;
  const [year, month] = date.split('-').map(Number);
  return `${date}-${String(daysIn(year ?? 1, month ?? 1)).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
