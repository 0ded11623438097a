import { parsePartialDate } from '../../kernel/partial-date.ts';
import { captionOf, type Properties } from '../../parties/entity.ts';
import { isA } from '../../parties/schema.ts';
import type { AskedWallet } from './watchman-question.ts';
import { watchmanTerms } from './watchman-terms.ts';

export interface GovernmentId {
  name: string;
  type?: string;
  /** ISO 3166-1 alpha-2, upper case. */
  country?: string;
  identifier?: string;
}

export interface Affiliation {
  entityName: string;
  type: string;
}

/** What every type's details begin with; the rest by type is in `docs/reference/watchman.md`. */
export interface TypeDetails {
  name: string;
  altNames: string[];
  [detail: string]: unknown;
}

/** An entity in Watchman's shape. What the lists do not say is left out, save that the details of other types are null. */
export interface WatchmanEntity {
  name: string;
  entityType: EntityType;
  sourceList: string;
  sourceID: string;
  person: TypeDetails | null;
  business: TypeDetails | null;
  organization: TypeDetails | null;
  aircraft: TypeDetails | null;
  vessel: TypeDetails | null;
  contact: Record<'emailAddresses' | 'phoneNumbers' | 'faxNumbers' | 'websites', string[]>;
  addresses: { line1: string }[];
  cryptoAddresses: AskedWallet[];
  affiliations: Affiliation[];
  sanctionsInfo: { programs: string[] } | null;
  historicalInfo: { type: string; value: string }[];
  /** The properties that the rest was made of, by their names in FollowTheMoney. */
  sourceData: Properties;
}

export type EntityType = 'person' | 'business' | 'organization' | 'aircraft' | 'vessel' | 'unknown';

/** What an entity has beside its own properties. */
export interface EntitySurroundings {
  sourceList: string;
  sourceID: string;
  wallets: readonly AskedWallet[];
  affiliations: readonly Affiliation[];
  programs: readonly string[];
}

/** Writes a party, asked or listed, as Watchman does. */
export function watchmanEntity(schema: string, properties: Properties, around: EntitySurroundings): WatchmanEntity {
  const entityType = entityTypeOf(schema);
  const details = detailsOf(entityType, properties);
  const only = (type: EntityType): TypeDetails | null => (type === entityType ? details : null);
  return {
    name: details.name,
    entityType,
    sourceList: around.sourceList,
    sourceID: around.sourceID,
    person: only('person'),
    business: only('business'),
    organization: only('organization'),
    aircraft: only('aircraft'),
    vessel: only('vessel'),
    contact: {
      emailAddresses: properties.email ?? [],
      phoneNumbers: properties.phone ?? [],
      faxNumbers: properties.fax ?? [],
      websites: properties.website ?? [],
    },
    addresses: (properties.address ?? []).map((line1) => ({ line1 })),
    cryptoAddresses: [...around.wallets],
    affiliations: [...around.affiliations],
    sanctionsInfo: around.programs.length > 0 ? { programs: [...around.programs] } : null,
    historicalInfo: historyOf(properties),
    sourceData: properties,
  };
}

function entityTypeOf(schema: string): EntityType {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Company')) return 'business';
  if (isA(schema, 'LegalEntity')) return 'organization';
  if (isA(schema, 'Airplane')) return 'aircraft';
  return isA(schema, 'Vessel') ? 'vessel' : 'unknown';
}

function detailsOf(type: EntityType, properties: Properties): TypeDetails {
  const { name = [], alias = [], weakAlias = [] } = properties;
  const shown = captionOf('', properties);
  const altNames = [...new Set([...name, ...alias, ...weakAlias])].filter((other) => other !== shown);
  return { name: shown, altNames, ...particulars(type, properties) };
}

function particulars(type: EntityType, properties: Properties): object {
  switch (type) {
    case 'person':
      return said({
        gender: properties.gender?.[0],
        birthDate: firstInstant(properties.birthDate),
        placeOfBirth: properties.birthPlace?.[0],
        deathDate: firstInstant(properties.deathDate),
        titles: [...(properties.title ?? []), ...(properties.position ?? [])],
        governmentIDs: governmentIds(properties),
      });
    case 'business':
    case 'organization':
      return said({
        created: firstInstant(properties.incorporationDate),
        dissolved: firstInstant(properties.dissolutionDate),
        governmentIDs: governmentIds(properties),
      });
    case 'aircraft':
      return said({
        ...vehicle(properties),
        icaoCode: properties.icaoCode?.[0],
        serialNumber: properties.serialNumber?.[0],
      });
    case 'vessel':
      return said({
        ...vehicle(properties),
        imoNumber: properties.imoNumber?.[0],
        mmsi: properties.mmsi?.[0],
        callSign: properties.callSign?.[0],
        owner: properties.owner?.[0],
        tonnage: wholeNumber(properties.tonnage?.[0]),
        grossRegisteredTonnage: wholeNumber(properties.grossRegisteredTonnage?.[0]),
      });
    case 'unknown':
      return {};
  }
}

function vehicle({ type, flag, country, buildDate, model }: Properties): object {
  return {
    type: type?.[0],
    flag: (flag ?? country)?.[0]?.toUpperCase(),
    built: firstInstant(buildDate),
    model: model?.[0],
  };
}

function governmentIds(properties: Properties): GovernmentId[] {
  return Object.entries(watchmanTerms.answeredIds).flatMap(([property, terms]) =>
    (properties[property] ?? []).map((value) =>
      watchmanTerms.countryIds.includes(property)
        ? { ...terms, country: value.toUpperCase() }
        : { ...terms, identifier: value },
    ),
  );
}

function historyOf({
  previousName = [],
  pastNames = [],
  pastFlags = [],
}: Properties): { type: string; value: string }[] {
  const names = [...new Set([...previousName, ...pastNames])];
  return [
    ...names.map((value) => ({ type: 'Former Name', value })),
    ...pastFlags.map((flag) => ({ type: 'Previous Flag', value: flag.toUpperCase() })),
  ];
}

/**
 * The first date that is known to the day, as RFC 3339 at midnight UTC. Watchman writes a birth year as the first of
 * January; a day that no list names is not written here.
 */
function firstInstant(dates: readonly string[] = []): string | undefined {
  const day = dates.find((text) => text.length === 10 && parsePartialDate(text));
  return day && `${day}T00:00:00Z`;
}

function wholeNumber(text: string | undefined): number | undefined {
  const digits = text?.replaceAll(',', '');
  return digits && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

/** The parts that hold something. */
function said(parts: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
