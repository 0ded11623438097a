import type { Holding } from './holding.ts';

/**
 * Holdings of one day as columns: of node `n` the edges `first[n]` to `first[n + 1]` lead to what it holds. Shares are
 * whole millionths of a per cent.
 */
export interface OwnershipGraph {
  ids: readonly string[];
  indexOf: ReadonlyMap<string, number>;
  first: Int32Array;
  target: Int32Array;
  min: Int32Array;
  max: Int32Array;
  /** 0 ownership, 1 votes. */
  kind: Uint8Array;
  /** Index into the holdings given; -1 for the edges of a joint arrangement. */
  holding: Int32Array;
}

/** An edge before it is laid out. */
interface Edge {
  from: number;
  to: number;
  min: number;
  max: number;
  kind: number;
  holding: number;
}

const WHOLE_SHARE = 100_000_000;

export interface GraphWay {
  /**
   * Under rules that look at one person at a time, those who hold jointly are each taken to hold all of it: a node
   * stands for the arrangement, whole in the hands of each.
   */
  jointlyWhole: boolean;
  /** Names the party that a node belongs to, where several nodes are one. */
  partyOf?(node: string): string;
}

/** Lays holdings out as a graph. Nodes are numbered in the order they come. */
export function ownershipGraph(holdings: readonly Holding[], way: GraphWay): OwnershipGraph {
  const ids: string[] = [];
  const indexOf = new Map<string, number>();
  const number = (id: string): number => {
    const known = indexOf.get(id);
    if (known !== undefined) return known;
    indexOf.set(id, ids.length);
    ids.push(id);
    return ids.length - 1;
  };
  const partyOf = way.partyOf ?? ((node: string) => node);
  const edges: Edge[] = [];
  const joints = new Map<string, Edge[]>();
  holdings.forEach((held, at) => {
    const edge: Edge = {
      from: number(partyOf(held.owner)),
      to: number(partyOf(held.owned)),
      min: held.share.min,
      max: held.share.max,
      kind: held.kind === 'votes' ? 1 : 0,
      holding: at,
    };
    if (!way.jointlyWhole || held.joint === null) edges.push(edge);
    else {
      const key = `${held.joint}\u0000${held.kind}\u0000${edge.to}`;
      const group = joints.get(key);
      if (group) group.push(edge);
      else joints.set(key, [edge]);
    }
  });
  for (const [key, group] of joints) edges.push(...arrangementOf(number(`joint:${key}`), group));
  return laidOut(ids, indexOf, edges);
}

function arrangementOf(arrangement: number, group: readonly Edge[]): Edge[] {
  const [one] = group;
  if (!one) return [];
  const whole = { min: WHOLE_SHARE, max: WHOLE_SHARE, kind: 0, holding: -1 };
  const min = Math.min(
    WHOLE_SHARE,
    group.reduce((sum, edge) => sum + edge.min, 0),
  );
  const max = Math.min(
    WHOLE_SHARE,
    group.reduce((sum, edge) => sum + edge.max, 0),
  );
  return [
    ...group.map(({ from }) => ({ ...whole, from, to: arrangement })),
    { from: arrangement, to: one.to, min, max, kind: one.kind, holding: one.holding },
  ];
}

function laidOut(ids: string[], indexOf: Map<string, number>, edges: readonly Edge[]): OwnershipGraph {
  const first = new Int32Array(ids.length + 1);
  for (const { from } of edges) first[from + 1] = (first[from + 1] ?? 0) + 1;
  for (let node = 0; node < ids.length; node += 1) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const next = first.slice();
  const columns = {
    target: new Int32Array(edges.length),
    min: new Int32Array(edges.length),
    max: new Int32Array(edges.length),
    kind: new Uint8Array(edges.length),
    holding: new Int32Array(edges.length),
  };
  for (const edge of edges) {
    const at = next[edge.from] ?? 0;
    next[edge.from] = at + 1;
    columns.target[at] = edge.to;
    columns.min[at] = edge.min;
    columns.max[at] = edge.max;
    columns.kind[at] = edge.kind;
    columns.holding[at] = edge.holding;
  }
  return { ids, indexOf, first, ...columns };
}
