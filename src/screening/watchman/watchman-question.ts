import { AppError } from '../../kernel/errors.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { countryCode } from '../../parties/country.ts';
import { addValues, type Properties } from '../../parties/entity.ts';
import { findSchema } from '../../parties/schema.ts';
import { type ParameterKind, watchmanTerms } from './watchman-terms.ts';

/** Request parameters by name: trimmed texts, none empty. */
export type WatchmanParameters = Readonly<Record<string, readonly string[]>>;

export interface AskedWallet {
  /** `XBT`; absent when the address was given alone. */
  currency?: string;
  address: string;
}

/** The party that a request describes. */
export interface AskedParty {
  /** A schema; `Thing` when no type was given. */
  schema: string;
  properties: Properties;
  wallets: readonly AskedWallet[];
}

const GOVERNMENT_ID = 'gov_';
const GENDERS: Readonly<Record<string, string>> = {
  m: 'male',
  male: 'male',
  man: 'male',
  f: 'female',
  female: 'female',
  woman: 'female',
  unknown: '',
};

/**
 * Reads the party out of a request. Throws AppError (invalid) for a type that is not known, a parameter that the type
 * does not read, and a value that cannot be understood: what was silently left out would be answered as if it had
 * been compared.
 */
export function askedParty(given: WatchmanParameters): AskedParty {
  const type = given.type?.[0]?.toLowerCase() ?? '';
  const schema = type === '' ? 'Thing' : Object.hasOwn(watchmanTerms.types, type) && watchmanTerms.types[type];
  if (!schema)
    throw refusal(`type ${quoted(type)} is not known`, `Use ${Object.keys(watchmanTerms.types).join(', ')}.`);
  refuseUnread(given, type);
  const properties: Properties = {};
  addValues(properties, 'name', ...(given.name ?? []));
  for (const [parameter, { property, kind }] of Object.entries(watchmanTerms.parameters))
    for (const text of given[parameter] ?? []) addValues(properties, property, understood(parameter, kind, text));
  for (const [kind, property] of Object.entries(watchmanTerms.governmentIds))
    for (const text of given[`${GOVERNMENT_ID}${kind}`] ?? [])
      addValues(properties, property, governmentId(kind, text));
  const wallets = [...(given.cryptoAddress ?? []), ...(given.cryptoAddresses ?? [])].map(askedWallet);
  return { schema, properties, wallets };
}

/** True when a name, an identifier or a wallet is given: without one this engine has nothing to find a party by. */
export function canBeJudged({ properties, wallets }: AskedParty): boolean {
  return (
    wallets.length > 0 ||
    Object.keys(properties).some(
      (property) => property === 'name' || property === 'alias' || identifierProperties.has(property),
    )
  );
}

const identifierProperties = new Set(
  Object.values(watchmanTerms.types).flatMap((schema) =>
    [...(findSchema(schema)?.properties ?? [])].flatMap(([name, type]) => (type === 'identifier' ? [name] : [])),
  ),
);

/** As Watchman: what only another type reads is an unused parameter, and that is an error. */
function refuseUnread(given: WatchmanParameters, type: string): void {
  const unread = Object.keys(given).filter((parameter) => {
    const types = parameter.startsWith(GOVERNMENT_ID)
      ? watchmanTerms.governmentIdTypes
      : watchmanTerms.parameters[parameter]?.types;
    return types !== undefined && !types.includes(type);
  });
  if (unread.length === 0) return;
  const said = type === '' ? 'without a type' : `for type ${type}`;
  throw refusal(
    `extra/unused query parameters ${said}: ${unread.sort().join(',')}`,
    'Leave them out, or give the type that reads them.',
  );
}

function understood(parameter: string, kind: ParameterKind, text: string): string {
  switch (kind) {
    case 'text':
      return text;
    case 'date': {
      const date = parsePartialDate(text);
      if (date) return date;
      throw refusal(`${parameter} ${quoted(text)} is not a date`, 'Write YYYY-MM-DD, YYYY-MM or YYYY.');
    }
    case 'country':
      return countryCode(text) ?? text.toLowerCase();
    case 'gender': {
      const gender = Object.hasOwn(GENDERS, text.toLowerCase()) ? GENDERS[text.toLowerCase()] : undefined;
      if (gender !== undefined) return gender;
      throw refusal(`gender ${quoted(text)} is not known`, 'Use male, female or unknown.');
    }
    case 'whole':
      if (/^\d{1,9}$/.test(text)) return text;
      throw refusal(`${parameter} ${quoted(text)} is not a whole number`, 'Write digits alone.');
  }
}

/** `US:123456789`: the number, or the country where the kind is a country alone. */
function governmentId(kind: string, text: string): string {
  const parts = /^([^:]*):(.*)$/.exec(text);
  const ofCountry = watchmanTerms.countryIds.includes(kind);
  const [country, number] = [parts?.[1]?.trim() ?? '', parts?.[2]?.trim() ?? ''];
  if (!parts || (ofCountry ? country === '' : number === ''))
    throw refusal(
      `${GOVERNMENT_ID}${kind} ${quoted(text)} has no country and number`,
      'Write country:identifier, as in US:123456789.',
    );
  return ofCountry ? (countryCode(country) ?? country.toLowerCase()) : number;
}

/** `XBT:address`, or the address alone. */
function askedWallet(text: string): AskedWallet {
  const parts = /^([A-Za-z0-9]{2,12}):(.+)$/.exec(text);
  const [currency, address] = [parts?.[1], parts?.[2]?.trim()];
  return currency && address ? { currency: currency.toUpperCase(), address } : { address: text };
}

function quoted(text: string): string {
  return `"${text.slice(0, 60)}"`;
}

function refusal(state: string, hint: string): AppError {
  return new AppError({
    code: 'QUESTION_INVALID',
    kind: 'invalid',
    message: `Cannot read the search request: ${state}`,
    hint,
  });
}
