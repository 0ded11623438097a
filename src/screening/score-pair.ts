import type { Properties } from '../parties/entity.ts';
import { propertyLabel } from '../parties/label.ts';
import { isA } from '../parties/schema.ts';
import { type FactAgreement, factAgreements } from './fact-agreement.ts';
import {
  type ComparableIdentifier,
  type IdentifierMatch,
  identifiersOf,
  matchIdentifiers,
} from './identifier-match.ts';
import { type NameForm, nameForms, samePlain } from './name-form.ts';
import { bestNameScore, type NameScore } from './name-score.ts';
import type { NameKind } from './name-token.ts';

/** What screening compares: an asker's party or a listed one. */
export interface Subject {
  schema: string;
  properties: Properties;
}

/** A party made ready for comparison. */
export interface Comparable extends Subject {
  readonly identifiers: readonly ComparableIdentifier[];
  names(kind: NameKind): readonly NameForm[];
  weakNames(kind: NameKind): readonly NameForm[];
}

export interface Explanation {
  detail: string | null;
  score: number;
  query: string | null;
  candidate: string | null;
}

export interface PairScore {
  /** 0 to 1. */
  score: number;
  /** Each part by name: those that earned, and those that cost (score 0 with a detail). */
  explanations: Record<string, Explanation>;
  /** The same for people. */
  sentence: string;
}

type NameMatch = NameScore & { query: string; candidate: string };

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'pastNames', 'abbreviation'];
/** A weak alias counts only when it is literally the name asked for, and then this much (as in yente). */
const WEAK_ALIAS = 0.8;
/** Names per party that are compared; the longest official entries have about 150. */
const MOST_NAMES = 200;
/** Agreement cannot lift what is not nearly a hit by itself. */
const LEAST_TO_EARN = 0.5;
/** Only an equal name or wallet is certain. */
const MOST_UNEQUAL = 0.99;
const STANDARD_WEIGHTS: Weights = {};
const NOTHING: PairScore = { score: 0, explanations: {}, sentence: 'Nothing in common.' };

/** A party with its names and identifiers made ready once. */
export class PreparedSubject implements Comparable {
  readonly schema: string;
  readonly properties: Properties;
  readonly identifiers: readonly ComparableIdentifier[];
  readonly #names: Partial<Record<NameKind, readonly NameForm[]>> = {};
  readonly #weak: Partial<Record<NameKind, readonly NameForm[]>> = {};

  constructor({ schema, properties }: Subject) {
    this.schema = schema;
    this.properties = properties;
    this.identifiers = identifiersOf(schema, properties);
  }

  names(kind: NameKind): readonly NameForm[] {
    this.#names[kind] ??= namesOf(this.properties).flatMap((name) => nameForms(name, kind));
    return this.#names[kind] ?? [];
  }

  weakNames(kind: NameKind): readonly NameForm[] {
    this.#weak[kind] ??= (this.properties.weakAlias ?? []).flatMap((name) => nameForms(name, kind));
    return this.#weak[kind] ?? [];
  }
}

/** Every name of a party but weak aliases, no name twice; first and last names make one when there is no other. */
export function namesOf(properties: Properties): string[] {
  const names = NAME_PROPERTIES.flatMap((property) => properties[property] ?? []);
  const { firstName = [], secondName = [], middleName = [], fatherName = [], lastName = [] } = properties;
  const parts = [firstName[0], secondName[0], middleName[0], fatherName[0], lastName[0]].filter((part) => part);
  if (names.length === 0 && parts.length > 0) names.push(parts.join(' '));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** True when a party of one schema can be a party of the other. */
export function compatible(one: string, other: string): boolean {
  if (isA(one, other) || isA(other, one)) return true;
  return isA(one, 'Organization') && isA(other, 'Organization');
}

/** How two schemata's names are compared. */
export function nameKindOf(one: string, other: string): NameKind {
  const either = (ancestor: string): boolean => isA(one, ancestor) || isA(other, ancestor);
  if (either('Person')) return 'person';
  return either('Vehicle') ? 'vessel' : 'organisation';
}

/** A score with what it was made of. */
export interface Judgement {
  score: number;
  name: NameMatch;
  identifier: IdentifierMatch | null;
  facts: readonly FactAgreement[];
}

/** How far an asker's party and a listed one are the same, with the reasons. */
export function scorePair(query: Comparable, candidate: Comparable): PairScore {
  const judgement = judgePair(query, candidate);
  return judgement ? explainJudgement(judgement) : NOTHING;
}

/** How much each part counts, by the names under which it is explained: 0 not at all, 1 as it does, 2 at most. */
export type Weights = Readonly<Record<string, number>>;

/** How far they are the same; null when nothing is in common, or when the score cannot be over `over`. */
export function judgePair(
  query: Comparable,
  candidate: Comparable,
  over = 0,
  weights: Weights = STANDARD_WEIGHTS,
): Judgement | null {
  if (!compatible(query.schema, candidate.schema)) return null;
  const kind = nameKindOf(query.schema, candidate.schema);
  const name = weighedName(nameMatch(query, candidate, kind), weights);
  const identifier = query.identifiers.length === 0 ? null : weighedIdentifier(query, candidate, weights);
  const base = baseScore(name, identifier);
  if (base === 0 || (base < LEAST_TO_EARN && base <= over)) return null;
  const facts = weighedFacts(factAgreements(query.properties, candidate.properties, kind === 'person'), weights);
  return { score: Math.round(applyFacts(base, facts) * 1e4) / 1e4, name, identifier, facts };
}

function weighedName(name: NameMatch, { name_match: weight = 1 }: Weights): NameMatch {
  return weight === 1 ? name : { ...name, score: Math.min(1, name.score * weight) };
}

function weighedIdentifier(query: Comparable, candidate: Comparable, weights: Weights): IdentifierMatch | null {
  const identifier = matchIdentifiers(query.identifiers, candidate.identifiers);
  const weight = identifier ? (weights[identifierFeature(identifier)] ?? 1) : 1;
  if (!identifier || weight === 1) return identifier;
  return weight === 0 ? null : { ...identifier, score: Math.min(1, identifier.score * weight) };
}

function weighedFacts(facts: readonly FactAgreement[], weights: Weights): readonly FactAgreement[] {
  if (weights === STANDARD_WEIGHTS) return facts;
  return facts.flatMap((fact) => {
    const weight = weights[fact.feature] ?? 1;
    return weight === 0 ? [] : { ...fact, effect: Math.min(1, fact.effect * weight) };
  });
}

function identifierFeature({ property }: IdentifierMatch): string {
  return `${snake(property)}_match`;
}

/** Writes a judgement for people and programs. */
export function explainJudgement({ score, name, identifier, facts }: Judgement): PairScore {
  return { score, explanations: explain(name, identifier, facts), sentence: sentenceOf(name, identifier, facts) };
}

function nameMatch(query: Comparable, candidate: Comparable, kind: NameKind): NameMatch {
  const strong = bestNameScore(query.names(kind), candidate.names(kind), kind);
  if (strong.score >= WEAK_ALIAS) return strong;
  for (const one of [...query.names(kind), ...query.weakNames(kind)]) {
    const weak = candidate.weakNames(kind).find((other) => samePlain(other, one));
    if (weak) return { score: WEAK_ALIAS, how: 'same as a weak alias', query: one.raw, candidate: weak.raw };
  }
  return strong;
}

/** The stronger of name and identifier; where both speak, the other fills half of what is missing. */
function baseScore(name: NameMatch, identifier: IdentifierMatch | null): number {
  if (!identifier) return name.score;
  const [less, more] = [Math.min(name.score, identifier.score), Math.max(name.score, identifier.score)];
  return more + (1 - more) * 0.5 * less;
}

function applyFacts(base: number, facts: readonly FactAgreement[]): number {
  let score = base;
  if (base >= LEAST_TO_EARN) {
    for (const { effect } of facts) if (effect > 0) score += (1 - score) * effect;
    if (base < 1) score = Math.min(score, MOST_UNEQUAL);
  }
  for (const { effect } of facts) if (effect < 0) score += effect;
  return Math.max(score, 0);
}

function explain(
  name: NameMatch,
  identifier: IdentifierMatch | null,
  facts: readonly FactAgreement[],
): Record<string, Explanation> {
  const parts: Record<string, Explanation> = {};
  if (name.score > 0)
    parts.name_match = { detail: name.how, score: round(name.score), query: name.query, candidate: name.candidate };
  if (identifier)
    parts[identifierFeature(identifier)] = {
      detail: `same ${identifier.property}`,
      score: identifier.score,
      query: identifier.query,
      candidate: identifier.candidate,
    };
  for (const { feature, effect, query, candidate, detail } of facts)
    parts[feature] = {
      detail: `${detail} (${effect > 0 ? '+' : ''}${effect})`,
      score: Math.max(effect, 0),
      query,
      candidate,
    };
  return parts;
}

function sentenceOf(name: NameMatch, identifier: IdentifierMatch | null, facts: readonly FactAgreement[]): string {
  const clauses = [
    ...(identifier ? [`${propertyLabel(identifier.property)} ${identifier.candidate} is the same`] : []),
    ...(name.score > 0 ? [`"${name.query}" and "${name.candidate}" are ${round(name.score)} alike, ${name.how}`] : []),
    ...facts.map(
      ({ detail, query, candidate }) => `${detail}: ${query === candidate ? query : `${query} against ${candidate}`}`,
    ),
  ];
  const text = clauses.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function snake(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function round(score: number): number {
  return Math.round(score * 1e4) / 1e4;
}
