import type { Hop } from './movement.ts';

/** Declarations of several authors on the same departure. */
export interface HopStatement {
  /** What leaves: the same for all. */
  from: Hop['from'];
  at: number;
  declarations: readonly Hop[];
  /** `alone`: one author. `agree`: all say the same arrival. `differ`: they do not, and value can follow only one of them. */
  standing: 'alone' | 'agree' | 'differ';
}

/** Declarations within this time are of the same departure, if chain, address, asset and sum are the same. */
const SAME_SECONDS = 3600;

/** Groups declared hops by what leaves, and says where authors agree and where they differ. */
export function hopStatements(hops: readonly Hop[]): HopStatement[] {
  const groups = new Map<string, Hop[][]>();
  for (const hop of [...hops].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))) {
    const { chain, asset, address, amount } = hop.from;
    const key = [chain, asset, address.toLowerCase(), amount].join(' ');
    const known = groups.get(key) ?? [];
    const same = known.find(
      ([first]) => first !== undefined && hop.at - first.at <= SAME_SECONDS && !hasAuthor(known, first, hop),
    );
    if (same) same.push(hop);
    else known.push([hop]);
    groups.set(key, known);
  }
  return [...groups.values()].flat().flatMap((declarations) => {
    const [first] = declarations;
    if (!first) return [];
    const arrivals = new Set(
      declarations.map(({ to }) => [to.chain, to.asset, to.address.toLowerCase(), to.amount].join(' ')),
    );
    const standing = declarations.length === 1 ? 'alone' : arrivals.size === 1 ? 'agree' : 'differ';
    return [{ from: first.from, at: first.at, declarations, standing }];
  });
}

/** One author who declares twice means two departures. */
function hasAuthor(groups: readonly (readonly Hop[])[], first: Hop, hop: Hop): boolean {
  return groups.some((group) => group[0] === first && group.some(({ declaredBy }) => declaredBy === hop.declaredBy));
}

/** The hops that a trace follows: each departure once, and none on which authors differ. */
export function followedHops(hops: readonly Hop[]): { followed: Hop[]; disputed: HopStatement[] } {
  const statements = hopStatements(hops);
  return {
    followed: statements.flatMap(({ standing, declarations: [first] }) =>
      standing === 'differ' || !first ? [] : [first],
    ),
    disputed: statements.filter(({ standing }) => standing === 'differ'),
  };
}
