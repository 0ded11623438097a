import { readShippedJson } from '../kernel/shipped-data.ts';
import type { StoredEntry } from '../lists/entry.ts';
import { captionOf, type Properties } from '../parties/entity.ts';
import { joinSentence } from '../parties/join-sentence.ts';
import type { BitingMeasure, MeasuresFor } from './biting-measures.ts';
import { listsOf, type Party } from './party.ts';

/** What is known of a list's version in force. */
export interface ListFacts {
  list: string;
  title: string;
  /** Number of the version in this installation. */
  versionId: number;
  publishedAt: string | null;
  loadedAt: string;
  /** True for the dated facts that ship with the program. */
  snapshot: boolean;
  parties: number;
}

/** One authority's listing of a party. */
export interface ListingAnswer {
  list: string;
  entry: string;
  programmes: string[];
  listedOn: string | null;
  delistedOn: string | null;
  reference: string | null;
  /** Date of the version of the list that says so. */
  listDate: string | null;
  current: boolean;
}

export interface MergedAnswer {
  id: string;
  list: string;
  /** Why the entry is held to be this party. */
  explanation: string;
}

/** What every answer carries beyond yente's fields. */
export interface WatchkeeperAnswer {
  listings: ListingAnswer[];
  measures: BitingMeasure[];
  merged: MergedAnswer[];
  /** True when any listing comes from the dated snapshot that ships. */
  snapshot: boolean;
}

/** A party in yente's shape. Instants have no zone and are UTC. */
export interface EntityAnswer {
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  readonly properties: Record<string, unknown[]>;
  readonly datasets: string[];
  readonly referents: string[];
  readonly target: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
  readonly watchkeeper: WatchkeeperAnswer;
}

const topics = readShippedJson<{ exportControlLists: string[]; exportControlReferences: Record<string, string> }>(
  'screening/topics.json',
);
const exportControl = new Map(
  Object.entries(topics.exportControlReferences).map(([list, pattern]) => [list, new RegExp(pattern)]),
);

/** Writes a party as it is answered. */
export function entityAnswer(
  party: Party,
  lists: ReadonlyMap<string, ListFacts>,
  measuresFor: MeasuresFor,
): EntityAnswer {
  const entries = party.members.map(({ entry }) => entry);
  const { schema, properties } = party.subject;
  return {
    id: party.id,
    caption: captionOf(party.id, properties),
    schema,
    properties: { ...properties, topics: topicsOf(party) },
    datasets: listsOf(party),
    referents: party.members.slice(1).map(({ id }) => id),
    target: true,
    first_seen: instant(entries.map(({ firstSeen }) => firstSeen).sort()[0]),
    last_seen: instant(
      entries
        .map(({ list }) => lists.get(list)?.loadedAt ?? '')
        .sort()
        .at(-1),
    ),
    last_change: lastChange(party),
    watchkeeper: {
      listings: listingsOf(party, lists),
      measures: measuresOf(party, measuresFor),
      merged: mergedOf(party),
      snapshot: entries.some(({ list }) => lists.get(list)?.snapshot === true),
    },
  };
}

/** The instant of the party's latest change on any list, without zone. */
export function lastChange(party: Party): string | null {
  return instant(
    party.members
      .map(({ entry }) => entry.lastChange)
      .sort()
      .at(-1),
  );
}

/** FollowTheMoney topics of the lists that name the party: `sanction`, `export.control`. */
export function topicsOf(party: Party): string[] {
  return [...new Set(party.members.flatMap(({ entry }) => topicOf(entry)))].sort().reverse();
}

/** Measures that bite because of any listing, each once with its earliest start. */
export function measuresOf(party: Party, measuresFor: MeasuresFor): BitingMeasure[] {
  const found = new Map<string, BitingMeasure>();
  for (const { entry } of party.members) {
    for (const designation of entry.designations.filter(({ delistedOn }) => delistedOn === undefined)) {
      for (const measure of measuresFor({ list: entry.list, schema: party.subject.schema, designation })) {
        const known = found.get(measure.id);
        if (!known || (measure.since !== null && (known.since === null || measure.since < known.since)))
          found.set(measure.id, measure);
      }
    }
  }
  return [...found.values()];
}

/** Every country that the party is tied to by a property of that type, as the lists give it. */
export function countriesOf(properties: Properties): string[] {
  const names = [
    'country',
    'nationality',
    'citizenship',
    'jurisdiction',
    'mainCountry',
    'flag',
    'pastFlags',
    'birthCountry',
  ];
  return [...new Set(names.flatMap((name) => properties[name] ?? []))];
}

function topicOf(entry: StoredEntry): string[] {
  if (topics.exportControlLists.includes(entry.list)) return ['export.control'];
  const control = exportControl.get(entry.list);
  if (!control) return ['sanction'];
  return entry.designations.map(({ reference, programmes }) =>
    control.test([reference, ...programmes].join(' ')) ? 'export.control' : 'sanction',
  );
}

function listingsOf(party: Party, lists: ReadonlyMap<string, ListFacts>): ListingAnswer[] {
  return party.members.flatMap(({ id, entry }) =>
    entry.designations.map(
      ({ programmes, listedOn, delistedOn, reference, unscReference }): ListingAnswer => ({
        list: entry.list,
        entry: id,
        programmes: [...programmes],
        listedOn,
        delistedOn: delistedOn ?? null,
        reference: reference ?? unscReference ?? entry.key,
        listDate: lists.get(entry.list)?.publishedAt ?? null,
        current: delistedOn === undefined,
      }),
    ),
  );
}

/** For each other member, the join that ties it in: its own strongest. */
function mergedOf(party: Party): MergedAnswer[] {
  return party.members.slice(1).map(({ id, entry }) => {
    const join = party.joins.find(({ one, other }) => one === id || other === id);
    return { id, list: entry.list, explanation: join ? joinSentence(join) : '' };
  });
}

function instant(text: string | undefined): string | null {
  return text ? text.slice(0, 19) : null;
}
