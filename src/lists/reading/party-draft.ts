import { addValues, type Properties } from '../../parties/entity.ts';
import { nationalityCode } from '../../parties/nationality.ts';
import { findSchema } from '../../parties/schema.ts';
import type { ListSink } from '../list-reader.ts';
import type { DesignationRecord, Extraction, SourcePlace } from '../list-record.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { countriesIn } from './countries-in-text.ts';
import { datesIn } from './dates-in-text.ts';
import { factsIn } from './remark-facts.ts';

/** A designation as a reader writes it: the party is the draft's. */
export type DraftDesignation = Omit<DesignationRecord, 'party'>;

/**
 * A party while its record is read. Values are cleaned on the way in; what is not understood stays in `notes` as
 * the list writes it and is rejected with its place, so nothing is lost.
 */
export class PartyDraft {
  readonly key: string;
  readonly place: SourcePlace;
  readonly properties: Properties = {};
  schema = 'Organization';
  readonly #sink: ListSink;
  readonly #extracted: Extraction[] = [];
  readonly #wallets = new Map<string, string | undefined>();

  constructor(sink: ListSink, key: string, place: SourcePlace) {
    this.#sink = sink;
    this.key = key;
    this.place = place;
  }

  get hasName(): boolean {
    return (this.properties.name?.length ?? 0) > 0;
  }

  add(property: string, ...values: (string | undefined)[]): void {
    addValues(this.properties, property, ...values.map((value) => cleanLine(value ?? '')));
  }

  /**
   * Keeps a remark and takes the labelled identifiers out of it; `label` says which column it was. Those that parties
   * of this schema have become its properties (set the schema first); a wallet becomes a party of its own; of all,
   * `extracted` says where they stood.
   */
  note(text: string, label?: string): void {
    const remark = cleanText(text);
    if (remark === '') return;
    const note = label ? `${label}: ${remark}` : remark;
    if (this.properties.notes?.includes(note)) return;
    addValues(this.properties, 'notes', note);
    const schema = findSchema(this.schema);
    for (const { property, value, offset, text: matched, currency } of factsIn(note)) {
      if (schema?.properties.has(property)) this.add(property, value);
      if (property === 'publicKey') this.#wallets.set(value, this.#wallets.get(value) ?? currency);
      this.#extracted.push({ property, value, field: 'notes', offset, text: matched });
    }
  }

  /** Dates of a value that may hold several; the words around them, or what is no date, go to the notes. */
  dates(property: string, text: string, label: string): void {
    const value = cleanText(text);
    if (value === '') return;
    const { dates, whole } = datesIn(value);
    addValues(this.properties, property, ...dates);
    if (!whole) this.note(value, label);
    if (dates.length === 0) this.reject(`${label} "${cleanLine(value)}" is not a date`);
  }

  /** Countries of a value that may name several, by name or adjective. */
  countries(property: string, text: string, label: string): void {
    const value = cleanText(text);
    if (value === '') return;
    const { codes, unknown } = countriesIn(value);
    addValues(this.properties, property, ...codes);
    if (unknown.length === 0) return;
    this.note(value, label);
    for (const piece of unknown) this.reject(`${label} "${piece}" is not a known country`);
  }

  /** An address on one line, and the country that ends it. */
  address(text: string): void {
    const address = cleanLine(text);
    if (address === '') return;
    this.add('address', address);
    const tail = address.slice(address.lastIndexOf(',') + 1).replace(/[\s.]+$/, '');
    addValues(this.properties, 'country', nationalityCode(tail));
  }

  /** One value was left out; the record is kept. */
  reject(reason: string): void {
    this.#sink.reject({ place: this.place, reason: cleanLine(reason), reference: this.key, severity: 'value' });
  }

  /** Pushes the party, its designations, and a party for each wallet in its remarks; without a name, a rejection. */
  push(designations: readonly DraftDesignation[]): boolean {
    if (!this.hasName) {
      const reason = 'the record has no name';
      this.#sink.reject({ place: this.place, reason, reference: this.key, severity: 'record' });
      return false;
    }
    const { key, schema, properties, place } = this;
    const extracted = this.#extracted;
    this.#sink.party({ key, schema, properties, place, ...(extracted.length > 0 ? { extracted } : {}) });
    for (const designation of designations) this.#sink.designation({ party: key, place, ...designation });
    for (const [address, currency] of this.#wallets) this.#pushWallet(address, currency, designations);
    return true;
  }

  #pushWallet(address: string, currency: string | undefined, designations: readonly DraftDesignation[]): void {
    const key = `${this.key}-wallet-${address}`;
    const properties: Properties = { publicKey: [address], holder: [this.key] };
    addValues(properties, 'currency', currency);
    this.#sink.party({ key, schema: 'CryptoWallet', properties, place: this.place });
    for (const designation of designations) this.#sink.designation({ party: key, place: this.place, ...designation });
  }
}
