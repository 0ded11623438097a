/** Unix seconds of a cell: ISO with `T` or a space, `dd/mm/yyyy HH:MM[:SS]`, Unix seconds or milliseconds. UTC unless it says. Null when it is no time. */
export function readTime(cell: string): number | null {
  const text = cell.trim();
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.floor(Number(text));
  if (/^\d{13}$/.test(text)) return Math.floor(Number(text) / 1000);
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (day) return utc(day[3], day[2], day[1], day[4], day[5], day[6]);
  const iso =
    /^(\d{4})-?(\d{2})-?(\d{2})[ T]?(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i.exec(
      text,
    );
  if (!iso) return null;
  const at = utc(iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]);
  const zone = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(iso[7] ?? '');
  if (at === null || !zone) return at;
  const offset = (Number(zone[2]) * 60 + Number(zone[3] ?? 0)) * 60;
  return zone[1] === '+' ? at - offset : at + offset;
}

function utc(...parts: (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const at = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const back = new Date(at * 1000);
  return back.getUTCDate() === day && back.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 61
    ? at
    : null;
}

/** A number with a decimal point or comma; null for an empty cell or anything else. */
export function readNumber(cell: string): number | null {
  const text = cell.trim();
  if (text === '') return null;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  return /^-?\d+,\d+$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** `IMO9393163`, `9393163` or `9393163.0`; null where there is none. */
export function readImo(cell: string): number | null {
  const digits = /^\s*(?:imo)?\s*(\d{5,10})(?:\.0)?\s*$/i.exec(cell)?.[1];
  return digits && Number(digits) > 0 ? Number(digits) : null;
}

/** Text without spaces around; null for empty ones and what files write for "unknown". */
export function readText(cell: string): string | null {
  const text = cell.trim();
  return text === '' || /^(unknown|undefined|null|nan|n\/a)$/i.test(text) ? null : text;
}
