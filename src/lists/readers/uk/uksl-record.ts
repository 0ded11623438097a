import { identifiersIn } from '../../../parties/identifiers-in-text.ts';
import type { SourcePlace } from '../../list-record.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import type { PartyIntake } from '../../reading/party-intake.ts';
import { ascending, dateOf } from '../../reading/party-parts.ts';
import { UkParty, type UkValue } from './uk-party.ts';

/** Reads a field of a designation, or of one of its parts, by its element in the XML format. */
export type UkslFields = (element: string) => string;

const NAME_PARTS = ['Name1', 'Name2', 'Name3', 'Name4', 'Name5', 'Name6'];
const ADDRESS_LINES = [1, 2, 3, 4, 5, 6].map((line) => `AddressLine${line}`);

/** Where the XML format holds the values of a designation that stand alone. */
export const UKSL_PATHS: Readonly<Partial<Record<UkValue, readonly string[]>>> = {
  Title: ['Titles', 'Title'],
  NameNonLatinScript: ['NonLatinNames', 'NonLatinName', 'NameNonLatinScript'],
  DOB: ['IndividualDetails', 'Individual', 'DOBs', 'DOB'],
  Nationality: ['IndividualDetails', 'Individual', 'Nationalities', 'Nationality'],
  Position: ['IndividualDetails', 'Individual', 'Positions', 'Position'],
  Gender: ['IndividualDetails', 'Individual', 'Genders', 'Gender'],
  TypeOfEntity: ['EntityDetails', 'Entity', 'TypeOfEntities', 'TypeOfEntity'],
  BusinessRegistrationNumber: ['EntityDetails', 'Entity', 'BusinessRegistrationNumbers', 'BusinessRegistrationNumber'],
  ParentCompany: ['EntityDetails', 'Entity', 'ParentCompanies', 'ParentCompany'],
  Subsidiary: ['EntityDetails', 'Entity', 'Subsidiaries', 'Subsidiary'],
  PhoneNumber: ['PhoneNumbers', 'PhoneNumber'],
  EmailAddress: ['EmailAddresses', 'EmailAddress'],
  Website: ['Websites', 'Website'],
  IMONumber: ['ShipDetails', 'Ship', 'IMONumbers', 'IMONumber'],
  CurrentOwnerOperator: ['ShipDetails', 'Ship', 'CurrentOwnerOperators', 'CurrentOwnerOperator'],
  PreviousOwnerOperator: ['ShipDetails', 'Ship', 'PreviousOwnerOperators', 'PreviousOwnerOperator'],
  CurrentBelievedFlagOfShip: ['ShipDetails', 'Ship', 'CurrentBelievedFlagOfShips', 'CurrentBelievedFlagOfShip'],
  PreviousFlag: ['ShipDetails', 'Ship', 'PreviousFlags', 'PreviousFlag'],
  TypeOfShip: ['ShipDetails', 'Ship', 'TypeOfShipDetails', 'TypeOfShip'],
  TonnageOfShip: ['ShipDetails', 'Ship', 'TonnageOfShipDetails', 'TonnageOfShip'],
  LengthOfShip: ['ShipDetails', 'Ship', 'LengthOfShipDetails', 'LengthOfShip'],
  YearBuilt: ['ShipDetails', 'Ship', 'YearsBuilt', 'YearBuilt'],
  HullIdentificationNumber: ['ShipDetails', 'Ship', 'HullIdentificationNumbers', 'HullIdentificationNumber'],
};

/** A new party from what a designation or a row says of it as a whole; null when its id is missing or repeated. */
export function beginUksl(intake: PartyIntake, fields: UkslFields, place: SourcePlace): UkParty | null {
  const draft = intake.begin(cleanLine(fields('UniqueID')), place);
  return draft && new UkParty(draft, fields('IndividualEntityShip'));
}

export function addUkslName(party: UkParty, fields: UkslFields): void {
  party.name({ parts: NAME_PARTS.map(fields), type: fields('NameType'), strength: fields('AliasStrength') });
}

export function addUkslAddress(party: UkParty, fields: UkslFields): void {
  party.address([...ADDRESS_LINES.map(fields), fields('AddressPostalCode')], fields('AddressCountry'));
}

export function addUkslBirthPlace(party: UkParty, fields: UkslFields): void {
  party.birthPlace(fields('TownOfBirth'), fields('CountryOfBirth'));
}

/** A passport or national identifier with what is said of it. */
export function addUkslDocument(party: UkParty, kind: 'Passport' | 'NationalIdentifier', fields: UkslFields): void {
  const number = fields(`${kind}Number`);
  party.value(`${kind}Number`, number);
  const words = fields(`${kind}AdditionalInformation`);
  const label = kind === 'Passport' ? 'Passport' : 'National identifier';
  if (party.isNew(kind, `${number}\n${words}`))
    party.draft.note(words, number ? `${label} (${cleanLine(number)})` : label);
}

/** The texts on the party and its designation; identifiers in the reasons are dug out through the notes. */
export function addUkslListing(party: UkParty, fields: UkslFields): void {
  const { draft } = party;
  draft.note(fields('OtherInformation'));
  const reason = cleanLine(fields('UKStatementofReasons'));
  if (identifiersIn(reason).length > 0) draft.note(reason, 'UK statement of reasons');
  const source = cleanLine(fields('DesignationSource'));
  if (source) draft.note(source, 'Designation source');
  const [regime, reference, unscReference] = ['RegimeName', 'OFSIGroupID', 'UNReferenceNumber'].map((name) =>
    cleanLine(fields(name)),
  );
  const provisions = fields('SanctionsImposed').split('|').map(cleanLine);
  party.designation(regime ?? '', () => ({
    programmes: regime ? [regime] : [],
    listedOn: dateOf(draft, fields('DateDesignated'), 'date of designation'),
    amendedOn: ascending([dateOf(draft, fields('LastUpdated'), 'date of the last update')]),
    provisions: [...new Set(provisions)].filter((provision) => provision !== ''),
    ...(regime ? { legalBasis: [regime] } : {}),
    ...(reference ? { reference } : {}),
    ...(unscReference ? { unscReference } : {}),
    ...(reason ? { reason } : {}),
  }));
}
