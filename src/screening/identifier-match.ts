import { readShippedJson } from '../kernel/shipped-data.ts';
import type { Properties } from '../parties/entity.ts';
import { imoNumber } from '../parties/imo-number.ts';
import { findSchema } from '../parties/schema.ts';
import { comparableAddress } from '../parties/wallet-address.ts';

/** An identifier in the form in which two spellings of it are equal. */
export interface ComparableIdentifier {
  property: string;
  /** As written. */
  raw: string;
  key: string;
}

export interface IdentifierMatch {
  property: string;
  query: string;
  candidate: string;
  /** How far the equality alone decides, 0 to 1. */
  score: number;
}

const data = readShippedJson<{ weights: Record<string, number>; standard: number; acrossProperties: number }>(
  'screening/identifier-weights.json',
);
/** Shorter identifiers are too often equal by chance. */
const SHORTEST = 5;

/** The identifiers of a party, comparable. Values that cannot tell parties apart (too short, no digit) are left out. */
export function identifiersOf(schema: string, properties: Properties): ComparableIdentifier[] {
  const types = findSchema(schema)?.properties;
  const found: ComparableIdentifier[] = [];
  for (const [property, values] of Object.entries(properties)) {
    const isIdentifier = types?.get(property) === 'identifier' || property in data.weights;
    if (!isIdentifier || property === 'wikidataId') continue;
    for (const raw of values) {
      const key = comparableIdentifier(property, raw);
      if (key !== null) found.push({ property, raw, key });
    }
  }
  return found;
}

/** The comparable form of an identifier, or null when it tells nothing. */
export function comparableIdentifier(property: string, raw: string): string | null {
  if (property === 'publicKey') return raw.trim().length > 10 ? comparableAddress(raw) : null;
  if (property === 'imoNumber') return imoNumber(raw) ?? imoNumber(raw, 'company');
  const key = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  // The last three letters of a BIC name a branch; eight name the institution.
  if (property === 'swiftBic') return key.length >= 8 ? key.slice(0, 8) : null;
  return key.length < SHORTEST ? null : key;
}

/** The equal identifier that decides most, or null. */
export function matchIdentifiers(
  queries: readonly ComparableIdentifier[],
  candidates: readonly ComparableIdentifier[],
): IdentifierMatch | null {
  let best: IdentifierMatch | null = null;
  for (const query of queries) {
    for (const candidate of candidates) {
      const score = scoreOf(query, candidate);
      if (score > (best?.score ?? 0))
        best = { property: query.property, query: query.raw, candidate: candidate.raw, score };
    }
  }
  return best;
}

function scoreOf(query: ComparableIdentifier, candidate: ComparableIdentifier): number {
  if (query.property === candidate.property) {
    return query.key === candidate.key ? (data.weights[query.property] ?? data.standard) : 0;
  }
  // A wallet's or a ship's number is never another document's number.
  if (isOfItsOwnKind(query.property) || isOfItsOwnKind(candidate.property)) return 0;
  const bic = query.property === 'swiftBic' || candidate.property === 'swiftBic';
  return query.key === candidate.key && (bic || query.key.length > SHORTEST) ? data.acrossProperties : 0;
}

function isOfItsOwnKind(property: string): boolean {
  return property === 'publicKey' || property === 'imoNumber' || property === 'mmsi' || property === 'callSign';
}
