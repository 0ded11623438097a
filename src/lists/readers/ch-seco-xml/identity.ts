import { partialDate } from '../../../kernel/partial-date.ts';
import { nationalityCode } from '../../../parties/nationality.ts';
import type { PartyDraft } from '../../reading/party-draft.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import type { SecoBackground } from './background.ts';
import { type SecoName, secoName } from './names.ts';

/** Part types by the property that keeps them. */
const PART_PROPERTIES: readonly (readonly [type: string, property: string])[] = [
  ['given-name', 'firstName'],
  ['further-given-name', 'middleName'],
  ['father-name', 'fatherName'],
  ['family-name', 'lastName'],
];

const DATE_PROPERTIES: Readonly<Record<string, string>> = {
  Person: 'birthDate',
  Vessel: 'buildDate',
  Airplane: 'buildDate',
};

/** Adds one identity of a target: names, birth, nationality, addresses, documents. `main` is the list's first. */
export function addIdentity(draft: PartyDraft, identity: XmlElement, main: boolean, background: SecoBackground): void {
  for (const name of identity.all('name')) addName(draft, secoName(name), main);
  for (const date of identity.all('day-month-year')) addBirthDate(draft, date);
  for (const country of identity.at('nationality', 'country')) addNationality(draft, country);
  for (const birth of identity.all('place-of-birth')) {
    const place = background.place(birth.attribute('place-id'));
    draft.add('birthPlace', place.text);
    draft.add('birthCountry', place.country ?? undefined);
  }
  for (const address of identity.all('address')) addAddress(draft, address, background);
  for (const document of identity.all('identification-document')) addDocument(draft, document);
}

function addName(draft: PartyDraft, name: SecoName, main: boolean): void {
  const first = name.type === 'primary-name' && main && !draft.hasName;
  const property = first
    ? 'name'
    : name.type === 'formerly-known-as'
      ? 'previousName'
      : name.weak
        ? 'weakAlias'
        : 'alias';
  draft.add(property, name.whole);
  draft.add(name.weak ? 'weakAlias' : 'alias', ...name.variants);
  draft.add('title', ...(name.parts.get('title') ?? []));
  if (draft.schema !== 'Person' || name.weak) return;
  for (const [type, kept] of PART_PROPERTIES) draft.add(kept, ...(name.parts.get(type) ?? []));
}

function addBirthDate(draft: PartyDraft, element: XmlElement): void {
  const number = (name: string): number => Number(element.attribute(name) || 0);
  const written = ['day', 'month', 'year'].map((name) => element.attribute(name) || '?').join('.');
  const calendar = element.attribute('calendar') || 'Gregorian';
  const date = partialDate(number('year'), number('month'), number('day'));
  if (!/^gregorian$/i.test(calendar)) draft.note(`${written} (${calendar})`, 'date of birth');
  else if (date) draft.add(DATE_PROPERTIES[draft.schema] ?? 'incorporationDate', date);
  else {
    draft.note(written, 'date of birth');
    draft.reject(`date of birth "${written}" is not a date`);
  }
}

function addNationality(draft: PartyDraft, country: XmlElement): void {
  const code = nationalityCode(country.attribute('iso-code')) ?? nationalityCode(country.text);
  if (code) draft.add(draft.schema === 'Person' ? 'nationality' : 'country', code);
  else draft.countries('nationality', country.text || country.attribute('iso-code'), 'nationality');
}

function addAddress(draft: PartyDraft, address: XmlElement, background: SecoBackground): void {
  const place = background.place(address.attribute('place-id'));
  const box = address.textOf('p-o-box');
  const care = address.textOf('c-o');
  const parts = [
    care === '' ? '' : `c/o ${care}`,
    address.textOf('address-details'),
    box === '' || /box/i.test(box) ? box : `P.O. Box ${box}`,
    address.textOf('zip-code'),
    place.text,
  ];
  draft.add('address', parts.filter((part) => part !== '').join(', '));
  draft.add('country', place.country ?? undefined);
  draft.note(address.textOf('remarks'), 'address');
}

function addDocument(draft: PartyDraft, document: XmlElement): void {
  const type = document.attribute('document-type');
  const number = document.textOf('number');
  const property = /passport/i.test(type)
    ? 'passportNumber'
    : draft.schema === 'Person'
      ? 'idNumber'
      : 'registrationNumber';
  draft.add(property, number);
  const details = ['issuer', 'date-of-issue', 'expiry-date', 'remark'].flatMap((name) => {
    const text = document.textOf(name);
    return text === '' ? [] : [`${name} ${text}`];
  });
  if (details.length > 0) draft.note(`${number}: ${details.join('; ')}`, type || 'document');
}
