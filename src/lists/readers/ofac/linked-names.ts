import type { ListSink } from '../../list-reader.ts';
import type { SourcePlace } from '../../list-record.ts';
import { clean } from './ofac-party.ts';

/** The words, and the name after them to a semicolon or an unmatched bracket. */
const LINKED_TO = /Linked To:\s*([^;()]+(?:\([^()]*\)[^;()]*)*)/g;

/**
 * Remarks say `Linked To: SOME NAME`. Once the whole list is read, each name that exactly one party bears becomes a
 * link to it; a name that none or several bear stays a note.
 */
export class LinkedNames {
  /** Key of the party of that name; null when several share it. */
  readonly #keys = new Map<string, string | null>();
  readonly #wanted: { from: string; name: string; place: SourcePlace }[] = [];

  bears(key: string, name: string): void {
    const count = this.#keys.size;
    const folded = comparable(name);
    // The map has not grown where another party bore the name before.
    if (this.#keys.set(folded, key).size === count) this.#keys.set(folded, null);
  }

  /** Takes the names that a remark links the party to. */
  read(from: string, remark: string, place: SourcePlace): void {
    for (let found = LINKED_TO.exec(remark); found !== null; found = LINKED_TO.exec(remark)) {
      this.#wanted.push({ from, name: comparable(found[1] ?? ''), place });
    }
  }

  push(sink: Pick<ListSink, 'link'>): void {
    for (const { from, name, place } of this.#wanted) {
      const to = this.#keys.get(name);
      if (to && to !== from) sink.link({ schema: 'UnknownLink', from, to, role: 'Linked To', place });
    }
  }
}

/** A remark ends with a point, so that a point at the end of a name says nothing. */
function comparable(name: string): string {
  const folded = clean(name).toLowerCase();
  return folded.endsWith('.') ? folded.replace(/\.+$/, '') : folded;
}
