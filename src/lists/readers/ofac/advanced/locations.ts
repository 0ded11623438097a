import type { XmlElement } from '../../../reading/xml-element.ts';
import type { ReferenceValues } from './reference-values.ts';

/** A place as the Advanced format gives it: its written forms, the first in the list's own script, and its country. */
export interface OfacLocation {
  forms: string[][];
  country: string;
}

/** Parts are written in this order; those of types that are not named here go to the end. */
const PART_ORDER = ['ADDRESS1', 'ADDRESS2', 'ADDRESS3', 'CITY', 'STATE/PROVINCE', 'REGION', 'POSTAL CODE'];

export function readLocation(location: XmlElement, values: ReferenceValues): OfacLocation {
  const country = location.first('LocationCountry')?.attribute('CountryID') ?? '';
  const area = location.first('LocationAreaCode')?.attribute('AreaCodeID') ?? '';
  const parts: { rank: number; texts: string[] }[] = [];
  let count = 1;
  for (const part of location.all('LocationPart')) {
    const rank = rankOf(values.words('LocPartType', part.attribute('LocPartTypeID')));
    const written = texts(part);
    if (written.length > 0) parts.push({ rank, texts: written });
    count = Math.max(count, written.length);
  }
  parts.sort((one, other) => one.rank - other.rank);
  const forms: string[][] = [];
  for (let at = 0; at < count; at += 1) forms.push(parts.map((part) => part.texts[at] ?? part.texts[0] ?? ''));
  return {
    forms,
    country: values.words('Country', country) || values.find('AreaCode', area)?.attribute('Description') || '',
  };
}

function rankOf(type: string): number {
  const rank = PART_ORDER.indexOf(type.toUpperCase());
  return rank < 0 ? PART_ORDER.length : rank;
}

/** The texts of a part, the primary one first; others are the same words in another script. */
function texts(part: XmlElement): string[] {
  const primary: string[] = [];
  const others: string[] = [];
  for (const value of part.all('LocationPartValue')) {
    const text = value.textOf('Value');
    if (text !== '') (value.attribute('Primary') === 'false' ? others : primary).push(text);
  }
  return primary.concat(others);
}
