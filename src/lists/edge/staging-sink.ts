import type { Writable } from 'node:stream';
import type { Properties } from '../../parties/entity.ts';
import { captionOf } from '../../parties/entity.ts';
import { contentHash } from '../content-hash.ts';
import { carryOver, entryId } from '../entry.ts';
import type { ListHeader, ListSink } from '../list-reader.ts';
import type { DesignationRecord, LinkRecord, PartyChange, PartyRecord, Rejection } from '../list-record.ts';

/** Rejections kept with an attempt; all are counted. */
export const KEPT_REJECTIONS = 10_000;
/** JSON that PostgreSQL refuses: NUL and halves of surrogate pairs. */
const UNSTORABLE = /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi;
/** Records that wait for the stream before the reader is held back. */
const MOST_PENDING = 1000;

/** Writes what a reader pushes as rows of the staging table's COPY stream, holding the reader back when it is full. */
export class StagingSink implements ListSink {
  readonly rejections: Rejection[] = [];
  readonly removals: string[] = [];
  readonly changes: PartyChange[] = [];
  head: ListHeader | undefined;
  parties = 0;
  rejectedRecords = 0;
  rejectedValues = 0;
  readonly #list: string;
  readonly #stream: Writable;
  readonly #before: () => Promise<ReadonlyMap<string, Properties>>;
  #known: ReadonlyMap<string, Properties> | undefined;
  #waiting: PartyRecord[] = [];
  #lines: string[] = [];
  #ordinal = 0;

  constructor(list: string, stream: Writable, before: () => Promise<ReadonlyMap<string, Properties>>) {
    this.#list = list;
    this.#stream = stream;
    this.#before = before;
  }

  header(header: ListHeader): void {
    this.head = header;
  }

  party(record: PartyRecord): void {
    this.parties += 1;
    this.#waiting.push(record);
  }

  designation(record: DesignationRecord): void {
    const { party, place: _, ...body } = record;
    this.#row('d', party, contentHash(body), body);
  }

  link(record: LinkRecord): void {
    const { from, place: _, ...body } = record;
    this.#row('l', from, contentHash(body), body);
  }

  removal(party: string): void {
    this.removals.push(party);
  }

  change(change: PartyChange): void {
    this.changes.push(change);
  }

  reject(rejection: Rejection): void {
    if (rejection.severity === 'record') this.rejectedRecords += 1;
    else this.rejectedValues += 1;
    if (this.rejections.length < KEPT_REJECTIONS) this.rejections.push(rejection);
  }

  async ready(): Promise<void> {
    if (this.#waiting.length + this.#lines.length > MOST_PENDING) await this.flush();
  }

  /** Writes all that waits. */
  async flush(): Promise<void> {
    const lacks = this.head?.lacks ?? [];
    if (lacks.length > 0) this.#known ??= await this.#before();
    for (const record of this.#waiting) {
      const before = this.#known?.get(record.key);
      this.#stage(before ? carryOver(record, before, lacks) : record);
    }
    this.#waiting = [];
    const text = this.#lines.join('');
    this.#lines = [];
    if (text !== '' && !this.#stream.write(text)) await new Promise((resolve) => this.#stream.once('drain', resolve));
  }

  #stage(record: PartyRecord): void {
    const { key, schema, properties, extracted = [], place = null } = record;
    const caption = captionOf(key, properties).slice(0, 500);
    this.#row('p', key, contentHash({ schema, properties }), {
      schema,
      caption,
      properties,
      extracted,
      place,
      entity: entryId(this.#list, key),
    });
  }

  #row(kind: string, key: string, hash: string, body: object): void {
    let text = JSON.stringify(body);
    if (text.includes('\\u') && UNSTORABLE.test(text)) {
      text = text.replace(UNSTORABLE, '\\ufffd');
      this.reject({
        place: {},
        reference: key,
        severity: 'value',
        reason: 'holds characters that are not Unicode text; they were replaced',
      });
    }
    this.#ordinal += 1;
    this.#lines.push(`${kind}\t${copyText(key)}\t${this.#ordinal}\t${hash}\t${copyText(text)}\n`);
  }
}

/** A value in PostgreSQL's COPY text format. */
function copyText(text: string): string {
  return /[\\\t\n\r\0]/.test(text)
    ? text
        .replaceAll('\0', '')
        .replaceAll('\\', '\\\\')
        .replaceAll('\t', '\\t')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
    : text;
}
