import type { XmlElement } from '../../../reading/xml-element.ts';
import { clean, type OfacParty } from '../ofac-party.ts';
import type { ReferenceValues } from './reference-values.ts';

/** Parts of a person's name that have a property of their own. */
const PART_PROPERTIES: Record<string, string> = {
  'last name': 'lastName',
  'first name': 'firstName',
  'middle name': 'middleName',
  patronymic: 'fatherName',
  matronymic: 'motherName',
};
/** Scripts that write a person's names as one word, the family's first. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface NamePart {
  /** OFAC's word for the part, lower case; empty when the file does not say. */
  type: string;
  text: string;
}

/** Reads every name of a profile: the primary name of its primary identity first, then aliases and other scripts. */
export function readNames(party: OfacParty, profile: XmlElement, values: ReferenceValues): void {
  for (const identity of primaryFirst(profile.all('Identity'))) {
    const types = partTypes(identity, values);
    for (const alias of primaryFirst(identity.all('Alias'))) {
      const type = values.find('AliasType', alias.attribute('AliasTypeID'))?.text ?? '';
      const weak = alias.attribute('LowQuality') === 'true';
      const isName = alias.attribute('Primary') === 'true' || /^name$/i.test(type);
      for (const documented of alias.all('DocumentedName')) {
        const parts = partsOf(documented, types);
        if (isName && !party.properties.name) readPrimary(party, parts);
        else party.otherName(fullName(parts), type, weak);
      }
    }
  }
}

function readPrimary(party: OfacParty, parts: readonly NamePart[]): void {
  party.add('name', fullName(parts));
  if (party.schema !== 'Person') return;
  for (const { type, text } of parts) {
    const property = PART_PROPERTIES[type];
    if (property) party.add(property, text);
  }
}

/** `LAST, First Middle`, as OFAC's other formats write it; without a comma where the script needs none. */
export function fullName(parts: readonly NamePart[]): string {
  const last: string[] = [];
  const others: string[] = [];
  for (const { type, text } of parts) (type === 'last name' ? last : others).push(text);
  if (last.length === 0 || others.length === 0) return [...last, ...others].join(' ');
  if (UNSPACED.test(last.join(''))) return [...last, ...others].join('');
  return `${last.join(' ')}, ${others.join(' ')}`;
}

function partsOf(documented: XmlElement, types: ReadonlyMap<string, string>): NamePart[] {
  const parts: NamePart[] = [];
  for (const value of documented.at('DocumentedNamePart', 'NamePartValue')) {
    const text = clean(value.text);
    if (text !== '') parts.push({ type: types.get(value.attribute('NamePartGroupID')) ?? '', text });
  }
  return parts;
}

function partTypes(identity: XmlElement, values: ReferenceValues): Map<string, string> {
  const types = new Map<string, string>();
  for (const group of identity.at('NamePartGroups', 'MasterNamePartGroup', 'NamePartGroup')) {
    const type = values.words('NamePartType', group.attribute('NamePartTypeID'));
    types.set(group.attribute('ID'), type.toLowerCase());
  }
  return types;
}

function primaryFirst(elements: readonly XmlElement[]): XmlElement[] {
  const primary: XmlElement[] = [];
  const others: XmlElement[] = [];
  for (const element of elements) (element.attribute('Primary') === 'true' ? primary : others).push(element);
  return primary.concat(others);
}
