import { countryCode } from '../../../parties/country.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { listDate } from '../../reading/list-date.ts';
import type { DraftDesignation, PartyDraft } from '../../reading/party-draft.ts';
import type { PartyIntake } from '../../reading/party-intake.ts';
import {
  addBirthDate,
  addBirthYears,
  addImoNumbers,
  addNumber,
  ascending,
  dateOf,
  joined,
} from '../../reading/party-parts.ts';

/** Reads one field of a sub-record by its attribute name in the XML format: `wholeName`, `countryIso2Code`. */
export type EuFields = (name: string) => string;

interface EuName {
  /** Number of the name in the Union's database; names keep it, their order in the file they do not. */
  logicalId: number;
  strong: boolean;
  name: string;
  parts: readonly (readonly [property: string, value: string])[];
}

const LISTED_IN_REMARK = /^\(?Date of designation:?\s*(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)/i;
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const PLACE_PARTS = ['street', 'poBox', 'place', 'zipCode', 'city', 'region', 'other'];
const FLAGS = ['diplomatic', 'knownExpired', 'knownFalse', 'reportedLost', 'revokedByIssuer'];
const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female' };
const CONTACTS: Readonly<Record<string, string>> = { EMAIL: 'email', PHONE: 'phone', MOBILE: 'phone', WEB: 'website' };
const IDENTIFICATIONS: Readonly<Record<string, string>> = {
  passport: 'passportNumber',
  id: 'idNumber',
  ssn: 'idNumber',
  regnumber: 'registrationNumber',
  tax: 'taxNumber',
  fiscalcode: 'taxNumber',
};

/** One entity of the EU list as its sub-records come in, from whichever of the three formats. */
export class EuParty {
  readonly draft: PartyDraft;
  readonly #unscReference: string;
  #listedOn: string | null;
  readonly #names: EuName[] = [];
  readonly #acts = new Map<string, { titles: Set<string>; dates: Set<string> }>();

  constructor(draft: PartyDraft, entity: EuFields) {
    this.draft = draft;
    const code = cleanLine(entity('subjectType'));
    if (!/^(?:p|e|person|enterprise)$/i.test(code)) draft.reject(`subject type "${code}" is not known`);
    draft.schema = /^p/i.test(code) ? 'Person' : 'Organization';
    this.#unscReference = cleanLine(entity('unitedNationId'));
    this.#listedOn = dateOf(draft, entity('designationDate'), 'date of designation');
    draft.note(entity('designationDetails'), 'Designation details');
  }

  /** A remark on the entity; before there was a field for it, it held the date of designation. */
  entityRemark(text: string): void {
    const listed = LISTED_IN_REMARK.exec(text.trim())?.[1];
    if (listed) this.#listedOn ??= listDate(listed);
    this.remark(text);
  }

  /** Remarks stand in brackets in the CSV formats. */
  remark(text: string, label?: string): void {
    this.draft.note(text.replaceAll('\\n', '\n').replace(/^\(([^()]*)\)$/, '$1'), label);
  }

  regulation(fields: EuFields): void {
    const programme = cleanLine(fields('programme'));
    if (programme === '') return;
    const act = this.#acts.get(programme) ?? { titles: new Set<string>(), dates: new Set<string>() };
    this.#acts.set(programme, act);
    const title = cleanLine(fields('numberTitle'));
    if (act.titles.has(title)) return;
    act.titles.add(title);
    const date = dateOf(this.draft, fields('publicationDate'), 'date of publication');
    if (date) act.dates.add(date);
  }

  name(fields: EuFields): void {
    const parts = ['firstName', 'middleName', 'lastName'].map(
      (property) => [property, cleanLine(fields(property))] as const,
    );
    const name =
      cleanLine(fields('wholeName')) ||
      parts
        .map(([, value]) => value)
        .filter(Boolean)
        .join(' ');
    const logicalId = Number(fields('logicalId')) || Number.MAX_SAFE_INTEGER;
    if (name) this.#names.push({ logicalId, strong: fields('strong') !== 'false', name, parts });
    if (this.draft.schema === 'Person') {
      this.draft.add('gender', GENDERS[cleanLine(fields('gender'))]);
      this.draft.add('position', fields('function'));
      this.draft.add('title', fields('title'));
    } else {
      this.draft.note(fields('function'), 'Function');
      this.draft.note(fields('title'), 'Title');
    }
    this.remark(fields('remark'));
  }

  address(fields: EuFields): void {
    const parts = PLACE_PARTS.map((part) =>
      part === 'poBox' && fields(part) ? `PO Box ${fields(part)}` : fields(part),
    );
    const lines = joined(parts);
    if (lines) this.draft.add('address', joined([lines, fields('countryDescription')]));
    this.#country('country', fields);
    this.remark(fields('remark'), 'Address');
  }

  /** A way to reach the party: `EMAIL`, `PHONE`, `WEB`; any other is a note. */
  contact(kind: string, value: string): void {
    const property = CONTACTS[kind.trim().toUpperCase().replace('-', '')];
    if (property) this.draft.add(property, value);
    else this.draft.note(value, cleanLine(kind) || 'Contact');
  }

  birth(fields: EuFields): void {
    const [from, to] = [Number(fields('yearRangeFrom')), Number(fields('yearRangeTo'))];
    const parts = [fields('year'), fields('monthOfYear'), fields('dayOfMonth')].map((part) =>
      part.trim().padStart(2, '0'),
    );
    const date = cleanLine(fields('birthdate')) || parts.filter((part) => Number(part) > 0).join('-');
    const calendar = cleanLine(fields('calendarType'));
    if (/^(?:GREGORIAN)?$/i.test(calendar)) {
      addBirthDate(this.draft, date);
      if (from && to) addBirthYears(this.draft, from, to);
    } else this.draft.note(`${date} (${calendar} calendar)`, 'date of birth');
    if (/^(?:true|yes)$/i.test(fields('circa').trim())) this.draft.note(`about ${date}`, 'date of birth');
    const place = ['city', 'place', 'region', 'zipCode'].map(fields);
    this.draft.add('birthPlace', joined([...place, fields('countryDescription')]));
    this.#country('birthCountry', fields);
    this.remark(fields('remark'), 'Birth');
  }

  identification(fields: EuFields): void {
    const type = cleanLine(fields('identificationTypeCode')).toLowerCase();
    const label = cleanLine(fields('identificationTypeDescription')) || type || 'Identification';
    const property = IDENTIFICATIONS[type];
    for (const number of new Set([fields('number'), fields('latinNumber')])) {
      if (type === 'imo') addImoNumbers(this.draft, number);
      else if (type === 'swiftbic' && BIC.test(cleanLine(number))) this.draft.add('swiftBic', number);
      else if (property) addNumber(this.draft, property, number, label);
      else this.draft.note(number, label);
    }
    const flags = FLAGS.filter((flag) => /^(?:true|yes)$/i.test(fields(flag).trim())).map(spaced);
    const rest = ['issuedBy', 'issuedDate', 'validFrom', 'validTo', 'nameOnDocument', 'region', 'countryDescription'];
    const details = joined([...flags, ...rest.map(fields)]);
    this.draft.note(details, `${label} (${cleanLine(fields('number'))})`);
    this.remark(fields('remark'), label);
  }

  citizenship(fields: EuFields): void {
    this.#country('citizenship', fields);
    this.draft.note(fields('region'), 'Citizenship');
    this.remark(fields('remark'), 'Citizenship');
  }

  /** Hands the party on. The strong name with the lowest number is the name: the order in the file changes. */
  finish(intake: PartyIntake): void {
    const names = this.#names.toSorted((one, other) => one.logicalId - other.logicalId);
    const main = names.find((name) => name.strong) ?? names[0];
    this.draft.add('name', main?.name);
    if (this.draft.schema === 'Person')
      for (const [property, value] of main?.parts ?? []) this.draft.add(property, value);
    for (const { strong, name } of names) this.draft.add(strong ? 'alias' : 'weakAlias', name);
    intake.take(this.draft, this.#designations());
  }

  /** One designation a programme. The acts shown are the latest, not those that listed: they date the changes. */
  #designations(): DraftDesignation[] {
    if (this.#acts.size === 0) this.draft.reject('no regulation names a programme');
    return [...this.#acts].map(([programme, { titles, dates }]) => ({
      programmes: [programme],
      listedOn: this.#listedOn,
      amendedOn: ascending([...dates]).filter((date) => this.#listedOn === null || date > this.#listedOn),
      legalBasis: [...titles].filter((title) => title !== ''),
      ...(this.#unscReference ? { unscReference: this.#unscReference } : {}),
    }));
  }

  /** A country by its code, by its name where there is none; `00` is the list's unknown. */
  #country(property: string, fields: EuFields): void {
    const code = fields('countryIso2Code').trim();
    if (code === '00') return;
    const known = countryCode(code);
    if (known) this.draft.add(property, known);
    else this.draft.countries(property, fields('countryDescription') || code, 'country');
  }
}

/** `knownFalse` as `known false`. */
function spaced(flag: string): string {
  return flag.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
