import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import type { UkParty, UkValue } from './uk-party.ts';
import { csvRows, headRows, isHeader, readUkTable, sheetRows, workbookRows } from './uk-table.ts';
import {
  addUkslAddress,
  addUkslBirthPlace,
  addUkslDocument,
  addUkslListing,
  addUkslName,
  beginUksl,
  UKSL_PATHS,
} from './uksl-record.ts';

const TITLE = 'the UK Sanctions List';

/** The columns that are read, by the element that holds the same in the XML format. */
const COLUMNS: Readonly<Record<string, string>> = {
  LastUpdated: 'Last Updated',
  UniqueID: 'Unique ID',
  OFSIGroupID: 'OFSI Group ID',
  UNReferenceNumber: 'UN Reference Number',
  Name6: 'Name 6',
  Name1: 'Name 1',
  Name2: 'Name 2',
  Name3: 'Name 3',
  Name4: 'Name 4',
  Name5: 'Name 5',
  NameType: 'Name type',
  AliasStrength: 'Alias strength',
  Title: 'Title',
  NameNonLatinScript: 'Name non-latin script',
  RegimeName: 'Regime Name',
  IndividualEntityShip: 'Designation Type',
  DesignationSource: 'Designation source',
  SanctionsImposed: 'Sanctions Imposed',
  OtherInformation: 'Other Information',
  UKStatementofReasons: 'UK Statement of Reasons',
  AddressLine1: 'Address Line 1',
  AddressLine2: 'Address Line 2',
  AddressLine3: 'Address Line 3',
  AddressLine4: 'Address Line 4',
  AddressLine5: 'Address Line 5',
  AddressLine6: 'Address Line 6',
  AddressPostalCode: 'Address Postal Code',
  AddressCountry: 'Address Country',
  PhoneNumber: 'Phone number',
  Website: 'Website',
  EmailAddress: 'Email address',
  DateDesignated: 'Date Designated',
  DOB: 'D.O.B',
  Nationality: 'Nationality(/ies)',
  NationalIdentifierNumber: 'National Identifier number',
  NationalIdentifierAdditionalInformation: 'National Identifier additional information',
  PassportNumber: 'Passport number',
  PassportAdditionalInformation: 'Passport additional information',
  Position: 'Position',
  Gender: 'Gender',
  TownOfBirth: 'Town of birth',
  CountryOfBirth: 'Country of birth',
  TypeOfEntity: 'Type of entity',
  Subsidiary: 'Subsidiaries',
  ParentCompany: 'Parent company',
  BusinessRegistrationNumber: 'Business registration number (s)',
  IMONumber: 'IMO number',
  CurrentOwnerOperator: 'Current owner/operator (s)',
  PreviousOwnerOperator: 'Previous owner/operator (s)',
  CurrentBelievedFlagOfShip: 'Current believed flag of ship',
  PreviousFlag: 'Previous flags',
  TypeOfShip: 'Type of ship',
  TonnageOfShip: 'Tonnage of ship',
  LengthOfShip: 'Length of ship',
  YearBuilt: 'Year Built',
  HullIdentificationNumber: 'Hull identification number (HIN)',
};
/** The columns that a file must have. */
export const UKSL_COLUMNS: readonly string[] = Object.values(COLUMNS);
const VALUES = Object.keys(UKSL_PATHS) as readonly UkValue[];

/** The UK Sanctions List as CSV: the date, the header, then a row a name, address or other value. Key: the unique id. */
export const ukSanctionsListCsv: ListReader = {
  format: 'uk-sanctions-list-csv',
  title: `${TITLE} (CSV)`,
  recognises: ({ head }) => (headRows(head).some((row) => isHeader(row, UKSL_COLUMNS)) ? 'uk-sanctions-list' : null),
  read: (file, sink) => read(csvRows(file, TITLE), file, sink),
};

/** The UK Sanctions List as a spreadsheet with the columns of the CSV file. */
export const ukSanctionsListXlsx: ListReader = {
  format: 'uk-sanctions-list-xlsx',
  title: `${TITLE} (XLSX)`,
  recognises: (sample) => (sheetRows(sample).some((row) => isHeader(row, UKSL_COLUMNS)) ? 'uk-sanctions-list' : null),
  read: (file, sink) => read(workbookRows(file, UKSL_COLUMNS), file, sink),
};

async function read(rows: ReturnType<typeof csvRows>, file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  const parties = new Map<string, UkParty>();
  const row = (cell: (column: string) => string, line: number) => {
    const fields = (name: string) => cell(COLUMNS[name] ?? '');
    const id = cleanLine(fields('UniqueID'));
    const party = parties.get(id) ?? beginUksl(intake, fields, { line });
    if (!party) return;
    parties.set(id, party);
    addRow(party, fields);
  };
  await readUkTable(rows, { title: TITLE, required: UKSL_COLUMNS, row }, { file, sink, intake });
  for (const party of parties.values()) party.finish(intake);
  intake.finish();
}

function addRow(party: UkParty, fields: (name: string) => string): void {
  addUkslName(party, fields);
  for (const kind of VALUES) party.value(kind, fields(kind));
  addUkslAddress(party, fields);
  addUkslBirthPlace(party, fields);
  addUkslDocument(party, 'Passport', fields);
  addUkslDocument(party, 'NationalIdentifier', fields);
  if (party.isNew('listing', fields('RegimeName'))) addUkslListing(party, fields);
}
