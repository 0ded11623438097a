import type { Positions } from '../positions.ts';

const ORDER = ['at', 'lat', 'lon', 'sog', 'cog', 'heading', 'navStatus', 'type', 'source'] as const;

/** The order of one ship's reports: by time, then by every value, so that it never depends on arrival. */
export function compareRows(one: Positions, a: number, other: Positions, b: number): number {
  for (const name of ORDER) {
    const apart = (one[name][a] ?? 0) - (other[name][b] ?? 0);
    if (apart !== 0) return apart;
  }
  return 0;
}

/** The rows of one ship: where they lie in `rows`. */
export interface ShipRows {
  mmsi: number;
  from: number;
  to: number;
}

/** Rows of one ship that can be ordered with their time in one number. */
const MOST_LOCAL = 2 ** 20;

/** All rows parted by ship, ships by MMSI, each ship's in its order. `rows` holds row numbers of the columns. */
export function rowsByShip(positions: Positions): { ships: ShipRows[]; rows: Uint32Array } {
  const { length, mmsi } = positions;
  const counts = new Map<number, number>();
  let last = -1;
  let run = 0;
  for (let i = 0; i < length; i++) {
    const ship = mmsi[i] ?? 0;
    if (ship === last) run++;
    else {
      if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
      last = ship;
      run = 1;
    }
  }
  if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
  const ships: ShipRows[] = [];
  const next = new Map<number, number>();
  let from = 0;
  for (const ship of [...counts.keys()].sort((one, other) => one - other)) {
    const to = from + (counts.get(ship) ?? 0);
    ships.push({ mmsi: ship, from, to });
    next.set(ship, from);
    from = to;
  }
  const rows = new Uint32Array(length);
  for (let i = 0; i < length; ) {
    const ship = mmsi[i] ?? 0;
    let to = next.get(ship) ?? 0;
    for (; i < length && mmsi[i] === ship; i++) rows[to++] = i;
    next.set(ship, to);
  }
  for (const { from: begin, to } of ships) orderShip(positions, rows.subarray(begin, to));
  return { ships, rows };
}

function orderShip(positions: Positions, rows: Uint32Array): void {
  const { at } = positions;
  let ordered = true;
  for (let k = 1; k < rows.length && ordered; k++)
    ordered = compareRows(positions, rows[k - 1] ?? 0, positions, rows[k] ?? 0) <= 0;
  if (ordered) return;
  if (rows.length >= MOST_LOCAL) {
    rows.sort((one, other) => compareRows(positions, one, positions, other));
    return;
  }
  const keys = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) keys[k] = (at[rows[k] ?? 0] ?? 0) * MOST_LOCAL + k;
  keys.sort();
  const before = rows.slice();
  for (let k = 0; k < rows.length; k++) {
    const row = before[(keys[k] ?? 0) % MOST_LOCAL] ?? 0;
    let to = k;
    // Reports of one instant: few, put in order one by one.
    for (
      ;
      to > 0 && at[rows[to - 1] ?? 0] === at[row] && compareRows(positions, rows[to - 1] ?? 0, positions, row) > 0;
      to--
    )
      rows[to] = rows[to - 1] ?? 0;
    rows[to] = row;
  }
}
