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
  const parts = location
    .all('LocationPart')
    .map((part) => ({ rank: rankOf(values.words('LocPartType', part.attribute('LocPartTypeID'))), texts: texts(part) }))
    .filter((part) => part.texts.length > 0)
    .sort((one, other) => one.rank - other.rank);
  const count = Math.max(1, ...parts.map((part) => part.texts.length));
  const forms = Array.from({ length: count }, (_, at) => parts.map((part) => part.texts[at] ?? part.texts[0] ?? ''));
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
  const values = part.all('LocationPartValue');
  const primary = values.filter((value) => value.attribute('Primary') !== 'false');
  const others = values.filter((value) => value.attribute('Primary') === 'false');
  return [...primary, ...others].map((value) => value.textOf('Value')).filter(Boolean);
}
