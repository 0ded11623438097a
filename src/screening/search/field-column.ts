import type { Party } from '../party.ts';
import { fieldType, fieldValues } from './party-field.ts';

/** One field of all parties: its distinct values in order, and for each party the numbers of its own. */
export class FieldColumn {
  readonly values: readonly string[];
  /** Where each party's numbers begin in `#numbers`. */
  readonly #starts: Uint32Array;
  readonly #numbers: Uint32Array;

  constructor(parties: readonly Party[], field: string) {
    const held = parties.map((party) => new Set(fieldValues(party, field)));
    this.values = [...new Set(held.flatMap((values) => [...values]))].sort();
    const numberOf = new Map(this.values.map((value, number) => [value, number]));
    this.#starts = new Uint32Array(parties.length + 1);
    this.#numbers = new Uint32Array(held.reduce((sum, { size }) => sum + size, 0));
    let end = 0;
    for (const [party, values] of held.entries()) {
      for (const value of values) this.#numbers[end++] = numberOf.get(value) ?? 0;
      this.#starts[party + 1] = end;
    }
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
    const field = fieldType(name) ? name.replace(/^properties\./, '') : '';
    const known = this.#columns.get(field);
    if (known) return known;
    const made = new FieldColumn(this.#parties, field);
    this.#columns.set(field, made);
    return made;
  }
}
