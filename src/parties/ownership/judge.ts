import { type Bound, FixedPoint } from './fixed-point.ts';
import { type OwnershipGraph, ownershipGraph } from './graph.ts';
import { type ControlClaim, type Holding, holdsOn, type Silence } from './holding.ts';
import { type RuleVersion, thresholdOf } from './rules.ts';
import { type Share, WHOLE } from './share.ts';

/** What is recorded above a party: everything that may decide about it. */
export interface OwnershipAbove {
  holdings: readonly Holding[];
  claims: readonly ControlClaim[];
  silences: readonly Silence[];
}

export interface OwnershipQuestion {
  party: string;
  day: string;
  /** Parties that the rule's authority lists on the day. */
  listed: ReadonlySet<string>;
  version: RuleVersion;
}

export type Verdict = 'listed' | 'blocked' | 'not-blocked' | 'undetermined';

/** One firm that is in by the least of all shares, and who holds it. */
export interface OwnershipStep {
  party: string;
  held: Share;
  holders: { party: string; share: Share; kind: Holding['kind'] }[];
}

export interface OwnershipAnswer {
  verdict: Verdict;
  /** What the set that may be blocked holds in the party, least and most. */
  held: Share;
  votes: Share;
  /** Shares of anyone that are recorded, at least; what is missing to the whole has no recorded owner. */
  recorded: number;
  /** Least shares recorded in the party exceed the whole: the sources contradict each other. */
  contradicts: boolean;
  steps: OwnershipStep[];
  /** Ids of parties that are in for certain, and that may be. */
  certain: string[];
  possible: string[];
}

/** Judges one party by one rule on one day. Pure: the same records give the same answer in any order. */
export function judgeOwnership(above: OwnershipAbove, question: OwnershipQuestion): OwnershipAnswer {
  const { party, day, listed, version } = question;
  const holdings = above.holdings.filter((held) => holdsOn(held, day));
  const graph = ownershipGraph(holdings, { jointlyWhole: !version.aggregates });
  const least = grow(graph, question, 'least');
  const most = grow(graph, question, 'most');
  const node = graph.indexOf.get(party);
  const own = holdings.filter(({ owned, kind }) => owned === party && kind === 'ownership');
  const recorded = own.reduce((sum, { share }) => sum + share.min, 0);
  const held = node === undefined ? NOTHING : range(least.held(node, 0), most.held(node, 0));
  return {
    verdict: verdictOf(party, { listed, least: least.members, most: most.members }),
    held,
    votes: node === undefined ? NOTHING : range(least.held(node, 1), most.held(node, 1)),
    recorded: Math.min(recorded, WHOLE),
    contradicts: recorded > WHOLE,
    steps: stepsTo(holdings, least.members, listed),
    certain: named(least.members),
    possible: named(most.members),
  };
}

const NOTHING: Share = { min: 0, max: 0 };

function range(min: number, max: number): Share {
  return { min: Math.min(min, max), max: Math.min(Math.max(min, max), WHOLE) };
}

function named(members: ReadonlySet<string>): string[] {
  return [...members].filter((id) => !id.startsWith('joint:'));
}

interface Sets {
  listed: ReadonlySet<string>;
  least: ReadonlySet<string>;
  most: ReadonlySet<string>;
}

function verdictOf(party: string, { listed, least, most }: Sets): Verdict {
  if (listed.has(party)) return 'listed';
  if (least.has(party)) return 'blocked';
  return most.has(party) ? 'undetermined' : 'not-blocked';
}

interface Grown {
  members: ReadonlySet<string>;
  /** The most that one set holds in a node. */
  held(node: number, type: 0 | 1): number;
}

/** One set from all listed parties, or one from each where the rule does not add their shares. */
function grow(graph: OwnershipGraph, { listed, version }: OwnershipQuestion, bound: Bound): Grown {
  const point = new FixedPoint(graph, thresholdOf(version), bound);
  const seeds = [...listed].flatMap((id) => graph.indexOf.get(id) ?? []);
  const members = new Set<string>(listed);
  const held = [new Float64Array(graph.ids.length), new Float64Array(graph.ids.length)] as const;
  for (const set of version.aggregates ? [seeds] : seeds.map((seed) => [seed])) {
    for (const node of point.from(set)) {
      members.add(graph.ids[node] ?? '');
      for (let edge = graph.first[node] ?? 0; edge < (graph.first[node + 1] ?? 0); edge += 1) {
        const target = graph.target[edge] ?? 0;
        for (const type of [0, 1] as const)
          held[type][target] = Math.max(held[type][target] ?? 0, point.heldIn(target, type));
      }
    }
  }
  return { members, held: (node, type) => held[type][node] ?? 0 };
}

/** The firms that are in, each after those that bring it in. */
function stepsTo(
  holdings: readonly Holding[],
  members: ReadonlySet<string>,
  listed: ReadonlySet<string>,
): OwnershipStep[] {
  const byFirm = new Map<string, OwnershipStep>();
  for (const { owner, owned, share, kind } of holdings) {
    if (!members.has(owned) || listed.has(owned) || !members.has(owner)) continue;
    const step = byFirm.get(owned) ?? { party: owned, held: { ...NOTHING }, holders: [] };
    if (kind === 'ownership')
      step.held = { min: step.held.min + share.min, max: Math.min(WHOLE, step.held.max + share.max) };
    step.holders.push({ party: owner, share, kind });
    byFirm.set(owned, step);
  }
  const rank = new Map([...members].map((id, at) => [id, at]));
  return [...byFirm.values()].sort((one, other) => (rank.get(one.party) ?? 0) - (rank.get(other.party) ?? 0));
}
