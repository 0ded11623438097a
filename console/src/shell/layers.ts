/** A node of a drawing and where it lies: columns from the left, rows from the top. */
export interface Placed {
  id: string;
  column: number;
  row: number;
}

/** Nodes that a drawing holds; more cannot be read. */
export const MOST_DRAWN = 60;

/**
 * Lays nodes out in columns by their longest way from where the reading starts, along the arrows or against them, so
 * that an arrow leads from left to right unless it closes a cycle. Nodes that cannot be reached are left out, and those
 * beyond the limit, the farthest first.
 */
export function layersOf(
  start: readonly string[],
  edges: readonly { from: string; to: string }[],
  along: 'with' | 'against',
): Placed[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const [here, there] = along === 'with' ? [from, to] : [to, from];
    next.set(here, (next.get(here) ?? new Set()).add(there));
  }
  const drawn = reached(start, next);
  const depth = longestWays(start, next, drawn);
  const deepest = Math.max(0, ...depth.values());
  const rows = new Map<number, number>();
  return [...drawn].map((id) => {
    const distance = depth.get(id) ?? 0;
    const column = along === 'with' ? distance : deepest - distance;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { id, column, row };
  });
}

type Next = ReadonlyMap<string, ReadonlySet<string>>;

/** The nearest nodes, up to the limit. */
function reached(start: readonly string[], next: Next): Set<string> {
  const drawn = new Set<string>();
  const enter = (id: string): void => {
    if (drawn.size < MOST_DRAWN) drawn.add(id);
  };
  for (const id of start) enter(id);
  for (const id of drawn) for (const other of next.get(id) ?? []) enter(other);
  return drawn;
}

/** Arrows that lead back to a node of the way that is being walked close a cycle, and lengthen nothing. */
function longestWays(start: readonly string[], next: Next, drawn: ReadonlySet<string>): Map<string, number> {
  const depth = new Map<string, number>();
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const other of next.get(id) ?? []) {
      if (!drawn.has(other)) continue;
      if (state.get(other) === 'open') back.add(`${id} ${other}`);
      else if (!state.has(other)) visit(other);
    }
    state.set(id, 'done');
    order.push(id);
  };
  for (const id of start) if (!state.has(id)) visit(id);
  for (const id of order.reverse())
    for (const other of next.get(id) ?? [])
      if (drawn.has(other) && !back.has(`${id} ${other}`))
        depth.set(other, Math.max(depth.get(other) ?? 0, (depth.get(id) ?? 0) + 1));
  return depth;
}
