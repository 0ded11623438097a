import { imoNumber } from '../../parties/imo-number.ts';
import type { ListReader, ListSink } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import { partedNames } from '../reading/comma-names.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { listDate } from '../reading/list-date.ts';
import { PartyDraft } from '../reading/party-draft.ts';
import { readXml } from '../reading/read-xml.ts';
import { keyPart, UniqueKeys } from '../reading/unique-keys.ts';
import type { XmlElement } from '../reading/xml-element.ts';

const LANGUAGE = /^(?:[A-Z][a-z]+(?:ian|ish|ic|ese|nch|man)|Dari|Pashto|Farsi)\s*:\s*/;
const SHIP_KIND = /\b(?:tanker|cargo|carrier|vessel|ship|ferry|yacht|tug|barge)\b/i;

/**
 * Canada's consolidated autonomous sanctions list (Special Economic Measures Act and Magnitsky Law), XML. Elements
 * were renamed between 2020 (`Entity`, `Title`, `DateOfBirth`) and 2025 (`EntityOrShip`, `TitleOrShip`,
 * `DateOfBirthOrShipBuildDate`); both are read. The list has no reference of its own: the key is country, schedule
 * and item (`russia-1-part-1-12`), which hold as long as the regulation is not renumbered.
 */
export const caSemaXml: ListReader = {
  format: 'ca-sema-xml',
  title: 'the Canadian autonomous sanctions list',
  recognises: ({ head }) =>
    /<data-set[\s>]/.test(head) && /<record>/.test(head) && /<Country>/.test(head) && /<Item>/.test(head)
      ? 'ca-sema'
      : null,
  async read(file, sink) {
    const keys = new UniqueKeys();
    await readXml(file, {
      title: this.title,
      roots: ['data-set'],
      onRoot: () => sink.header({ publishedAt: dateInName(file.name) }),
      records: { record: (record) => readRecord(record, keys, sink) },
      ready: () => sink.ready(),
    });
  },
};

function readRecord(record: XmlElement, keys: UniqueKeys, sink: ListSink): void {
  const text = (...names: string[]): string => {
    for (const name of names) {
      const value = cleanLine(record.textOf(name));
      if (value !== '') return value;
    }
    return '';
  };
  const country = text('Country');
  const schedule = text('Schedule');
  const item = text('Item');
  const { key, repeated } = keys.take(keyOf(country, schedule, item));
  const draft = new PartyDraft(sink, key, { line: record.line });
  if (repeated) draft.reject(`item ${item} of schedule ${schedule} stands twice under ${country}`);
  const [family, given, entity] = [text('LastName'), text('GivenName'), text('EntityOrShip', 'Entity')];
  const title = text('TitleOrShip', 'Title');
  const date = text('DateOfBirthOrShipBuildDate', 'DateOfBirth');
  const imo = text('ShipIMONumber');
  if (family !== '' || given !== '') {
    draft.schema = 'Person';
    draft.add('name', `${given} ${family}`);
    draft.add('firstName', given);
    draft.add('lastName', family);
    draft.add('title', title);
    draft.dates('birthDate', date, 'date of birth');
    draft.note(entity, 'Entity');
  } else if (imo !== '' || SHIP_KIND.test(title)) {
    draft.schema = 'Vessel';
    draft.add('name', entity);
    draft.add('type', title);
    draft.dates('buildDate', date, 'build date');
    addImo(draft, imo);
  } else {
    draft.add('name', entity);
    draft.note(title, 'Title');
    draft.dates('incorporationDate', date, 'date');
  }
  addAliases(draft, text('Aliases'));
  draft.push([
    { programmes: country === '' ? [] : [country], ...listing(draft, text('DateOfListing'), schedule, item) },
  ]);
}

function listing(draft: PartyDraft, date: string, schedule: string, item: string) {
  const listedOn = listDate(date);
  if (date !== '' && !listedOn) draft.reject(`date of listing "${date}" is not a date`);
  const where = [schedule && `Schedule ${schedule}`, item && `item ${item}`].filter((part) => part !== '');
  return { listedOn, ...(where.length > 0 ? { reference: where.join(', ') } : {}) };
}

function addImo(draft: PartyDraft, imo: string): void {
  const number = imoNumber(imo);
  draft.add('imoNumber', number ?? undefined);
  if (imo === '' || number) return;
  draft.note(imo, 'IMO number');
  draft.reject(`IMO number "${imo}" fails its check digit`);
}

/**
 * Aliases are one text, parted by semicolons or commas and marked with languages. A single word beside a person is
 * a spelling of one part of the name (`Andrei`), too weak to match anybody by.
 */
function addAliases(draft: PartyDraft, text: string): void {
  const aliases = partedNames(text, /\s*[;,]\s*/).map((alias) => alias.replace(LANGUAGE, ''));
  for (const alias of aliases) {
    draft.add(draft.schema === 'Person' && !/\s/.test(alias) ? 'weakAlias' : 'alias', alias);
  }
}

/** `Justice for Victims … (JVCFOR) / …` is short for its letters; other regulations for their English name. */
function keyOf(country: string, schedule: string, item: string): string {
  const english = country.split('/')[0] ?? '';
  const letters = /\(([A-Z]{4,})\)/.exec(english)?.[1];
  return (
    [letters ?? english, schedule, item]
      .map(keyPart)
      .filter((part) => part !== '')
      .join('-') || 'unnumbered'
  );
}
