import type { ListSink } from '../../list-reader.ts';
import type { SourcePlace } from '../../list-record.ts';
import { clean } from './ofac-party.ts';

const LINKED_TO = 'Linked To:';
/** The name after it: to a semicolon or an unmatched bracket. */
const NAME = /^\s*([^;()]+(?:\([^()]*\)[^;()]*)*)/;

/**
 * Remarks say `Linked To: SOME NAME`. Once the whole list is read, each name that exactly one party bears becomes a
 * link to it; a name that none or several bear stays a note.
 */
export class LinkedNames {
  readonly #borne: { key: string; name: string }[] = [];
  readonly #wanted: { from: string; name: string; place: SourcePlace }[] = [];

  bears(key: string, name: string): void {
    this.#borne.push({ key, name: comparable(name) });
  }

  /** Takes the names that a remark links the party to. */
  read(from: string, remark: string, place: SourcePlace): void {
    for (const words of remark.split(LINKED_TO).slice(1)) {
      const [, name] = NAME.exec(words) ?? [];
      if (name) this.#wanted.push({ from, name: comparable(name), place });
    }
  }

  push(sink: Pick<ListSink, 'link'>): void {
    const bearers = new Map(this.#wanted.map(({ name }) => [name, [] as string[]]));
    for (const { key, name } of this.#borne) bearers.get(name)?.push(key);
    for (const { from, name, place } of this.#wanted) {
      const [to, another] = bearers.get(name) ?? [];
      if (to !== undefined && another === undefined && to !== from)
        sink.link({ schema: 'UnknownLink', from, to, role: 'Linked To', place });
    }
  }
}

/** A remark ends with a point, so that a point at the end of a name says nothing. */
function comparable(name: string): string {
  const folded = clean(name).toLowerCase();
  return folded.endsWith('.') ? folded.replace(/\.+$/, '') : folded;
}
