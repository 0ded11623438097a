import { findSchema } from '../../parties/schema.ts';
import type { ListSink } from '../list-reader.ts';
import type { Rejection, SourcePlace } from '../list-record.ts';
import { FETCH_AGAIN, unreadable } from './file-errors.ts';
import { type DraftDesignation, PartyDraft } from './party-draft.ts';

const OTHER_NAMES = ['alias', 'weakAlias', 'previousName'] as const;

/** Hands a reader's parties to the sink: each key once, each with a name, none with what its schema cannot hold. */
export class PartyIntake {
  readonly #file: string;
  readonly #sink: ListSink;
  readonly #places = new Map<string, SourcePlace>();
  #taken = 0;
  #first: { place: SourcePlace; reason: string } | undefined;

  constructor(file: string, sink: ListSink) {
    this.#file = file;
    this.#sink = sink;
  }

  /** A new party; null, and reported, when its key is missing or has come before. */
  begin(key: string, place: SourcePlace): PartyDraft | null {
    const before = this.#places.get(key);
    if (key === '') this.reject(place, 'the record has no reference');
    else if (before) this.reject(place, `the reference ${key} stands on line ${before.line ?? 0} already`, key);
    else {
      this.#places.set(key, place);
      return new PartyDraft(this.#sink, key, place);
    }
    return null;
  }

  /** Reports a record that was left out, or one value of it. */
  reject(place: SourcePlace, reason: string, reference = '', severity: Rejection['severity'] = 'record'): void {
    if (severity === 'record') this.#first ??= { place, reason };
    this.#sink.reject({ place, reason, severity, ...(reference ? { reference } : {}) });
  }

  /**
   * Pushes the party. Without a primary name its first other name serves; an alias that repeats the name is left
   * out, and so is what remarks gave that the schema cannot hold, such as the IMO number in a person's remarks.
   */
  take(draft: PartyDraft, designations: readonly DraftDesignation[]): void {
    const { properties } = draft;
    const first = OTHER_NAMES.map((property) => properties[property]?.[0]).find((name) => name !== undefined);
    if (!draft.hasName) draft.add('name', first);
    const names = new Set(properties.name);
    const holds = findSchema(draft.schema)?.properties;
    for (const property of Object.keys(properties)) {
      if (holds && !holds.has(property)) delete properties[property];
    }
    for (const property of OTHER_NAMES) {
      const others = properties[property]?.filter((name) => !names.has(name)) ?? [];
      if (others.length > 0) properties[property] = others;
      else delete properties[property];
    }
    if (draft.push(designations)) this.#taken += 1;
    else this.#first ??= { place: draft.place, reason: 'the record has no name' };
  }

  /** Call at the end of the file. Throws when it gave no party at all: an empty list is never the list. */
  finish(): void {
    if (this.#taken > 0) return;
    const first = this.#first;
    const state = first ? `holds no party that can be used; first of all, ${first.reason}` : 'it holds no party';
    throw unreadable(this.#file, state, FETCH_AGAIN, first?.place.line);
  }
}
