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

/** No text, or words that stand for none. */
const NOTHING = /^(?:-(?:0-)?|n\/?a|none(?: identified)?|undetermined|unknown)?$/i;
/** Words of ASCII with one space between them, as nearly all texts are: `clean` has nothing to do. */
const TIDY = /^(?:[!-~]+(?: [!-~]+)*)?$/;
const WALLET_LABEL = /^\s*Digital Currency Address(?:\s*-\s*([a-z0-9]{2,12}))?\s*$/i;
const LISTING_DATE = /^listing date/i;
const LABEL_END = /[\s:-]+$/;
/** The type of a former name: `f.k.a.`. */
const FORMER = /^\s*f/i;
const GENDER = /^(?:fe)?male$/i;
const LABELLED_IMO = /^IMO\s*(\d+)(?:\s+\([^()]*\))?$/i;
const BARE_IMO = /^\(?(\d+)\)?$/;
/** Longest text that can be a number of a document; OFAC's longest is below 60. */
const LONGEST_DOCUMENT = 500;

/** Number, places in brackets of which the last is the country, dates of issue and expiry. */
const DOCUMENT = /^(.*?)(?:\s+\([^()]*\))*?(?:\s+\(([^()]*)\))?(?:\s+(?:issued|expires)\s.*)?$/;
/** What stands before a number: `Booklet: `, `# `. */
const NUMBER_MARK = /^(?:[A-Za-z. ]*:|#)\s*/;
/** A passport number that is one and nothing else: a digit and no words. */
const PASSPORT = /^(?=.*\d)(?!.*[a-z]{3})[\p{L}\p{N}][\p{L}\p{N} ()./=-]{0,24}$/u;

const EVERY_PROPERTY = new Map(
  ['Airplane', 'Vessel', 'Organization', 'Person'].flatMap((name) => [...(findSchema(name)?.properties ?? [])]),
);

interface PartyStart {
  key: string;
  /** Null when the file does not say what the party is, as deltas may: properties of every kind are then taken. */
  schema: string | null;
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
  /** Wallets by comparable address. */
  #wallets: Map<string, PartyRecord> | null = null;
  readonly #sink: PartyStart['sink'];
  /** Properties of the party's schema, with their types. */
  readonly #takes: ReadonlyMap<string, string>;

  constructor(start: PartyStart) {
    this.key = start.key;
    this.schema = start.schema ?? 'LegalEntity';
    this.place = start.place;
    this.#sink = start.sink;
    this.#takes = start.schema === null ? EVERY_PROPERTY : (findSchema(start.schema)?.properties ?? new Map());
  }

  /** Adds a plain value; false when there is none or the schema has no such property. */
  add(property: string, value: string): boolean {
    return this.#put(property, clean(value));
  }

  /** The primary name, as OFAC writes it; a person's is `LAST, First`. */
  primaryName(name: string): void {
    this.add('name', name);
    const comma = name.indexOf(', ');
    if (this.schema !== 'Person' || comma < 0) return;
    this.add('lastName', name.slice(0, comma));
    this.add('firstName', name.slice(comma + 2));
  }

  /** A title: a person's position, a note for others. */
  title(words: string): void {
    if (clean(words) !== '' && !this.add('position', words)) this.note(`Title: ${words}`);
  }

  /** A name other than the first. `type` is OFAC's: `a.k.a.`, `fka`, `N.K.A.`; weak ones are of low quality. */
  otherName(name: string, type: string, weak: boolean): void {
    const former = FORMER.test(type);
    this.add(weak ? 'weakAlias' : former ? 'previousName' : 'alias', name);
  }

  note(words: string): void {
    this.add('notes', words);
  }

  /** Adds a country by its name. One that is not understood is noted and reported. */
  country(property: string, name: string): boolean {
    const text = clean(name);
    if (NOTHING.test(text)) return true;
    const code = countryCode(text) ?? countryCode(text.replace(/^Region:\s*/, ''));
    if (code) return this.#put(property, code);
    this.note(`${property}: ${text}`);
    this.report(`country "${text}" is not known`);
    return true;
  }

  /** One address, its parts joined by commas; the country counts for the party as well. */
  address(parts: readonly string[], country: string): void {
    let written = '';
    for (const part of parts) written = withPart(written, part);
    this.#put('address', withPart(written, country));
    this.country('country', country);
  }

  /** A value under one of OFAC's labels. False when no property takes it: it then belongs in the notes. */
  labelled(label: string, value: string): boolean {
    const property = propertyOf(label);
    if (property !== null) return this.valueOf(property, value);
    const wallet = WALLET_LABEL.exec(label);
    if (wallet) return this.#wallet(clean(value), wallet[1]?.toUpperCase());
    if (LISTING_DATE.test(label)) this.#listing(value);
    return false;
  }

  /** An identity document or another labelled value of the XML formats; what is more than its number is noted. */
  document({ label, number, country = '', issued = '', expires = '', remark = '' }: OfacDocument): void {
    const taken = this.labelled(label, number);
    if (taken) this.country('country', country);
    if (taken && !issued && !expires && !remark) return;
    let value = clean(number);
    for (const more of [country, issued && `issued ${issued}`, expires && `expires ${expires}`, remark]) {
      if (more) value += value === '' ? more : `, ${more}`;
    }
    if (value) this.note(`${clean(label).replace(LABEL_END, '')}: ${value}`);
  }

  /** Adds a value to a property in the way of the property's type; false when it cannot. */
  valueOf(property: string, written: string): boolean {
    const value = clean(written);
    if (NOTHING.test(value)) return true;
    const [, imo] = LABELLED_IMO.exec(value) ?? ((property === 'imoNumber' && BARE_IMO.exec(value)) || []);
    if (imo !== undefined) return this.#imo(imo);
    switch (this.#takes.get(property)) {
      case 'country':
        return this.country(property, value);
      case 'date':
        return this.#date(property, value);
      case 'gender':
        return GENDER.test(value) && this.#put(property, value.toLowerCase());
      case 'number':
        return this.#put(property, value.replaceAll(',', ''));
      case 'identifier':
        return this.#document(property, value);
      default:
        return property === 'birthPlace' ? this.birthPlace(value) : this.#put(property, value);
    }
  }

  /** A place of birth; the country is its last part or two: `Pyongyang, Korea, North`. */
  birthPlace(place: string): boolean {
    const text = clean(place);
    const lastComma = text.lastIndexOf(', ');
    const comma = text.lastIndexOf(', ', lastComma - 1);
    const country = countryCode(textAfter(text, comma)) ?? countryCode(textAfter(text, lastComma));
    if (country) this.#put('birthCountry', country);
    return this.#put('birthPlace', text);
  }

  /** Free text of the list: kept as a note, with the identifiers that stand in it. */
  remark(words: string, field: string): void {
    const remark = clean(words);
    this.#put('notes', remark);
    for (const { property, value, offset, text, currency } of identifiersIn(remark)) {
      const isWallet = property === 'publicKey';
      const taken = isWallet ? this.#wallet(value, currency) : this.#isOwnImo(value) && this.#put(property, value);
      if (taken) this.#extracted.push({ property, value, field, offset, text });
    }
  }

  /** Reports a value that was left out. */
  report(reason: string): void {
    this.#sink.reject({ place: this.place, reason, reference: this.key, severity: 'value' });
  }

  /** Keys of the party and of its wallets: what a designation of the party holds for. */
  get keys(): string[] {
    return this.records().map((record) => record.key);
  }

  /** The records of the party and its wallets. */
  records(): PartyRecord[] {
    const party: PartyRecord = { key: this.key, schema: this.schema, properties: this.properties, place: this.place };
    if (this.#extracted.length > 0) party.extracted = this.#extracted;
    return this.#wallets === null ? [party] : [party, ...this.#wallets.values()];
  }

  /** Pushes the party, its wallets, and the designations that hold for all of them. */
  push(sink: ListSink, designations: readonly Omit<DesignationRecord, 'party' | 'place'>[]): void {
    for (const record of this.records()) {
      sink.party(record);
      for (const designation of designations) {
        sink.designation({ ...designation, party: record.key, place: this.place });
      }
    }
  }

  #put(property: string, text: string): boolean {
    if (NOTHING.test(text) || !this.#takes.has(property)) return false;
    const held = this.properties[property];
    if (held === undefined) this.properties[property] = [text];
    else if (!held.includes(text)) held.push(text);
    return true;
  }

  #wallet(address: string, currency: string | undefined): boolean {
    if (NOTHING.test(address)) return false;
    this.#wallets ??= new Map();
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
    if (this.#isOwnImo(digits) || (this.schema !== 'Vessel' && imoNumber(digits)))
      return this.#put('imoNumber', digits);
    this.report(`IMO number "${digits}" fails its check digit`);
    return this.#put('registrationNumber', `IMO ${digits}`);
  }

  /** True for a number of the series that ships, or companies, have. In a remark another party's may be told. */
  #isOwnImo(digits: string): boolean {
    if (this.schema === 'LegalEntity') return (imoNumber(digits) ?? imoNumber(digits, 'company')) !== null;
    return imoNumber(digits, this.schema === 'Vessel' ? 'vessel' : 'company') !== null;
  }

  #date(property: string, words: string): boolean {
    const dates = dateAlternatives(words);
    if (dates === null) this.report(`${property} "${words}" is not a date`);
    for (const date of dates ?? []) this.#put(property, date);
    return dates !== null && dates.length > 0;
  }

  /** `A123 (Iran) issued 02 Mar 2012 expires 01 Mar 2017` gives its number, and Iran as a country of the party. */
  #document(property: string, words: string): boolean {
    if (words.length > LONGEST_DOCUMENT) return false;
    const [, written = words, country = ''] = words.includes(' ') ? (DOCUMENT.exec(words) ?? []) : [];
    const number = written.replace(NUMBER_MARK, '');
    if (property === 'passportNumber' && !PASSPORT.test(number)) return false;
    const code = countryCode(country);
    if (code) this.#put('country', code);
    return this.#put(property, number);
  }

  #listing(words: string): void {
    const [date] = dateAlternatives(clean(words)) ?? [];
    if (date && (this.listedOn === null || date < this.listedOn)) this.listedOn = date;
  }
}

function textAfter(text: string, comma: number): string {
  return comma < 0 ? text : text.slice(comma + 2);
}

function withPart(address: string, part: string): string {
  const text = clean(part);
  if (NOTHING.test(text)) return address;
  return address === '' ? text : `${address}, ${text}`;
}

/** Text without doubled, leading and trailing white space. */
export function clean(text: string): string {
  return TIDY.test(text) ? text : text.trim().replace(/\s+/g, ' ');
}
