import { PartsAssembler } from './parts-assembler.ts';
import { readFields, type SentenceFields, takeOffArmour } from './sentence-fields.ts';
import { announcedTime, latin, readAfter, readBefore, type Surroundings } from './sentence-surroundings.ts';

/** What stands around a message. One object is used for all: take what you need at once. */
export interface SentenceTag {
  /** Line of the last sentence of the message, from 1. */
  line: number;
  /** Unix seconds, with a fraction where the source has one; 0 where nothing says it. */
  at: number;
  /** Station or source as the tag block or the suffix names it; empty where it does not. */
  station: string;
  /** `AI`, `BS`, … */
  talker: string;
  /** `A`, `B`, `1`, `2` or empty. */
  channel: string;
  /** True for VDO: the receiver's own ship. */
  own: boolean;
}

export interface SentenceHandler {
  /** A whole message: its letters of six bits, how many bits count, and what stands around it. */
  message(six: Uint8Array, bits: number, tag: SentenceTag): void;
  reject(line: number, reason: string): void;
}

/** Bytes of a line; longer ones are no sentences. */
const MOST_LINE = 4096;
/** Letters of a message: five parts of 82 characters, and room. */
const MOST_LETTERS = 1024;
/** Groups of sentences that are remembered at once. */
const MOST_GROUPS = 4096;
const [NEWLINE, RETURN, BANG, DOLLAR, COMMA] = [10, 13, 33, 36, 44];
const [V, D, M, O] = [86, 68, 77, 79];
const SILENT: Surroundings = { at: 0, station: '', group: '' };

/**
 * Reads AIVDM and AIVDO sentences of any talker out of bytes as they come: with tag blocks, with what loggers write
 * before and after, in several parts that arrive in any order and interleaved by station and channel. Nothing is copied
 * but what waits for its other parts.
 */
export class SentenceReader {
  readonly #handler: SentenceHandler;
  readonly #parts: PartsAssembler;
  readonly #six = new Uint8Array(MOST_LETTERS);
  readonly #tag: SentenceTag = { line: 0, at: 0, station: '', talker: '', channel: '', own: false };
  readonly #fields = {} as SentenceFields;
  readonly #groups = new Map<string, Surroundings>();
  #carry: Uint8Array | null = null;
  #skipping = false;
  #line = 0;
  /** Of `$PGHP`, for the sentence after it. */
  #announcedAt = 0;
  #receivedAt = 0;

  constructor(handler: SentenceHandler) {
    this.#handler = handler;
    this.#parts = new PartsAssembler((line, reason) => handler.reject(line, reason));
  }

  /** Lines seen so far. */
  get lines(): number {
    return this.#line;
  }

  /** Takes bytes. `receivedAt`, Unix seconds, counts where the lines do not say a time. */
  feed(bytes: Uint8Array, receivedAt = 0): void {
    this.#receivedAt = receivedAt;
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      if (this.#skipping) this.#tooLong();
      else if (this.#carry) this.#readCarried(bytes.subarray(from, end));
      else if (end - from > MOST_LINE) this.#tooLong();
      else this.#readLine(bytes, from, end);
      from = end + 1;
    }
    if (from < bytes.length && !this.#skipping) this.#keep(bytes.subarray(from));
  }

  /** The end of the input: reads a last line without an end, and gives up what still waits. */
  finish(): void {
    const rest = this.#carry;
    this.#carry = null;
    if (rest) this.#readLine(rest, 0, rest.length);
    else if (this.#skipping) this.#tooLong();
    this.#parts.finish();
    this.#groups.clear();
  }

  #keep(rest: Uint8Array): void {
    const before = this.#carry ?? new Uint8Array(0);
    this.#skipping = before.length + rest.length > MOST_LINE;
    if (this.#skipping) {
      this.#carry = null;
      return;
    }
    this.#carry = new Uint8Array(before.length + rest.length);
    this.#carry.set(before);
    this.#carry.set(rest, before.length);
  }

  #readCarried(rest: Uint8Array): void {
    this.#keep(rest);
    const line = this.#carry;
    this.#carry = null;
    if (line) this.#readLine(line, 0, line.length);
    else this.#tooLong();
  }

  #tooLong(): void {
    this.#skipping = false;
    this.#handler.reject(++this.#line, `a line of more than ${MOST_LINE} bytes`);
  }

  #readLine(bytes: Uint8Array, from: number, end: number): void {
    this.#line++;
    const until = end > from && bytes[end - 1] === RETURN ? end - 1 : end;
    const bang = sentenceStart(bytes, from, until);
    if (bang < 0) {
      if (bytes[from] === DOLLAR) this.#announcedAt = announcedTime(bytes, from, until);
      return;
    }
    const fault = this.#readSentence(bytes, from, bang, until);
    this.#announcedAt = 0;
    if (fault !== null) this.#handler.reject(this.#line, fault);
  }

  /** Null, or why the sentence was not taken. */
  #readSentence(bytes: Uint8Array, from: number, bang: number, until: number): string | null {
    const fields = this.#fields;
    const fault = readFields(bytes, bang, until, fields);
    if (fault !== null) return fault;
    if (!takeOffArmour(bytes, fields, this.#six)) return 'a payload with letters that no payload holds';
    const tag = this.#tag;
    tag.own = bytes[bang + 5] === O;
    tag.talker = letters(bytes[bang + 1] ?? 0, bytes[bang + 2] ?? 0);
    const hasChannel = fields.channelTo > fields.sequenceTo + 1;
    tag.channel = hasChannel ? letters(bytes[fields.sequenceTo + 1] ?? 0, 0) : '';
    const { at, station } = this.#said(bytes, from, bang, until);
    const length = fields.payloadTo - fields.payloadFrom;
    if (fields.total === 1) this.#send(length * 6 - fields.fill, at, station);
    else this.#takePart(bytes, length, at, station);
    return null;
  }

  #takePart(bytes: Uint8Array, length: number, at: number, station: string): void {
    const { total, part, fill, sequenceFrom, sequenceTo } = this.#fields;
    const { talker, channel } = this.#tag;
    const key = `${station}|${talker}|${channel}|${latin(bytes, sequenceFrom, sequenceTo)}|${total}`;
    const six = this.#six.slice(0, length);
    const whole = this.#parts.take({ key, total, part, fill, at, station, line: this.#line, six }, this.#six);
    if (whole) this.#send(whole.letters * 6 - whole.fill, whole.at, whole.station);
  }

  #send(bits: number, at: number, station: string): void {
    const tag = this.#tag;
    tag.line = this.#line;
    tag.at = at || this.#receivedAt;
    tag.station = station;
    this.#handler.message(this.#six, bits, tag);
  }

  /** Where and when the line says it was heard. */
  #said(bytes: Uint8Array, from: number, bang: number, until: number): Surroundings {
    const after = this.#fields.star + 3;
    if (bang === from && after >= until) return this.#announcedAt > 0 ? { ...SILENT, at: this.#announcedAt } : SILENT;
    const said = bang > from ? readBefore(bytes, from, bang) : { ...SILENT };
    if (after < until) readAfter(bytes, after, until, said);
    said.at ||= this.#announcedAt;
    return said.group ? this.#inGroup(said) : said;
  }

  /** Of a group of sentences only the first need say where and when. */
  #inGroup(said: Surroundings): Surroundings {
    const first = this.#groups.get(said.group);
    if (first && said.at === 0 && said.station === '') return first;
    this.#groups.delete(said.group);
    this.#groups.set(said.group, said);
    const [oldest] = this.#groups.keys();
    if (this.#groups.size > MOST_GROUPS && oldest !== undefined) this.#groups.delete(oldest);
    return said;
  }
}

/** Index of the `!` of a VDM or VDO sentence; -1 when there is none. */
function sentenceStart(bytes: Uint8Array, from: number, until: number): number {
  for (let bang = from; bang + 7 < until; bang++) {
    if (bytes[bang] !== BANG || bytes[bang + 3] !== V || bytes[bang + 4] !== D || bytes[bang + 6] !== COMMA) continue;
    const last = bytes[bang + 5];
    if (last === M || last === O) return bang;
  }
  return -1;
}

const LETTERS = new Map<number, string>();

/** One or two letters as text, made once. */
function letters(first: number, second: number): string {
  const key = first * 256 + second;
  let known = LETTERS.get(key);
  if (known === undefined) {
    known = second === 0 ? String.fromCharCode(first) : String.fromCharCode(first, second);
    LETTERS.set(key, known);
  }
  return known;
}
