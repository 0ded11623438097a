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
  const excluded = new Set(scope.excludeDatasets);
  const included = scope.includeDatasets ?? [];
  const inDataset = (party: Party, dataset: string): boolean => {
    if (dataset === DPRK) return isDprk(party);
    return listsOf(party).some((list) => (dataset === ALL || list === dataset) && !excluded.has(list));
  };
  const gone = new Set(scope.excludeIds);
  const schemata = new Set(scope.excludeSchemata);
  const { topics = [], countries = [], changedSince } = scope;
  return (party) =>
    inDataset(party, scope.dataset) &&
    (excluded.size === 0 || inDataset(party, ALL)) &&
    (included.length === 0 || included.some((dataset) => inDataset(party, dataset))) &&
    !schemata.has(party.subject.schema) &&
    !(gone.size > 0 && party.members.some(({ id }) => gone.has(id))) &&
    (topics.length === 0 || topicsOf(party).some((topic) => topics.includes(topic))) &&
    (countries.length === 0 || countriesOf(party.subject.properties).some((code) => countries.includes(code))) &&
    (!changedSince || (lastChange(party) ?? '') > changedSince);
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
