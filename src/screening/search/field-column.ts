import { atOnce, type Sliced, slicedMap } from '../../kernel/slices.ts';
import type { Party } from '../party.ts';
import { fieldType, fieldValues } from './party-field.ts';

/** One field of all parties: its distinct values in order, and for each party the numbers of its own. */
export class FieldColumn {
  readonly values: readonly string[];
  /** Where each party's numbers begin in `#numbers`. */
  readonly #starts: Uint32Array;
  readonly #numbers: Uint32Array;

  constructor(values: readonly string[], held: readonly ReadonlySet<string>[]) {
    this.values = values;
    const numberOf = new Map(values.map((value, number) => [value, number]));
    this.#starts = new Uint32Array(held.length + 1);
    this.#numbers = new Uint32Array(held.reduce((sum, { size }) => sum + size, 0));
    let end = 0;
    for (const [party, own] of held.entries()) {
      for (const value of own) this.#numbers[end++] = numberOf.get(value) ?? 0;
      this.#starts[party + 1] = end;
    }
  }

  /** Reads the field of all parties, with pauses. */
  static *of(parties: readonly Party[], field: string): Sliced<FieldColumn> {
    const all = new Set<string>();
    const held = yield* slicedMap(parties, (party) => {
      const own = new Set(fieldValues(party, field));
      for (const value of own) all.add(value);
      return own;
    });
    const values = [...all].sort();
    yield;
    return new FieldColumn(values, held);
  }

  /** Parties of which a value passes, by number: 1. Each distinct value is tested once. */
  marks(test: (value: string) => boolean): Uint8Array {
    const passes = this.values.map(test);
    const marks = new Uint8Array(this.#starts.length - 1);
    for (let party = 0; party < marks.length; party += 1) {
      const end = this.#starts[party + 1] ?? 0;
      for (let at = this.#starts[party] ?? 0; at < end && marks[party] === 0; at += 1)
        if (passes[this.#numbers[at] ?? 0]) marks[party] = 1;
    }
    return marks;
  }

  /** The place of the party's first value among all values; after them all when it has none. */
  rank(party: number): number {
    const start = this.#starts[party] ?? 0;
    return start === this.#starts[party + 1] ? this.values.length : (this.#numbers[start] ?? 0);
  }

  /** How many of the parties have each value. */
  counts(parties: readonly number[]): Uint32Array {
    const counts = new Uint32Array(this.values.length);
    for (const party of parties) {
      const end = this.#starts[party + 1] ?? 0;
      for (let at = this.#starts[party] ?? 0; at < end; at += 1) {
        const number = this.#numbers[at] ?? 0;
        counts[number] = (counts[number] ?? 0) + 1;
      }
    }
    return counts;
  }
}

/** The columns of all parties, each made when first asked for: filters, facets and sorting read them. */
export class PartyColumns {
  readonly #parties: readonly Party[];
  readonly #columns = new Map<string, FieldColumn>();

  constructor(parties: readonly Party[]) {
    this.#parties = parties;
  }

  /** A field that is not known is the field of no values, whatever its name. */
  column(name: string): FieldColumn {
    return atOnce(this.columnInSlices(name));
  }

  /** `column` with pauses. */
  *columnInSlices(name: string): Sliced<FieldColumn> {
    const field = fieldType(name) ? name.replace(/^properties\./, '') : '';
    const known = this.#columns.get(field);
    if (known) return known;
    const made = yield* FieldColumn.of(this.#parties, field);
    this.#columns.set(field, made);
    return made;
  }
}
