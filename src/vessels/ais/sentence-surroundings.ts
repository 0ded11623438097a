import { COMMA } from './sentence-fields.ts';

/** What a line says beside its sentence. */
export interface Surroundings {
  /** Unix seconds; 0 where it does not say. */
  at: number;
  station: string;
  /** Number of the group of sentences of which only the first need say where and when; empty without. */
  group: string;
}

const BACKSLASH = 92;
/** Bytes before a sentence in which a logger's time is looked for. */
const MOST_BEFORE = 64;

/** A tag block `\s:station,c:seconds,g:1-2-34*hh\`, or a logger's time, before the `!`. */
export function readBefore(bytes: Uint8Array, from: number, bang: number): Surroundings {
  const said: Surroundings = { at: 0, station: '', group: '' };
  if (bytes[bang - 1] !== BACKSLASH) {
    said.at = loggerTime(latin(bytes, from, Math.min(bang, from + MOST_BEFORE)));
    return said;
  }
  let begin = bang - 2;
  while (begin >= from && bytes[begin] !== BACKSLASH) begin--;
  const block = begin < from ? '' : latin(bytes, begin + 1, bang - 1);
  const star = block.lastIndexOf('*');
  if (star >= 0 && checksumOf(block.slice(0, star)) !== Number.parseInt(block.slice(star + 1), 16)) return said;
  for (const field of (star < 0 ? block : block.slice(0, star)).split(',')) readTag(field, said);
  return said;
}

function readTag(field: string, said: Surroundings): void {
  if (field.startsWith('c:')) said.at = seconds(Number(field.slice(2)));
  else if (field.startsWith('s:')) said.station = field.slice(2);
  else if (field.startsWith('g:')) said.group = field.slice(2).split('-')[2] ?? '';
  else if (/^\d+G\d+:/.test(field)) said.group = field.slice(field.indexOf(':') + 1);
}

/** A Unix time or an ISO instant at the start of a line. */
function loggerTime(before: string): number {
  const unix = /^\D{0,2}(\d{10}(?:\.\d{1,6})?|\d{13})\D/.exec(before)?.[1];
  if (unix) return seconds(Number(unix));
  const iso = /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?)Z?/.exec(before)?.[1];
  return iso ? Date.parse(`${iso.replace(' ', 'T')}Z`) / 1000 || 0 : 0;
}

/** `,rSTATION,…,1326055296` after the checksum, as coast guards write it. */
export function readAfter(bytes: Uint8Array, from: number, until: number, said: Surroundings): void {
  if (bytes[from] !== COMMA) return;
  for (const field of latin(bytes, from + 1, until).split(',')) {
    if (/^\d{9,10}(\.\d+)?$/.test(field)) said.at ||= Number(field);
    else if (/^[rb][A-Za-z0-9-]{2,}$/.test(field)) said.station ||= field.slice(1);
  }
}

const PGHP = [36, 80, 71, 72, 80, 44];
const [ZERO, NINE] = [48, 57];
/** Year, month, day, hour, minute, second, thousandths. */
const announced = new Float64Array(7);

/** The time of `$PGHP,1,year,month,day,hour,minute,second,millisecond,…`, which is that of the sentence after it; else 0. */
export function announcedTime(bytes: Uint8Array, from: number, until: number): number {
  for (let at = 0; at < PGHP.length; at++) if (bytes[from + at] !== PGHP[at]) return 0;
  announced.fill(0);
  let field = -1;
  for (let at = from + PGHP.length; at < until && field < announced.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === COMMA) field++;
    else if (byte < ZERO || byte > NINE) return 0;
    else if (field >= 0) announced[field] = (announced[field] ?? 0) * 10 + byte - ZERO;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, thousandths = 0] = announced;
  return Math.max(0, Date.UTC(year, month - 1, day, hour, minute, second, thousandths) / 1000 || 0);
}

/** Milliseconds are told from seconds by their size. */
function seconds(time: number): number {
  if (!Number.isFinite(time) || time <= 0) return 0;
  return time > 100_000_000_000 ? time / 1000 : time;
}

export function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

function checksumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return sum;
}
