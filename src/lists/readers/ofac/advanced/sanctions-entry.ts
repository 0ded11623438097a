import type { DesignationRecord } from '../../../list-record.ts';
import type { XmlElement } from '../../../reading/xml-element.ts';
import { dateOf } from './date-period.ts';
import type { ReferenceValues } from './reference-values.ts';

const PROGRAMME = /^program/i;
const REMOVAL = /remov|delist|delet/i;
const UNKNOWN = /^unknown$/i;

/** One listing of a profile on one of OFAC's lists. `reference` is the list's name with the entry's number. */
export function readSanctionsEntry(entry: XmlElement, values: ReferenceValues): Omit<DesignationRecord, 'party'> {
  const programmes: string[] = [];
  const provisions: string[] = [];
  for (const measure of entry.all('SanctionsMeasure')) {
    const type = values.words('SanctionsType', measure.attribute('SanctionsTypeID'));
    // Tables may be missing in an excerpt: a measure with a comment is then taken for a programme.
    if (type === '' || PROGRAMME.test(type)) addOnce(programmes, measure.textOf('Comment'));
    else addOnce(provisions, type);
  }
  const listed: string[] = [];
  const delisted: string[] = [];
  const legalBasis: string[] = [];
  for (const event of entry.all('EntryEvent')) {
    addOnce(isRemoval(event, values) ? delisted : listed, dateOf(event.first('Date')) ?? '');
    const words = values.words('LegalBasis', event.attribute('LegalBasisID'));
    if (!UNKNOWN.test(words)) addOnce(legalBasis, words);
  }
  const [listedOn = null, ...amendedOn] = listed.sort();
  const delistedOn = delisted.sort().at(-1);
  const list = values.words('List', entry.attribute('ListID'));
  return {
    programmes,
    listedOn,
    reference: [list, entry.attribute('ID')].filter(Boolean).join(' '),
    ...(amendedOn.length > 0 ? { amendedOn } : {}),
    ...(delistedOn ? { delistedOn } : {}),
    ...named('legalBasis', legalBasis),
    ...named('provisions', provisions),
    place: { line: entry.line },
  };
}

function isRemoval(event: XmlElement, values: ReferenceValues): boolean {
  return REMOVAL.test(values.words('EntryEventType', event.attribute('EntryEventTypeID')));
}

function addOnce(words: string[], word: string): void {
  if (word !== '' && !words.includes(word)) words.push(word);
}

function named(name: 'legalBasis' | 'provisions', words: string[]): Partial<DesignationRecord> {
  return words.length > 0 ? { [name]: words } : {};
}
