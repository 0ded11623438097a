import { cleanLine } from '../../reading/clean-text.ts';
import { numberedParts } from '../../reading/numbered-parts.ts';
import type { DraftDesignation, PartyDraft } from '../../reading/party-draft.ts';
import type { PartyIntake } from '../../reading/party-intake.ts';
import { addAddress, addBirthDate, addImoNumbers, addNumber } from '../../reading/party-parts.ts';

const SCHEMATA: Readonly<Record<string, string>> = { individual: 'Person', entity: 'Organization', ship: 'Vessel' };

/** `Ukrainian SSR (now Ukraine)`, `Former USSR Currently Belarus`: the state that holds the place today. */
const NOW = /\b(?:now|currently)\s+(?:the\s+)?([^()]+?)\)?$/i;

/** A way to take one value of a party. */
type Taking = (draft: PartyDraft, text: string) => void;

const property =
  (name: string): Taking =>
  (draft, text) =>
    draft.add(name, text);
const note =
  (label: string): Taking =>
  (draft, text) =>
    draft.note(text, label);
const countries =
  (name: string, label: string): Taking =>
  (draft, text) => {
    const now = NOW.exec(text)?.[1];
    if (now) draft.note(text, label);
    draft.countries(name, now ?? text, label);
  };
const number =
  (name: string, label: string): Taking =>
  (draft, text) =>
    addNumber(draft, name, text, label);

/** What becomes of each value that both British lists carry, by its element in the UK Sanctions List. */
const TAKINGS = {
  Title: property('title'),
  NameNonLatinScript: property('alias'),
  DOB: addBirthDate,
  Nationality: countries('nationality', 'nationality'),
  PassportNumber: number('passportNumber', 'Passport'),
  NationalIdentifierNumber: number('idNumber', 'National identifier'),
  Position: property('position'),
  Gender: (draft, text) => draft.add('gender', text.toLowerCase()),
  CountryOfBirth: countries('birthCountry', 'country of birth'),
  TypeOfEntity: note('Type of entity'),
  BusinessRegistrationNumber: addRegistration,
  ParentCompany: note('Parent company'),
  Subsidiary: note('Subsidiary'),
  PhoneNumber: property('phone'),
  EmailAddress: addContacts,
  Website: addContacts,
  Fax: note('Fax'),
  IMONumber: addImoNumbers,
  CurrentOwnerOperator: note('Current owner or operator'),
  PreviousOwnerOperator: note('Previous owner or operator'),
  CurrentBelievedFlagOfShip: countries('flag', 'flag'),
  PreviousFlag: countries('pastFlags', 'previous flag'),
  TypeOfShip: property('type'),
  TonnageOfShip: property('tonnage'),
  LengthOfShip: note('Length of ship'),
  YearBuilt: property('buildDate'),
  HullIdentificationNumber: note('Hull identification number'),
} satisfies Record<string, Taking>;

export type UkValue = keyof typeof TAKINGS;

/** Values of which one cell may hold several, parted by full stops. */
const PARTED_BY_STOPS = new Set<UkValue>(['PhoneNumber', 'EmailAddress', 'Website', 'PreviousFlag']);
/** Numbers that may be parted so: `766045999. 652758999`. */
const NUMBERS_PARTED_BY_STOPS = /^(?:[A-Z]{0,4} ?\d[\dA-Z/-]{3,20}\.?\s*){2,}$/;

export interface UkName {
  /** Name 1 to Name 6; the sixth is the family name, or the whole name of an entity or ship. */
  parts: readonly string[];
  /** `Primary name`, `Primary name variation`, `Alias`; `Prime Alias`, `AKA`, `FKA` in OFSI's list; in any case. */
  type: string;
  /** `Good quality a.k.a`, `Low quality a.k.a`; `Good quality`, `Low quality` in OFSI's list. */
  strength: string;
}

/** A party of a British list, gathered from elements or from rows that repeat what they share. */
export class UkParty {
  readonly draft: PartyDraft;
  readonly #seen = new Set<string>();
  readonly #statedImoNumbers = new Set<string>();
  readonly #designations = new Map<string, DraftDesignation>();

  constructor(draft: PartyDraft, kind: string) {
    this.draft = draft;
    const schema = SCHEMATA[cleanLine(kind).toLowerCase()];
    if (!schema) draft.reject(`type "${cleanLine(kind)}" is none of Individual, Entity and Ship`);
    draft.schema = schema ?? 'Organization';
  }

  /** False when the field has held that text before: rows repeat what their party has once. */
  isNew(field: string, text: string): boolean {
    const seen = `${field}\n${text}`;
    if (text.trim() === '' || this.#seen.has(seen)) return false;
    this.#seen.add(seen);
    return true;
  }

  /** One value, or several that are numbered or parted by full stops in one cell. */
  value(kind: UkValue, text: string): void {
    if (!this.isNew(kind, text)) return;
    if (kind === 'IMONumber') for (const [digits] of text.matchAll(/\d{7}/g)) this.#statedImoNumbers.add(digits);
    for (const part of numberedParts(text)) {
      const isParted = PARTED_BY_STOPS.has(kind) || NUMBERS_PARTED_BY_STOPS.test(part);
      for (const value of isParted ? part.split(/\.\s+/) : [part]) TAKINGS[kind](this.draft, value.replace(/\.$/, ''));
    }
  }

  name({ parts, type, strength }: UkName): void {
    const clean = parts.map(cleanLine);
    const [family = '', ...given] = [...clean].reverse();
    const name = [...given.reverse(), family].filter((part) => part !== '').join(' ');
    if (name === '') return;
    const isPrimary = /^prim/i.test(type.trim()) && !/variation/i.test(type);
    if (isPrimary) this.draft.add('name', name);
    else if (/^fka|formerly/i.test(type.trim())) this.draft.add('previousName', name);
    else this.draft.add(/^low/i.test(strength.trim()) ? 'weakAlias' : 'alias', name);
    if (!isPrimary || this.draft.schema !== 'Person') return;
    this.draft.add('firstName', clean[0]);
    this.draft.add('middleName', ...clean.slice(1, -1));
    this.draft.add('lastName', family);
  }

  address(lines: readonly string[], country: string): void {
    if (this.isNew('address', [...lines, country].join('\n'))) addAddress(this.draft, lines, country);
  }

  /** Place of birth in words; its country is a value of its own. */
  birthPlace(town: string, country: string): void {
    if (!this.isNew('birthPlace', `${town}\n${country}`)) return;
    const towns = numberedParts(town);
    if (towns.length === 1 && towns[0] !== undefined) {
      this.draft.add('birthPlace', [towns[0], ...numberedParts(country)].slice(0, 2).join(', '));
    } else this.draft.add('birthPlace', ...towns);
    this.value('CountryOfBirth', country);
  }

  /** A listing under a regime; the first row that tells of it counts. */
  designation(regime: string, make: () => DraftDesignation): void {
    if (!this.#designations.has(regime)) this.#designations.set(regime, make());
  }

  /** Hands the party on. A ship has one IMO number: where a field gives it, those in remarks are other ships'. */
  finish(intake: PartyIntake): void {
    const { schema, properties } = this.draft;
    if (schema === 'Vessel' && this.#statedImoNumbers.size > 0 && properties.imoNumber) {
      properties.imoNumber = properties.imoNumber.filter((digits) => this.#statedImoNumbers.has(digits));
      if (properties.imoNumber.length === 0) delete properties.imoNumber;
    }
    intake.take(this.draft, [...this.#designations.values()]);
  }
}

/** E-mail addresses and sites stand in each other's fields too: `a@example.org and www.example.org`. */
function addContacts(draft: PartyDraft, text: string): void {
  for (const word of text.split(/[\s;,]+/)) {
    if (/^[^@]+@[^@]+\.[^@.]+$/.test(word)) draft.add('email', word);
    else if (/^(?:https?:\/\/|www\.)|\.[a-z]{2,6}(?:\/|$)/i.test(word)) draft.add('website', word);
    else if (!/^(?:and|or|&)?$/i.test(word)) draft.note(text, 'Contact');
  }
}

/** `BR-99-XY`, `Kazakhstan BIN - 170440031999`: the number is taken where it is all or ends the text. */
function addRegistration(draft: PartyDraft, text: string): void {
  const number = /^(?=.*\d)[\w/.-]+$/.exec(text)?.[0] ?? /[\s:#-]([A-Z]{0,3}\d[\d-]{4,20})$/.exec(text)?.[1] ?? '';
  draft.add('registrationNumber', number);
  if (number !== text) draft.note(text, 'Business registration number');
}
