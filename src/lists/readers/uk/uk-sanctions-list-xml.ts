import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { listDate } from '../../reading/list-date.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import { readXml } from '../../reading/read-xml.ts';
import { rootTag } from '../../reading/root-tag.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import type { UkValue } from './uk-party.ts';
import {
  addUkslAddress,
  addUkslBirthPlace,
  addUkslDocument,
  addUkslListing,
  addUkslName,
  beginUksl,
  UKSL_PATHS,
} from './uksl-record.ts';

const TITLE = 'the UK Sanctions List (XML)';

/** The UK Sanctions List of the Foreign Office, XML; the only British list since 28 January 2026. Key: the unique id. */
export const ukSanctionsListXml: ListReader = {
  format: 'uk-sanctions-list-xml',
  title: TITLE,
  recognises: ({ head }) => (rootTag(head)?.name === 'Designations' ? 'uk-sanctions-list' : null),
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  let headed = false;
  /** The date stands in the first element; a list without one still needs its header first. */
  const head = (publishedAt: string | null) => {
    if (!headed) sink.header({ publishedAt });
    headed = true;
  };
  await readXml(file, {
    title: TITLE,
    roots: ['Designations'],
    records: Object.fromEntries([
      ['DateGenerated', (element: XmlElement) => head(listDate(element.text))],
      [
        'Designation',
        (element: XmlElement) => {
          head(null);
          take(intake, element);
        },
      ],
    ]),
    ready: () => sink.ready(),
  });
  head(null);
  intake.finish();
}

function take(intake: PartyIntake, element: XmlElement): void {
  const party = beginUksl(intake, fieldsOf(element), { line: element.line });
  if (!party) return;
  for (const name of element.at('Names', 'Name')) addUkslName(party, fieldsOf(name));
  for (const [kind, path] of Object.entries(UKSL_PATHS)) {
    for (const text of element.texts(...path)) party.value(kind as UkValue, text);
  }
  for (const address of element.at('Addresses', 'Address')) addUkslAddress(party, fieldsOf(address));
  const person = ['IndividualDetails', 'Individual'];
  for (const place of element.at(...person, 'BirthDetails', 'Location')) addUkslBirthPlace(party, fieldsOf(place));
  for (const kind of ['Passport', 'NationalIdentifier'] as const) {
    for (const document of element.at(...person, `${kind}Details`, kind))
      addUkslDocument(party, kind, fieldsOf(document));
  }
  addUkslListing(party, fieldsOf(element));
  party.finish(intake);
}

function fieldsOf(element: XmlElement): (name: string) => string {
  return (name) => element.textOf(name);
}
