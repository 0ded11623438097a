import type { XmlElement } from '../../../reading/xml-element.ts';

/**
 * The reference tables at the start of an Advanced file: `FeatureTypeValues` holds a `FeatureType` for each ID.
 * IDs mean nothing without them and differ from file to file.
 */
export class ReferenceValues {
  readonly #tables = new Map<string, Map<string, XmlElement>>();
  readonly #missed = new Set<string>();
  readonly #report: (reason: string) => void;

  /** `report` hears once of each ID that is used and stands in no table. */
  constructor(report: (reason: string) => void) {
    this.#report = report;
  }

  read(sets: XmlElement): void {
    for (const set of sets.children) {
      for (const value of set.children) {
        const table = this.#tables.get(value.name) ?? new Map<string, XmlElement>();
        this.#tables.set(value.name, table.set(value.attribute('ID'), value));
      }
    }
  }

  /** The entry of a table, such as (`PartySubType`, `4`). */
  find(table: string, id: string): XmlElement | undefined {
    return this.#tables.get(table)?.get(id);
  }

  /** The words that an ID stands for; empty when it is empty or, once reported, when no table has it. */
  words(table: string, id: string): string {
    if (id === '') return '';
    const value = this.find(table, id);
    if (value) return value.text || value.attribute('Description') || value.attribute('LegalBasisShortRef');
    const missed = `${table} ${id}`;
    if (!this.#missed.has(missed)) this.#report(`${missed} is not among the file's reference values`);
    this.#missed.add(missed);
    return '';
  }
}
