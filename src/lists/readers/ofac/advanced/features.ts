import type { XmlElement } from '../../../reading/xml-element.ts';
import { propertyOf } from '../labels.ts';
import type { OfacDocument, OfacParty } from '../ofac-party.ts';
import { dateOf, periodWords } from './date-period.ts';
import type { OfacLocation } from './locations.ts';
import type { ReferenceValues } from './reference-values.ts';

export interface Tables {
  values: ReferenceValues;
  locations: ReadonlyMap<string, OfacLocation>;
}

/** The type of the feature that is the party's address. */
const LOCATION = /^location$/i;

/** Reads what a profile's features say: each has a type, and versions that hold a date, a text or a place. */
export function readFeatures(party: OfacParty, profile: XmlElement, tables: Tables): void {
  for (const feature of profile.all('Feature')) {
    const label = tables.values.words('FeatureType', feature.attribute('FeatureTypeID'));
    if (label === '') continue;
    const versions = feature.all('FeatureVersion');
    // Some copies of the format leave the version element out.
    for (const version of versions.length > 0 ? versions : [feature]) readVersion(party, label, version, tables);
  }
}

function readVersion(party: OfacParty, label: string, version: XmlElement, tables: Tables): void {
  for (const place of version.all('VersionLocation')) readPlace(party, label, place.attribute('LocationID'), tables);
  const remark = version.textOf('Comment');
  for (const period of version.all('DatePeriod')) party.document({ label, number: periodWords(period), remark });
  for (const detail of version.all('VersionDetail')) {
    const number = detail.text || tables.values.words('DetailReference', detail.attribute('DetailReferenceID'));
    if (number) party.document({ label, number, remark });
  }
}

function readPlace(party: OfacParty, label: string, id: string, { locations }: Tables): void {
  const location = locations.get(id);
  if (!location) {
    party.report(`${label}: location ${id} is not in the file`);
    return;
  }
  const property = propertyOf(label);
  if (property === null && LOCATION.test(label)) {
    for (const form of location.forms) party.address(form, location.country);
    return;
  }
  const written = [...(location.forms[0] ?? []), location.country].filter(Boolean).join(', ');
  if (property === 'birthPlace') party.birthPlace(written);
  else if (property !== null) party.valueOf(property, location.country || written);
  else party.note(`${label}: ${written}`);
}

/** An identity document or registration. Its party is named by IdentityID. */
export function readDocument(element: XmlElement, values: ReferenceValues): OfacDocument {
  const dates: Record<string, string> = {};
  for (const date of element.all('DocumentDate')) {
    const type = values.words('IDRegDocDateType', date.attribute('IDRegDocDateTypeID'));
    const period = date.first('DatePeriod');
    dates[/expir/i.test(type) ? 'expires' : 'issued'] = (period && periodWords(period)) || dateOf(date) || '';
  }
  const number = element.textOf('IDRegistrationNo');
  const comment = element.textOf('Comment');
  return {
    label: values.words('IDRegDocType', element.attribute('IDRegDocTypeID')) || 'Document',
    number,
    country: values.words('Country', element.attribute('IssuedBy-CountryID')),
    remark: [element.textOf('IssuingAuthority'), comment === number ? '' : comment].filter(Boolean).join(', '),
    ...dates,
  };
}
