import type { ListReader, ListSink, SourceFile } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import type { DraftDesignation, PartyDraft } from '../reading/party-draft.ts';
import { PartyIntake } from '../reading/party-intake.ts';
import {
  addAddress,
  addBirthDate,
  addBirthPlace,
  addBirthYears,
  addNumber,
  ascending,
  dateOf,
  joined,
} from '../reading/party-parts.ts';
import { readXml } from '../reading/read-xml.ts';
import { rootTag } from '../reading/root-tag.ts';
import type { XmlElement } from '../reading/xml-element.ts';

const TITLE = 'the UN Security Council consolidated list';
const NAME_PARTS = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME', 'FIFTH_NAME'];
const PLACE_PARTS = ['STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE'];
const ISSUE_PARTS = ['ISSUING_COUNTRY', 'COUNTRY_OF_ISSUE', 'CITY_OF_ISSUE', 'DATE_OF_ISSUE', 'NOTE'];

/** An alias by the word for its quality: individuals' are `Good` or `Low`, entities' `a.k.a.` or `f.k.a.` */
const ALIAS_PROPERTIES: Readonly<Record<string, string>> = {
  good: 'alias',
  'a.k.a.': 'alias',
  low: 'weakAlias',
  'f.k.a.': 'previousName',
};

/**
 * The consolidated list of the Security Council, XML. Key: the permanent reference (`KPe.012`). The list numbers
 * the parts of a person's name and does not say which is the family name: the first two become firstName and
 * secondName as they stand. It holds no vessels.
 */
export const unConsolidatedXml: ListReader = {
  format: 'un-consolidated-xml',
  title: TITLE,
  recognises: ({ head }) => (rootTag(head)?.name === 'CONSOLIDATED_LIST' ? 'un-sc' : null),
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  await readXml(file, {
    title: TITLE,
    roots: ['CONSOLIDATED_LIST'],
    onRoot: (root) => sink.header({ publishedAt: instantOf(root.attribute('dateGenerated')) }),
    records: {
      INDIVIDUAL: takerOf(intake, 'Person'),
      ENTITY: takerOf(intake, 'Organization'),
    },
    ready: () => sink.ready(),
  });
  intake.finish();
}

function instantOf(text: string): string | null {
  return Number.isNaN(Date.parse(text)) ? null : text;
}

function takerOf(intake: PartyIntake, schema: 'Person' | 'Organization'): (element: XmlElement) => void {
  return (element) => take(intake, element, schema);
}

function take(intake: PartyIntake, element: XmlElement, schema: 'Person' | 'Organization'): void {
  const draft = intake.begin(cleanLine(element.textOf('REFERENCE_NUMBER')), { line: element.line });
  if (!draft) return;
  draft.schema = schema;
  addNames(draft, element);
  if (schema === 'Person') addPersonalDetails(draft, element);
  for (const address of [...element.all('INDIVIDUAL_ADDRESS'), ...element.all('ENTITY_ADDRESS')]) {
    addAddress(draft, textsOf(address, PLACE_PARTS), address.textOf('COUNTRY'));
    draft.note(address.textOf('NOTE'), 'Address');
  }
  draft.note(element.textOf('SUBMITTED_BY'), 'Submitted by');
  draft.note(element.textOf('SUBMITTED_ON'), 'Submitted on');
  draft.note(element.textOf('COMMENTS1'));
  intake.take(draft, [designationOf(draft, element)]);
}

function textsOf(element: XmlElement, names: readonly string[]): string[] {
  return names.map((name) => element.textOf(name));
}

function addNames(draft: PartyDraft, element: XmlElement): void {
  const parts = textsOf(element, NAME_PARTS)
    .map(cleanLine)
    .filter((part) => part !== '');
  draft.add('name', parts.join(' '));
  if (draft.schema === 'Person' && parts.length > 1) {
    draft.add('firstName', parts[0]);
    draft.add('secondName', parts[1]);
  }
  draft.add('alias', ...element.texts('NAME_ORIGINAL_SCRIPT'));
  for (const alias of [...element.all('INDIVIDUAL_ALIAS'), ...element.all('ENTITY_ALIAS')]) {
    const name = alias.textOf('ALIAS_NAME');
    draft.add(ALIAS_PROPERTIES[alias.textOf('QUALITY').toLowerCase()] ?? 'alias', name);
    draft.note(alias.textOf('NOTE'), `Alias ${cleanLine(name)}`);
    addBirthDate(draft, alias.textOf('DATE_OF_BIRTH'));
    addBirthPlace(draft, [alias.textOf('CITY_OF_BIRTH')], alias.textOf('COUNTRY_OF_BIRTH'));
  }
}

function addPersonalDetails(draft: PartyDraft, element: XmlElement): void {
  draft.add('title', ...element.texts('TITLE', 'VALUE'));
  draft.add('position', ...element.texts('DESIGNATION', 'VALUE'));
  for (const nationality of [...element.texts('NATIONALITY', 'VALUE'), ...element.texts('NATIONALITY2')]) {
    draft.countries('nationality', nationality, 'nationality');
  }
  draft.add('gender', element.textOf('GENDER').toLowerCase());
  for (const birth of element.all('INDIVIDUAL_DATE_OF_BIRTH')) addBirth(draft, birth);
  for (const place of element.all('INDIVIDUAL_PLACE_OF_BIRTH')) {
    addBirthPlace(draft, textsOf(place, PLACE_PARTS), place.textOf('COUNTRY'));
    draft.note(place.textOf('NOTE'), 'Place of birth');
  }
  for (const document of element.all('INDIVIDUAL_DOCUMENT')) addDocument(draft, document);
}

function addBirth(draft: PartyDraft, birth: XmlElement): void {
  const [from, to] = [birth.textOf('FROM_YEAR'), birth.textOf('TO_YEAR')];
  const said = birth.textOf('DATE') || birth.textOf('YEAR');
  if (!said && Number(from) && Number(to)) addBirthYears(draft, Number(from), Number(to));
  else addBirthDate(draft, said || from || to);
  if (said && /^approx/i.test(birth.textOf('TYPE_OF_DATE'))) draft.note(`approximately ${said}`, 'Date of birth');
  draft.note(birth.textOf('NOTE'), 'Date of birth');
}

function addDocument(draft: PartyDraft, document: XmlElement): void {
  const types = textsOf(document, ['TYPE_OF_DOCUMENT', 'TYPE_OF_DOCUMENT2']).map(cleanLine);
  const label = types[1] || types[0] || 'Document';
  const number = cleanLine(document.textOf('NUMBER'));
  const isPassport = types.some((type) => /passe?port|pasaporte/i.test(type));
  addNumber(draft, isPassport ? 'passportNumber' : 'idNumber', number, label);
  draft.note(joined(textsOf(document, ISSUE_PARTS)), number ? `${label} (${number})` : label);
}

function designationOf(draft: PartyDraft, element: XmlElement): DraftDesignation {
  const delistedOn = dateOf(draft, element.textOf('DELISTED_ON'), 'date of delisting');
  const updates = element.texts('LAST_DAY_UPDATED', 'VALUE');
  return {
    programmes: element.texts('UN_LIST_TYPE'),
    listedOn: dateOf(draft, element.textOf('LISTED_ON'), 'date of listing'),
    amendedOn: ascending(updates.map((day) => dateOf(draft, day, 'date of update'))),
    ...(delistedOn ? { delistedOn } : {}),
    unscReference: draft.key,
  };
}
