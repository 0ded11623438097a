import { applicationLayout, type FieldLayout, faultOf, LAYOUTS } from './message-layouts.ts';
import type { SentenceTag } from './sentence-reader.ts';
import { hex, signed, text, unsigned } from './six-bits.ts';

export type FieldValue = number | string | boolean | null;

/** A message for people: names as in gpsd, degrees, knots and metres, null where not available. */
export interface AisMessage {
  type: number;
  repeat: number;
  mmsi: number;
  [field: string]: FieldValue;
}

/** Decodes a message; a text says why it cannot be. */
export function decodeMessage(six: Uint8Array, bits: number): AisMessage | string {
  const type = bits < 6 ? 0 : unsigned(six, 0, 6);
  const fault = faultOf(type, bits);
  if (fault !== null) return fault;
  const mmsi = unsigned(six, 8, 30);
  const message: AisMessage = { type, repeat: unsigned(six, 6, 2), mmsi };
  addFields(message, six, bits, LAYOUTS[type]?.fields ?? []);
  if (type === 6 || type === 8) addApplication(message, six, bits);
  if (type === 21) return withWholeName(message);
  return type === 5 || type === 19 || type === 24 ? withoutNoSize(message) : message;
}

function addFields(message: AisMessage, six: Uint8Array, bits: number, fields: readonly FieldLayout[]): void {
  for (const field of fields) {
    const { when, craft } = field;
    if (when && unsigned(six, when[0], when[1]) !== when[2]) continue;
    if (craft !== undefined && craft !== isAuxiliaryCraft(message.mmsi)) continue;
    const start = field.start < 0 ? bits + field.start : field.start;
    if (start + Math.max(1, field.width) <= bits) message[field.name] = readField(six, start, field, bits);
    else if (field.width === 0 || field.kind === 't') message[field.name] ??= partial(six, start, bits, field);
    else message[field.name] ??= null;
  }
}

/** Binary data of a known application is decoded in place of its bits. */
function addApplication(message: AisMessage, six: Uint8Array, bits: number): void {
  const layout = applicationLayout(message.type, Number(message.dac), Number(message.fid));
  if (!layout || bits < layout.least) return;
  delete message.data;
  addFields(message, six, bits, layout.fields);
}

/** A decoded message with what stood around it, as `vessels decode` writes it. */
export function taggedMessage(message: AisMessage, tag: SentenceTag): AisMessage {
  const { at, station, channel, talker, own } = tag;
  return {
    ...message,
    channel: channel || null,
    talker,
    own_ship: own,
    station: station || null,
    received: at > 0 ? new Date(Math.round(at * 1000)).toISOString() : null,
  };
}

/** A text that the message cuts off is read as far as it goes. */
function partial(six: Uint8Array, start: number, bits: number, { kind }: FieldLayout): FieldValue {
  if (start >= bits) return kind === 'd' ? '' : null;
  return kind === 't' ? text(six, start, bits - start) : hex(six, start, bits - start);
}

function readField(six: Uint8Array, start: number, field: FieldLayout, bits: number): FieldValue {
  const width = field.width || bits - start - (field.short ?? 0);
  switch (field.kind) {
    case 'b':
      return unsigned(six, start, 1) === 1;
    case 't':
      return text(six, start, width);
    case 'd':
      return hex(six, start, width);
    case 'turn':
      return turnOf(signed(six, start, width));
    case 'time':
      return timeOf(six, start);
    case 'daytime':
      return dayTimeOf(six, start);
    case 'eta':
      return etaOf(six, start);
    default: {
      const value = field.kind === 's' ? signed(six, start, width) : unsigned(six, start, width);
      if (value === field.none) return null;
      return field.divide || field.add ? scaled(value, field.divide ?? 1, field.add ?? 0) : value;
    }
  }
}

/** Degrees and knots as short as they are exact: coordinates to a millionth, all else to a tenth. */
function scaled(value: number, divide: number, add: number): number {
  return Math.round((value / divide + add) * 1e6) / 1e6;
}

/** Degrees a minute, right positive: the sensor's value is 4.733 times the root of it; 127 is faster than it can say. */
function turnOf(value: number): FieldValue {
  if (value === -128) return null;
  if (Math.abs(value) === 127) return value > 0 ? 'fastright' : 'fastleft';
  return Math.round(Math.sign(value) * (value / 4.733) ** 2 * 10) / 10 || 0;
}

/** The clock of a base station: year, month, day, hour, minute, second. */
function timeOf(six: Uint8Array, start: number): string | null {
  const year = unsigned(six, start, 14);
  const month = unsigned(six, start + 14, 4);
  const day = unsigned(six, start + 18, 5);
  const [hour, minute, second] = [
    unsigned(six, start + 23, 5),
    unsigned(six, start + 28, 6),
    unsigned(six, start + 34, 6),
  ];
  if (year === 0 || month === 0 || day === 0 || hour > 23 || minute > 59 || second > 59) return null;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
}

/** `DDTHH:MMZ`: the day of the month and the time of an observation. */
function dayTimeOf(six: Uint8Array, start: number): string | null {
  const [day, hour, minute] = [unsigned(six, start, 5), unsigned(six, start + 5, 5), unsigned(six, start + 10, 6)];
  return day === 0 || hour > 23 || minute > 59 ? null : `${two(day)}T${two(hour)}:${two(minute)}Z`;
}

/** `MM-DDTHH:MMZ`; parts that are not available stay as sent (0, 24, 60). */
function etaOf(six: Uint8Array, start: number): string | null {
  const [month, day] = [unsigned(six, start, 4), unsigned(six, start + 4, 5)];
  const [hour, minute] = [unsigned(six, start + 9, 5), unsigned(six, start + 14, 6)];
  if (month === 0 && day === 0) return null;
  return `${two(month)}-${two(day)}T${two(hour)}:${two(minute)}Z`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function isAuxiliaryCraft(mmsi: number): boolean {
  return Math.floor(mmsi / 10_000_000) === 98;
}

/** The name of an aid to navigation goes on in the extension when it is longer than twenty letters. */
function withWholeName({ name_extension: extension, ...message }: AisMessage): AisMessage {
  const whole = message as AisMessage;
  if (typeof extension === 'string') whole.name = `${whole.name ?? ''}${extension}`;
  return whole;
}

/** All four dimensions 0 say that the size is not known. */
function withoutNoSize(message: AisMessage): AisMessage {
  const sides = ['to_bow', 'to_stern', 'to_port', 'to_starboard'];
  if (sides.every((side) => message[side] === 0)) for (const side of sides) message[side] = null;
  return message;
}
