import type { DesignationRecord } from '../../../list-record.ts';
import type { XmlElement } from '../../../reading/xml-element.ts';
import { dateOf } from './date-period.ts';
import type { ReferenceValues } from './reference-values.ts';

/** One listing of a profile on one of OFAC's lists. `reference` is the list's name with the entry's number. */
export function readSanctionsEntry(entry: XmlElement, values: ReferenceValues): Omit<DesignationRecord, 'party'> {
  const measures = entry.all('SanctionsMeasure').map((measure) => ({
    type: values.words('SanctionsType', measure.attribute('SanctionsTypeID')),
    comment: measure.textOf('Comment'),
  }));
  // Tables may be missing in an excerpt: a measure with a comment is then taken for a programme.
  const isProgramme = (type: string): boolean => type === '' || /^program/i.test(type);
  const programmes = measures.filter(({ type }) => isProgramme(type)).map(({ comment }) => comment);
  const provisions = measures.filter(({ type }) => !isProgramme(type)).map(({ type }) => type);
  const events = entry.all('EntryEvent');
  const dated = (removals: boolean): string[] =>
    events
      .filter((event) => isRemoval(event, values) === removals)
      .flatMap((event) => dateOf(event.first('Date')) ?? [])
      .sort();
  const [listedOn = null, ...amendedOn] = [...new Set(dated(false))];
  const delistedOn = dated(true).at(-1);
  const legalBasis = events.map((event) => values.words('LegalBasis', event.attribute('LegalBasisID')));
  const list = values.words('List', entry.attribute('ListID'));
  return {
    programmes: unique(programmes),
    listedOn,
    reference: [list, entry.attribute('ID')].filter(Boolean).join(' '),
    ...(amendedOn.length > 0 ? { amendedOn } : {}),
    ...(delistedOn ? { delistedOn } : {}),
    ...named('legalBasis', unique(legalBasis.filter((words) => !/^unknown$/i.test(words)))),
    ...named('provisions', unique(provisions)),
    place: { line: entry.line },
  };
}

function isRemoval(event: XmlElement, values: ReferenceValues): boolean {
  return /remov|delist|delet/i.test(values.words('EntryEventType', event.attribute('EntryEventTypeID')));
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words.filter(Boolean))];
}

function named(name: 'legalBasis' | 'provisions', words: string[]): Partial<DesignationRecord> {
  return words.length > 0 ? { [name]: words } : {};
}
