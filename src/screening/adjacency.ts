import { hashOf } from '../kernel/hash.ts';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { entryId, type Link } from '../lists/entry.ts';
import type { EntityAnswer, ListFacts } from './entity-answer.ts';
import type { Member, Party } from './party.ts';
import { sortKeys } from './search/sort-key.ts';

/** An edge or listing as an entity, its other side nested. */
export type AdjacentEdge = Omit<EntityAnswer, 'watchkeeper'>;

interface EdgeNames {
  from: string;
  to: string;
  /** Property under which the edge is shown on the party it starts from, and on the one it points to. */
  seenFrom: string;
  seenTo: string;
}

interface Relation {
  list: string;
  link: Link;
  from: string;
  to: string;
}

/** The property under which a party's listings are shown. */
const LISTINGS = 'sanctions';
const { edges } = readShippedJson<{ edges: Record<string, EdgeNames> }>('parties/edges.json');

/** Who is related to whom by what the lists say, seen from either side. */
export class Adjacency {
  readonly #find: (id: string) => Party | undefined;
  /** Relations by the id of the member at either end. */
  readonly #relations = new Map<string, Relation[]>();

  constructor(find: (id: string) => Party | undefined) {
    this.#find = find;
  }

  add({ members }: Party): void {
    for (const { id, entry } of members)
      for (const link of entry.links)
        this.#file({ list: entry.list, link, from: id, to: entryId(entry.list, link.to) });
  }

  /** Listings under `sanctions`, relations under the names of FollowTheMoney; the other party nested. */
  edgesOf(
    party: Party,
    lists: ReadonlyMap<string, ListFacts>,
    answer: (party: Party) => EntityAnswer,
  ): Map<string, AdjacentEdge[]> {
    const found = new Map<string, AdjacentEdge[]>();
    const add = (property: string, edge: AdjacentEdge): void => {
      const held = found.get(property);
      if (!held) found.set(property, [edge]);
      else if (!held.some(({ id }) => id === edge.id)) held.push(edge);
    };
    for (const member of party.members) {
      for (const listing of sanctionsOf(member, lists)) add(LISTINGS, listing);
      for (const relation of this.#relations.get(member.id) ?? []) {
        const names = edges[relation.link.schema];
        const starts = relation.from === member.id;
        const other = this.#find(starts ? relation.to : relation.from);
        if (names && other && other !== party)
          add(starts ? names.seenFrom : names.seenTo, edgeOf(relation, names, party, answer(other)));
      }
    }
    return found;
  }

  #file(relation: Relation): void {
    for (const end of [relation.from, relation.to]) {
      const held = this.#relations.get(end);
      if (held) held.push(relation);
      else this.#relations.set(end, [relation]);
    }
  }
}

/** Every property under which listings and relations are shown. */
export const ADJACENT_PROPERTIES: ReadonlySet<string> = new Set([
  LISTINGS,
  ...Object.values(edges).flatMap(({ seenFrom, seenTo }) => [seenFrom, seenTo]),
]);

/** Edges in the order of `field:asc` or `field:desc`, the first field deciding; one without the value comes last. */
export function sortedEdges(found: readonly AdjacentEdge[], sort: readonly string[]): AdjacentEdge[] {
  const keys = sortKeys(sort);
  return [...found].sort((one, other) => {
    for (const { field, sign } of keys) {
      const [left, right] = [edgeValue(one, field), edgeValue(other, field)];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      return left < right ? -sign : sign;
    }
    return 0;
  });
}

/** The first text that an edge has in a field; a nested party's caption stands for it. */
function edgeValue(found: AdjacentEdge, field: string): string | null {
  if (field === 'id' || field === 'caption' || field === 'schema') return found[field];
  const [value] = Object.hasOwn(found.properties, field) ? (found.properties[field] ?? []) : [];
  if (typeof value === 'string') return value;
  return value && typeof value === 'object' && 'caption' in value ? String(value.caption) : null;
}

function edgeOf(relation: Relation, names: EdgeNames, party: Party, other: EntityAnswer): AdjacentEdge {
  const starts = party.members.some(({ id }) => id === relation.from);
  const { list, link, from, to } = relation;
  return edge(`edge-${hashOf([link.schema, from, to, link.role ?? '']).slice(0, 24)}`, link.schema, list, {
    [names.from]: [starts ? party.id : other],
    [names.to]: [starts ? other : party.id],
    ...(link.role ? { role: [link.role] } : {}),
  });
}

function sanctionsOf({ id, entry }: Member, lists: ReadonlyMap<string, ListFacts>): AdjacentEdge[] {
  return entry.designations.map((designation, at) =>
    edge(`${id}-sanction-${at + 1}`, 'Sanction', entry.list, {
      entity: [id],
      authority: [lists.get(entry.list)?.title ?? entry.list],
      authorityId: [designation.reference ?? entry.key],
      ...(designation.unscReference ? { unscId: [designation.unscReference] } : {}),
      program: [...designation.programmes],
      ...(designation.provisions ? { provisions: [...designation.provisions] } : {}),
      ...(designation.reason ? { reason: [designation.reason] } : {}),
      ...(designation.listedOn ? { startDate: [designation.listedOn], listingDate: [designation.listedOn] } : {}),
      ...(designation.delistedOn ? { endDate: [designation.delistedOn] } : {}),
    }),
  );
}

function edge(id: string, schema: string, list: string, properties: AdjacentEdge['properties']): AdjacentEdge {
  return {
    id,
    caption: schema,
    schema,
    properties,
    datasets: [list],
    referents: [],
    target: false,
    first_seen: null,
    last_seen: null,
    last_change: null,
  };
}
