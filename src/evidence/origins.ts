import { circlesOf } from './circles.ts';

/** "`from` rests on `to`", or "both come from one origin, which is not at hand". */
export interface OriginLink {
  from: string;
  to: string;
  kind: 'derives-from' | 'same-origin';
}

export interface Origin {
  /** The items at the root, sorted: one, those said to share an origin, or those that cite each other in a circle. */
  roots: string[];
  /** True when the roots cite only each other: nothing stands behind them. */
  circular: boolean;
  /** Which of the items asked about rest on it, sorted. */
  items: string[];
}

export interface OriginCount {
  /** How many origins stand behind the items. A circle is one at most, however many report it. */
  independent: number;
  origins: Origin[];
  /** Every circle of reports that rest on each other, whether or not something else stands behind it; sorted. */
  circles: string[][];
}

/** Counts the independent origins behind items, following what they rest on, outside the items too. */
export function countOrigins(items: readonly string[], links: readonly OriginLink[]): OriginCount {
  const ids = [...new Set([...items, ...links.flatMap(({ from, to }) => [from, to])])];
  const family = families(ids, links);
  const restsOn = new Map<string, Set<string>>(ids.map((id) => [family(id), new Set<string>()]));
  for (const { from, to, kind } of links)
    if (kind === 'derives-from' && family(from) !== family(to)) restsOn.get(family(from))?.add(family(to));
  const members = grouped(ids, family);
  const { groupOf, groups } = circlesOf(restsOn);
  const leadsTo = groups.map((group, at) => [
    ...new Set(group.flatMap((one) => [...(restsOn.get(one) ?? [])].map((next) => groupOf.get(next) ?? at))),
  ]);
  const idsOf = (group: number): string[] =>
    (groups[group] ?? []).flatMap((one) => members.get(one) ?? []).sort(byCode);
  const rootsOf = rootsBehind(leadsTo);
  const behind = new Map<number, string[]>();
  for (const item of new Set(items))
    for (const root of rootsOf(groupOf.get(family(item)) ?? 0)) behind.set(root, [...(behind.get(root) ?? []), item]);
  const origins = [...behind].map(([root, resting]) => ({
    roots: idsOf(root),
    circular: (groups[root]?.length ?? 0) > 1,
    items: resting.sort(byCode),
  }));
  return {
    independent: origins.length,
    origins: origins.sort((one, other) => byCode(one.roots[0] ?? '', other.roots[0] ?? '')),
    circles: groups
      .flatMap((group, at) => (group.length > 1 ? [idsOf(at)] : []))
      .sort((one, other) => byCode(one[0] ?? '', other[0] ?? '')),
  };
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The items joined by "same origin", each under one of them. */
function families(ids: readonly string[], links: readonly OriginLink[]): (id: string) => string {
  const parents = new Map(ids.map((id) => [id, id]));
  const find = (id: string): string => {
    let root = id;
    for (let next = parents.get(root) ?? root; next !== root; next = parents.get(root) ?? root) root = next;
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { from, to, kind } of links) if (kind === 'same-origin') parents.set(find(from), find(to));
  return find;
}

function grouped(ids: readonly string[], family: (id: string) => string): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const id of ids) {
    const known = members.get(family(id));
    if (known) known.push(id);
    else members.set(family(id), [id]);
  }
  return members;
}

/** For a group, the groups behind it that rest on nothing further. */
function rootsBehind(leadsTo: readonly (readonly number[])[]): (group: number) => ReadonlySet<number> {
  const known: Set<number>[] = [];
  // A group comes after all it rests on, so that theirs are known.
  leadsTo.forEach((next, group) => {
    const further = next.filter((one) => one !== group);
    known.push(further.length === 0 ? new Set([group]) : new Set(further.flatMap((one) => [...(known[one] ?? [])])));
  });
  return (group) => known[group] ?? new Set();
}
