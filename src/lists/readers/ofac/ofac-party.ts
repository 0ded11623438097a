import { countryCode } from '../../../parties/country.ts';
import { addValues, type Properties } from '../../../parties/entity.ts';
import { identifiersIn } from '../../../parties/identifiers-in-text.ts';
import { imoNumber } from '../../../parties/imo-number.ts';
import { findSchema } from '../../../parties/schema.ts';
import { comparableAddress } from '../../../parties/wallet-address.ts';
import type { ListSink } from '../../list-reader.ts';
import type { DesignationRecord, Extraction, PartyRecord, SourcePlace } from '../../list-record.ts';
import { dateAlternatives } from './date-alternatives.ts';
import { propertyOf } from './labels.ts';

/** Words that stand for no value. */
const NOTHING = new Set(['', '-', '-0-', 'na', 'n/a', 'none', 'none identified', 'undetermined', 'unknown']);
const WALLET_LABEL = /^Digital Currency Address(?:\s*-\s*([A-Za-z0-9]{2,12}))?\s*$/;

/** Number, places in brackets of which the last is the country, dates of issue and expiry. */
const DOCUMENT = /^(.*?)(?:\s+\([^()]*\))*?(?:\s+\(([^()]*)\))?(?:\s+(?:issued|expires)\s.*)?$/;
/** A passport number that is one and nothing else: a digit and no words. */
const PASSPORT = /^(?=.*\d)(?!.*[a-z]{3})[\p{L}\p{N}][\p{L}\p{N} ()./=-]{0,24}$/u;

interface PartyStart {
  key: string;
  schema: string;
  place: SourcePlace;
  sink: Pick<ListSink, 'reject'>;
}

/** A labelled value with what OFAC says of it: words as the list writes them. */
export interface OfacDocument {
  label: string;
  number: string;
  country?: string;
  issued?: string;
  expires?: string;
  remark?: string;
}

/** One party of OFAC's lists in the making: each format tells it what it reads, and pushes it when it is whole. */
export class OfacParty {
  readonly key: string;
  readonly schema: string;
  readonly properties: Properties = {};
  readonly place: SourcePlace;
  /** The earliest listing date that the party's own data gives. */
  listedOn: string | null = null;
  readonly #extracted: Extraction[] = [];
  readonly #wallets = new Map<string, PartyRecord>();
  readonly #sink: PartyStart['sink'];

  constructor(start: PartyStart) {
    this.key = start.key;
    this.schema = start.schema;
    this.place = start.place;
    this.#sink = start.sink;
  }

  /** Adds a plain value; false when there is none or the schema has no such property. */
  add(property: string, value: string): boolean {
    const text = clean(value);
    if (NOTHING.has(text.toLowerCase()) || !findSchema(this.schema)?.properties.has(property)) return false;
    addValues(this.properties, property, text);
    return true;
  }

  /** A name other than the first. `type` is OFAC's: `a.k.a.`, `fka`, `N.K.A.`; weak ones are of low quality. */
  otherName(name: string, type: string, weak: boolean): void {
    const former = /^f/i.test(type.trim());
    this.add(weak ? 'weakAlias' : former ? 'previousName' : 'alias', name);
  }

  note(words: string): void {
    this.add('notes', words);
  }

  /** Adds a country by its name. One that is not understood is noted and reported. */
  country(property: string, name: string): boolean {
    const text = clean(name);
    if (NOTHING.has(text.toLowerCase())) return true;
    const code = countryCode(text) ?? countryCode(text.replace(/^Region:\s*/, ''));
    if (code) return this.add(property, code);
    this.note(`${property}: ${text}`);
    this.report(`country "${text}" is not known`);
    return true;
  }

  /** One address, its parts joined by commas; the country counts for the party as well. */
  address(parts: readonly string[], country: string): void {
    const written = [...parts, country].map(clean).filter((part) => !NOTHING.has(part.toLowerCase()));
    this.add('address', written.join(', '));
    this.country('country', country);
  }

  /** A value under one of OFAC's labels. False when no property takes it: it then belongs in the notes. */
  labelled(label: string, value: string): boolean {
    const wallet = WALLET_LABEL.exec(label.trim());
    if (wallet) return this.#wallet(clean(value), wallet[1]?.toUpperCase());
    if (/^listing date/i.test(label)) this.#listing(value);
    const property = propertyOf(label);
    return property === null ? false : this.valueOf(property, value);
  }

  /** An identity document or another labelled value of the XML formats; what is more than its number is noted. */
  document({ label, number, country = '', issued = '', expires = '', remark = '' }: OfacDocument): void {
    const taken = this.labelled(label, number);
    if (country && taken && countryCode(country)) this.country('country', country);
    const more = [country, issued && `issued ${issued}`, expires && `expires ${expires}`, remark].filter(Boolean);
    if (taken && !issued && !expires && !remark) return;
    const value = [clean(number), ...more].filter(Boolean).join(', ');
    if (value) this.note(`${clean(label).replace(/[\s:-]+$/, '')}: ${value}`);
  }

  /** Adds a value to a property in the way of the property's type; false when it cannot. */
  valueOf(property: string, written: string): boolean {
    const value = clean(written);
    if (NOTHING.has(value.toLowerCase())) return true;
    const imo =
      /^IMO\s*(\d+)(?:\s+\([^()]*\))?$/i.exec(value) ?? (property === 'imoNumber' ? /^\(?(\d+)\)?$/.exec(value) : null);
    if (imo) return this.#imo(imo[1] ?? '');
    switch (findSchema(this.schema)?.properties.get(property)) {
      case 'country':
        return this.country(property, value);
      case 'date':
        return this.#date(property, value);
      case 'gender':
        return /^(?:fe)?male$/i.test(value) && this.add(property, value.toLowerCase());
      case 'number':
        return this.add(property, value.replaceAll(',', ''));
      case 'identifier':
        return this.#document(property, value);
      default:
        return property === 'birthPlace' ? this.birthPlace(value) : this.add(property, value);
    }
  }

  /** A place of birth; the country is its last part or two: `Pyongyang, Korea, North`. */
  birthPlace(place: string): boolean {
    const parts = clean(place).split(', ');
    const country = countryCode(parts.slice(-2).join(', ')) ?? countryCode(parts.at(-1) ?? '');
    if (country) this.add('birthCountry', country);
    return this.add('birthPlace', place);
  }

  /** Free text of the list: kept as a note, with the identifiers that stand in it. */
  remark(words: string, field: string): void {
    this.note(words);
    for (const { property, value, offset, text, currency } of identifiersIn(clean(words))) {
      const taken = property === 'imoNumber' ? this.add(property, value) : this.#wallet(value, currency);
      if (taken) this.#extracted.push({ property, value, field, offset, text });
    }
  }

  /** Reports a value that was left out. */
  report(reason: string): void {
    this.#sink.reject({ place: this.place, reason, reference: this.key, severity: 'value' });
  }

  /** Keys of the party and of its wallets: what a designation of the party holds for. */
  get keys(): string[] {
    return [this.key, ...[...this.#wallets.values()].map((wallet) => wallet.key)];
  }

  /** The records of the party and its wallets. */
  records(): PartyRecord[] {
    const party: PartyRecord = { key: this.key, schema: this.schema, properties: this.properties, place: this.place };
    if (this.#extracted.length > 0) party.extracted = this.#extracted;
    return [party, ...this.#wallets.values()];
  }

  /** Pushes the party, its wallets, and the designations that hold for all of them. */
  push(sink: ListSink, designations: readonly Omit<DesignationRecord, 'party' | 'place'>[]): void {
    for (const record of this.records()) sink.party(record);
    for (const party of this.keys) {
      for (const designation of designations) sink.designation({ ...designation, party, place: this.place });
    }
  }

  #wallet(address: string, currency: string | undefined): boolean {
    if (NOTHING.has(address.toLowerCase())) return false;
    const comparable = comparableAddress(address);
    const known = this.#wallets.get(comparable);
    const wallet = known ?? {
      key: `${this.key}-wallet-${address}`,
      schema: 'CryptoWallet',
      properties: { publicKey: [address], holder: [this.key] },
      place: this.place,
    };
    addValues(wallet.properties, 'currency', currency);
    if (!known) this.#wallets.set(comparable, wallet);
    return true;
  }

  #imo(digits: string): boolean {
    const number = imoNumber(digits) ?? imoNumber(digits, 'company');
    if (number) return this.add('imoNumber', number);
    this.report(`IMO number "${digits}" fails its check digit`);
    return this.add('registrationNumber', `IMO ${digits}`);
  }

  #date(property: string, words: string): boolean {
    const dates = dateAlternatives(words);
    if (dates === null) this.report(`${property} "${words}" is not a date`);
    return (dates ?? []).map((date) => this.add(property, date)).length > 0;
  }

  /** `A123 (Iran) issued 02 Mar 2012 expires 01 Mar 2017` gives its number, and Iran as a country of the party. */
  #document(property: string, words: string): boolean {
    const [, written = '', country = ''] = DOCUMENT.exec(words) ?? [];
    const number = written.replace(/^(?:[A-Za-z. ]*:|#)\s*/, '');
    if (property === 'passportNumber' && !PASSPORT.test(number)) return false;
    if (countryCode(country)) this.add('country', countryCode(country) ?? '');
    return this.add(property, number);
  }

  #listing(words: string): void {
    const [date] = dateAlternatives(clean(words)) ?? [];
    if (date && (this.listedOn === null || date < this.listedOn)) this.listedOn = date;
  }
}

/** Text without doubled, leading and trailing white space. */
export function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
