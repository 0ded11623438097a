import { identifiersIn } from '../../../parties/identifiers-in-text.ts';
import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import { ascending, dateOf } from '../../reading/party-parts.ts';
import { type OfsiInformation, ofsiInformation } from './ofsi-information.ts';
import { UkParty, type UkValue } from './uk-party.ts';
import { csvRows, headRows, isHeader, readUkTable, sheetRows, workbookRows } from './uk-table.ts';

const TITLE = 'the consolidated list of OFSI';
const ADDRESS_LINES = [1, 2, 3, 4, 5, 6].map((line) => `Address ${line}`);
const NAME_PARTS = [1, 2, 3, 4, 5, 6].map((part) => `Name ${part}`);

/** Columns that the layouts of 2018 (29 columns) and 2022 (36 columns) share. */
export const OFSI_COLUMNS: readonly string[] = [
  ...NAME_PARTS, 'Title', 'DOB', 'Town of Birth', 'Country of Birth', 'Nationality', 'Passport Details', 'Position',
  ...ADDRESS_LINES, 'Post/Zip Code', 'Country', 'Other Information', 'Group Type', 'Alias Type', 'Regime', 'Listed On',
  'Last Updated', 'Group ID',
]; // biome-ignore format: as the file has them

/** Columns of one value, of either layout. */
const VALUES: Readonly<Record<string, UkValue>> = {
  Title: 'Title',
  'Name Non-Latin Script': 'NameNonLatinScript',
  DOB: 'DOB',
  Nationality: 'Nationality',
  'Passport Number': 'PassportNumber',
  'National Identification Number': 'NationalIdentifierNumber',
  'NI Number': 'NationalIdentifierNumber',
  Position: 'Position',
};

/**
 * The consolidated list of the Office of Financial Sanctions Implementation, CSV, in the layouts of 2018 and of 2022
 * to January 2026, when it was closed. A row is a name, an address or a date of birth; rows join on Group ID, the
 * key. Ships were listed as entities before they had a type.
 */
export const ofsiConlistCsv: ListReader = {
  format: 'ofsi-conlist-csv',
  title: `${TITLE} (CSV)`,
  recognises: ({ head }) => (headRows(head).some((row) => isHeader(row, OFSI_COLUMNS)) ? 'uk-ofsi' : null),
  read: (file, sink) => read(csvRows(file, TITLE), file, sink),
};

/** The same list as a spreadsheet. */
export const ofsiConlistXlsx: ListReader = {
  format: 'ofsi-conlist-xlsx',
  title: `${TITLE} (XLSX)`,
  recognises: (sample) => (sheetRows(sample).some((row) => isHeader(row, OFSI_COLUMNS)) ? 'uk-ofsi' : null),
  read: (file, sink) => read(workbookRows(file, OFSI_COLUMNS), file, sink),
};

interface Group {
  party: UkParty;
  information: OfsiInformation;
}

async function read(rows: ReturnType<typeof csvRows>, file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  const groups = new Map<string, Group>();
  const row = (cell: (column: string) => string, line: number) => {
    const id = cleanLine(cell('Group ID'));
    if (!/^\d*$/.test(id)) {
      intake.reject({ line }, `the group id "${id.slice(0, 40)}" is no number`);
      return;
    }
    const group = groups.get(id) ?? begin(intake, id, cell, line);
    if (!group) return;
    groups.set(id, group);
    addRow(group, cell);
  };
  await readUkTable(rows, { title: TITLE, required: OFSI_COLUMNS, row }, { file, sink, intake });
  for (const { party } of groups.values()) party.finish(intake);
  intake.finish();
}

/** A new group, with what its rows repeat. */
function begin(intake: PartyIntake, id: string, cell: (column: string) => string, line: number): Group | null {
  const draft = intake.begin(id, { line });
  if (!draft) return null;
  const information = ofsiInformation(cell('Other Information'));
  const party = new UkParty(draft, cell('Group Type'));
  for (const [kind, text] of information.values) party.value(kind, text);
  draft.note(information.rest);
  if (identifiersIn(information.reason).length > 0) draft.note(information.reason, 'UK statement of reasons');
  return { party, information };
}

function addRow({ party, information }: Group, cell: (column: string) => string): void {
  const strength = cell('Alias Quality');
  party.name({ parts: NAME_PARTS.map(cell), type: cell('Alias Type'), strength });
  for (const [column, kind] of Object.entries(VALUES)) party.value(kind, cell(column));
  addPassportDetails(party, cell);
  const details = cell('National Identification Details');
  if (party.isNew('National Identification Details', details)) party.draft.note(details, 'National identifier');
  party.birthPlace(cell('Town of Birth'), cell('Country of Birth'));
  party.address([...ADDRESS_LINES.map(cell), cell('Post/Zip Code')], cell('Country'));
  addDesignation(party, information, cell);
}

/** Before 2022 the column held the number itself, with words around it. */
function addPassportDetails(party: UkParty, cell: (column: string) => string): void {
  const details = cell('Passport Details');
  if (cell('Passport Number') === '') party.value('PassportNumber', details);
  else if (party.isNew('Passport Details', details)) party.draft.note(details, 'Passport');
}

function addDesignation(party: UkParty, information: OfsiInformation, cell: (column: string) => string): void {
  const { draft } = party;
  const regime = cleanLine(cell('Regime'));
  const designated = cell('UK Sanctions List Date Designated');
  party.designation(regime, () => {
    draft.note(designated, 'Designated on the UK Sanctions List');
    return {
      programmes: regime ? [regime] : [],
      listedOn: dateOf(draft, cell('Listed On'), 'date of listing'),
      amendedOn: ascending([dateOf(draft, cell('Last Updated'), 'date of the last update')]),
      ...(information.reference ? { reference: information.reference } : {}),
      ...(information.unscReference ? { unscReference: information.unscReference } : {}),
      ...(information.reason ? { reason: information.reason } : {}),
    };
  });
}
