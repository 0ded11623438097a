import type { MeasuresFor } from './biting-measures.ts';
import { countriesOf, lastChange, measuresOf, topicsOf } from './entity-answer.ts';
import { listsOf, type Party } from './party.ts';

/** Everything. */
export const ALL = 'default';
/** Parties under a measure of a DPRK regime, and those tied to the country. */
export const DPRK = 'dprk';

/** Which parties a question is about. */
export interface Scope {
  /** `default`, `dprk` or a list's id. */
  dataset: string;
  includeDatasets?: readonly string[];
  excludeDatasets?: readonly string[];
  excludeSchemata?: readonly string[];
  /** Any of them. */
  topics?: readonly string[];
  countries?: readonly string[];
  /** Ids of parties or of entries merged into them. */
  excludeIds?: readonly string[];
  /** Only what changed after this instant, `YYYY-MM-DD[THH:MM[:SS]]`. */
  changedSince?: string | null;
}

/**
 * A test of parties by scope. A party on an excluded list stays when another list in scope names it: it is excluded
 * only as that list's.
 */
export function scopeTest(scope: Scope, isDprk: (party: Party) => boolean): (party: Party) => boolean {
  const tests = [
    datasetTest(scope, isDprk),
    schemaTest(scope),
    topicTest(scope),
    countryTest(scope),
    idTest(scope),
    changeTest(scope),
  ].filter((test) => test !== null);
  return (party) => tests.every((test) => test(party));
}

type PartyTest = (party: Party) => boolean;

function datasetTest(scope: Scope, isDprk: PartyTest): PartyTest | null {
  const excluded = new Set(scope.excludeDatasets);
  const included = scope.includeDatasets ?? [];
  if (scope.dataset === ALL && excluded.size === 0 && included.length === 0) return null;
  const inDataset = (party: Party, dataset: string): boolean => {
    if (dataset === DPRK) return isDprk(party);
    return listsOf(party).some((list) => (dataset === ALL || list === dataset) && !excluded.has(list));
  };
  return (party) =>
    inDataset(party, scope.dataset) &&
    (excluded.size === 0 || inDataset(party, ALL)) &&
    (included.length === 0 || included.some((dataset) => inDataset(party, dataset)));
}

function schemaTest({ excludeSchemata = [] }: Scope): PartyTest | null {
  return excludeSchemata.length === 0 ? null : (party) => !excludeSchemata.includes(party.subject.schema);
}

function topicTest({ topics = [] }: Scope): PartyTest | null {
  return topics.length === 0 ? null : (party) => topicsOf(party).some((topic) => topics.includes(topic));
}

function countryTest({ countries = [] }: Scope): PartyTest | null {
  if (countries.length === 0) return null;
  return (party) => countriesOf(party.subject.properties).some((code) => countries.includes(code));
}

function idTest({ excludeIds = [] }: Scope): PartyTest | null {
  const gone = new Set(excludeIds);
  return gone.size === 0 ? null : (party) => !party.members.some(({ id }) => gone.has(id));
}

function changeTest({ changedSince }: Scope): PartyTest | null {
  return changedSince ? (party) => (lastChange(party) ?? '') > changedSince : null;
}

/** Tells which parties are under a DPRK measure or tied to the country; each is asked once. */
export function dprkTest(measuresFor: MeasuresFor): (party: Party) => boolean {
  const known = new WeakMap<Party, boolean>();
  return (party) => {
    const before = known.get(party);
    if (before !== undefined) return before;
    const answer = countriesOf(party.subject.properties).includes('kp') || measuresOf(party, measuresFor).length > 0;
    known.set(party, answer);
    return answer;
  };
}
