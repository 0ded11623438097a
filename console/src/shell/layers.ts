/** A node of a drawing and where it lies: columns from the left, rows from the top. */
export interface Placed {
  id: string;
  column: number;
  row: number;
}

/** Nodes that a drawing holds; more cannot be read. */
export const MOST_DRAWN = 60;

/**
 * Lays nodes out in columns by their distance from where the reading starts, along the arrows or against them, the
 * start first. Nodes that cannot be reached are left out, and those beyond the limit, the farthest first.
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
  const column = new Map<string, number>();
  const queue: string[] = [];
  const enter = (id: string, at: number): void => {
    if (column.has(id) || column.size >= MOST_DRAWN) return;
    column.set(id, at);
    queue.push(id);
  };
  for (const id of start) enter(id, 0);
  for (const id of queue) for (const other of next.get(id) ?? []) enter(other, (column.get(id) ?? 0) + 1);
  const deepest = Math.max(0, ...column.values());
  const rows = new Map<number, number>();
  return [...column].map(([id, distance]) => {
    const at = along === 'with' ? distance : deepest - distance;
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    return { id, column: at, row };
  });
}
