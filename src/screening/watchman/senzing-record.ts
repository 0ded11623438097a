import type { WatchmanEntity } from './watchman-entity.ts';

/** A flat record of Senzing's entity specification: the attributes that Watchman writes, each with its first value. */
export type SenzingRecord = Record<string, string>;

const GENDERS: Readonly<Record<string, string>> = { male: 'M', female: 'F' };

/**
 * Writes an entity as a Senzing record. Names are not cut into first and last by their spaces, as Watchman does: a
 * Korean name begins with the family's. Ships, aircraft and wallets have no RECORD_TYPE: they are no organisations.
 */
export function senzingRecord(entity: WatchmanEntity): SenzingRecord {
  const { sourceList, sourceID, name, entityType, sourceData, contact, addresses } = entity;
  const first = (property: string): string | undefined => sourceData[property]?.[0];
  const isPerson = entityType === 'person';
  const isOrganization = entityType === 'business' || entityType === 'organization';
  const record: Record<string, string | undefined> = {
    DATA_SOURCE: sourceList,
    RECORD_ID: sourceID,
    RECORD_TYPE: isPerson ? 'PERSON' : isOrganization ? 'ORGANIZATION' : undefined,
    [isOrganization ? 'NAME_ORG' : 'NAME_FULL']: name,
    NAME_FIRST: isPerson ? first('firstName') : undefined,
    NAME_MIDDLE: isPerson ? first('middleName') : undefined,
    NAME_LAST: isPerson ? first('lastName') : undefined,
    GENDER: GENDERS[first('gender') ?? ''],
    DATE_OF_BIRTH: first('birthDate'),
    DATE_OF_DEATH: first('deathDate'),
    NATIONALITY: first('nationality')?.toUpperCase(),
    ADDR_FULL: addresses[0]?.line1,
    PASSPORT_NUMBER: first('passportNumber'),
    TAX_ID_NUMBER: first('taxNumber'),
    SSN: first('socialSecurityNumber'),
    PHONE_NUMBER: contact.phoneNumbers[0],
    EMAIL_ADDRESS: contact.emailAddresses[0],
    WEBSITE_ADDRESS: contact.websites[0],
  };
  return Object.fromEntries(
    Object.entries(record).flatMap(([attribute, value]) => (value ? [[attribute, value] as const] : [])),
  );
}
