import { atOnce, type Sliced, slicedMap } from '../kernel/slices.ts';
import type { StoredEntry } from '../lists/entry.ts';
import type { Cluster } from '../parties/merge-entry.ts';
import { Adjacency, type AdjacentEdge } from './adjacency.ts';
import type { MeasuresFor } from './biting-measures.ts';
import { type EntityAnswer, entityAnswer, type ListFacts } from './entity-answer.ts';
import { type Member, type MergedParty, memberOf, type Party, partyOf } from './party.ts';
import { PartyIndex, PartyIndexBuilder } from './party-index.ts';
import { ALL, DPRK, dprkTest, type Scope, scopeTest } from './scope.ts';
import {
  type Explanation,
  explainJudgement,
  judgePair,
  PreparedSubject,
  type Subject,
  type Weights,
} from './score-pair.ts';
import { makeSearchable, type SearchAnswer, type SearchFilters, searchParties } from './search-parties.ts';

export interface ScreenerParts {
  /** Parties of several entries. */
  clusters: readonly Cluster[];
  measuresFor: MeasuresFor;
  lists: readonly ListFacts[];
}

export interface MatchOptions {
  scope: Scope;
  /** From this score on a result is a match. */
  threshold: number;
  /** Results at or under this score are left out. */
  cutoff: number;
  limit: number;
  /** How much each part of the score counts; as it does when not said. */
  weights?: Weights;
}

export interface ScoredEntity extends EntityAnswer {
  score: number;
  match: boolean;
  explanations: Record<string, Explanation>;
  /** The explanations for people. */
  sentence: string;
}

export interface MatchAnswer {
  results: ScoredEntity[];
  /** How many of the kept results match. */
  total: number;
}

/** Candidates that are scored: eight for each result asked for. Of 2,836 matches 40 candidates lost 3 to a lower one. */
const LEAST_CANDIDATES = 40;
const MOST_CANDIDATES = 500;
/** Answers that are kept, about 2 kB each: the same parties are met again and again. */
const MOST_ANSWERS = 20_000;

/** Answers screening questions over the entries of the lists in force. Immutable: a reload makes a new one. */
export class Screener {
  readonly lists: ReadonlyMap<string, ListFacts>;
  readonly parties: readonly Party[];
  readonly #measuresFor: MeasuresFor;
  readonly #byMember: ReadonlyMap<string, Party>;
  readonly #index: PartyIndex;
  readonly #adjacency: Adjacency;
  /** True for parties under a DPRK measure or tied to the country. */
  readonly isDprk: (party: Party) => boolean;
  readonly #answers = new Map<Party, EntityAnswer>();

  constructor(
    entries: readonly StoredEntry[],
    { clusters, measuresFor, lists }: ScreenerParts,
    { parties, index, byMember, adjacency }: PartiesFound = atOnce(findParties(entries, clusters)),
  ) {
    this.lists = new Map(lists.map((facts) => [facts.list, facts]));
    this.#measuresFor = measuresFor;
    this.#index = index;
    this.parties = parties;
    this.#byMember = byMember;
    this.#adjacency = adjacency;
    this.isDprk = dprkTest(measuresFor);
  }

  /** The same, with pauses. */
  static *inSlices(entries: readonly StoredEntry[], parts: ScreenerParts): Sliced<Screener> {
    const screener = new Screener(entries, parts, yield* findParties(entries, parts.clusters));
    for (const party of screener.parties) {
      screener.isDprk(party);
      yield;
    }
    return screener;
  }

  /** The names by which a part of the data may be asked for. */
  get datasets(): string[] {
    return [ALL, DPRK, ...this.lists.keys()];
  }

  match(query: Subject, { scope, threshold, cutoff, limit, weights }: MatchOptions): MatchAnswer {
    const prepared = new PreparedSubject(query);
    const inScope = scopeTest(scope, this.isDprk);
    const accept = (at: number): boolean => {
      const party = this.parties[at];
      return party !== undefined && inScope(party);
    };
    const most = Math.min(Math.max(LEAST_CANDIDATES, limit * 8), Math.max(MOST_CANDIDATES, limit));
    const over = weights ? 0 : cutoff;
    const scored = this.#index.candidates(prepared, { most, accept, over }).flatMap((at) => {
      const party = this.parties[at];
      const judgement = party && judgePair(prepared, party.subject, cutoff, weights);
      return judgement && judgement.score > cutoff ? { party, judgement } : [];
    });
    scored.sort(
      (one, other) => other.judgement.score - one.judgement.score || (one.party.id < other.party.id ? -1 : 1),
    );
    const results = scored.slice(0, limit).map(
      ({ party, judgement }): ScoredEntity => ({
        ...this.answer(party),
        ...explainJudgement(judgement),
        match: judgement.score >= threshold,
      }),
    );
    return { results, total: results.filter(({ match }) => match).length };
  }

  /** Makes ready what the first search would else make, with the facets of these fields, with pauses. */
  *makeSearchable(fields: readonly string[]): Sliced<void> {
    yield* makeSearchable(this.parties, fields);
  }

  search(text: string, filters: SearchFilters): SearchAnswer {
    const accept = scopeTest(filters.scope, this.isDprk);
    return searchParties(text, filters, {
      parties: this.parties,
      index: this.#index,
      accept,
      answer: (party) => this.answer(party),
    });
  }

  /** The party of which the id is a member; `party.id` is the canonical one. */
  find(id: string): Party | undefined {
    return this.#byMember.get(id);
  }

  /** The party as it is answered; the same object every time, so not to be changed. */
  answer(party: Party): EntityAnswer {
    const known = this.#answers.get(party);
    if (known) return known;
    const answer = entityAnswer(party, this.lists, this.#measuresFor);
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.clear();
    this.#answers.set(party, answer);
    return answer;
  }

  /** Listings and relations of a party as edges, by the property under which they are shown. */
  adjacent(party: Party): Map<string, AdjacentEdge[]> {
    return this.#adjacency.edgesOf(party, this.lists, (other) => this.answer(other));
  }
}

/** The parties of entries, and what finds them. */
interface PartiesFound {
  parties: readonly Party[];
  index: PartyIndex;
  byMember: ReadonlyMap<string, Party>;
  adjacency: Adjacency;
}

function* findParties(entries: readonly StoredEntry[], clusters: readonly Cluster[]): Sliced<PartiesFound> {
  const merged = yield* partiesOf(entries, clusters);
  const builder = new PartyIndexBuilder();
  for (const { subject } of merged) {
    builder.add(subject);
    yield;
  }
  const index = new PartyIndex(yield* builder.finish(), (number) => merged[number]?.subject.properties ?? {});
  yield;
  const parties = yield* slicedMap(merged, (party, at): Party => ({ ...party, subject: index.party(at) }));
  const byMember = new Map<string, Party>();
  const adjacency = new Adjacency((id) => byMember.get(id));
  for (const party of parties) {
    for (const { id } of party.members) byMember.set(id, party);
    adjacency.add(party);
    yield;
  }
  return { parties, index, byMember, adjacency };
}

function* partiesOf(entries: readonly StoredEntry[], clusters: readonly Cluster[]): Sliced<MergedParty[]> {
  const members = new Map<string, Member>();
  for (const entry of entries) {
    const member = memberOf(entry);
    members.set(member.id, member);
    yield;
  }
  const parties = yield* slicedMap(clusters, ({ members: ids, joins }) =>
    partyOf(
      ids.flatMap((id) => members.get(id) ?? []),
      joins,
    ),
  );
  yield;
  const taken = new Set(clusters.flatMap((cluster) => cluster.members));
  for (const [id, member] of members) {
    if (!taken.has(id)) parties.push(partyOf([member], []));
    yield;
  }
  return parties.sort((one, other) => (one.id < other.id ? -1 : 1));
}
