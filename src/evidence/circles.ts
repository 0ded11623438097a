interface Frame {
  node: string;
  rest: string[];
}

export interface Circles {
  /** Number of each node's group. */
  groupOf: ReadonlyMap<string, number>;
  /** Nodes that lead to each other; a group comes after all it leads to. */
  groups: string[][];
}

/** The strongly connected components of a graph (Tarjan), without recursion, since chains of reports may be long. */
export function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): Circles {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const groupOf = new Map<string, number>();
  const groups: string[][] = [];
  const open: string[] = [];
  const path: Frame[] = [];
  const lower = (node: string | undefined, to: number): void => {
    if (node !== undefined) low.set(node, Math.min(low.get(node) ?? to, to));
  };
  const enter = (node: string): void => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    open.push(node);
    path.push({ node, rest: [...(edges.get(node) ?? [])] });
  };
  const leave = ({ node }: Frame): void => {
    path.pop();
    lower(path.at(-1)?.node, low.get(node) ?? 0);
    if (low.get(node) !== order.get(node)) return;
    const group = open.splice(open.lastIndexOf(node));
    for (const one of group) groupOf.set(one, groups.length);
    groups.push(group);
  };
  for (const start of edges.keys()) {
    if (!order.has(start)) enter(start);
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const next = frame.rest.pop();
      if (next === undefined) leave(frame);
      else if (!order.has(next)) enter(next);
      else if (!groupOf.has(next)) lower(frame.node, order.get(next) ?? 0);
    }
  }
  return { groupOf, groups };
}
