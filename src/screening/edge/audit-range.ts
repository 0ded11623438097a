import { z } from '@hono/zod-openapi';
import { parsePartialDate } from '../../kernel/partial-date.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z$/;

/** A day or an instant in UTC, as the audit trail is asked for. */
export const momentShape = z
  .string()
  .max(27)
  .refine(
    (text) =>
      text.length === 10 ? parsePartialDate(text) !== null : INSTANT.test(text) && Number.isFinite(Date.parse(text)),
    'must be a day as YYYY-MM-DD, or an instant as YYYY-MM-DDTHH:MM:SSZ',
  );

/** The first instant of a range that begins with the day or instant. */
export function rangeStart(moment: string | undefined): string | null {
  return moment === undefined ? null : new Date(moment).toISOString();
}

/** The first instant after a range that ends with the day, which belongs to it, or before the instant. */
export function rangeEnd(moment: string | undefined): string | null {
  if (moment === undefined) return null;
  const end = new Date(moment);
  if (moment.length === 10) end.setUTCDate(end.getUTCDate() + 1);
  return end.toISOString();
}
