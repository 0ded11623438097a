import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';

/** Seconds of the grid, from midnight UTC (Global Fishing Watch, RESAMPLE_INCREMENT_MINUTES 10). */
export const SLOT_SECONDS = 600;
/** Between reports this far apart the way is taken as straight (MAX_GAP_HOURS 1) … */
const MOST_GAP_SECONDS = 3600;
/** … and, ours, this far when the ship hardly moved: satellites pass each hour and a half. Units of latitude: 1 km. */
const STILL_GAP_SECONDS = 6 * 3600;
const STILL_UNITS = Math.round((1 / 111.2) * UNITS_PER_DEGREE);
const HALF_TURN = 180 * UNITS_PER_DEGREE;

/** Where hulls were at each step of the grid: one row a hull and slot. Plain columns, so that slots can be parted over machines. */
export interface SlotRows {
  length: number;
  slot: Uint32Array;
  hull: Uint32Array;
  lat: Int32Array;
  lon: Int32Array;
  /** Tenths of a knot made good between the reports around the slot. */
  knots10: Uint16Array;
}

/** Puts the tracks onto the grid, rows in the order of slots; `hull` is the track's place in the list. */
export function resample(tracks: readonly Track[]): SlotRows {
  let most = 0;
  for (const track of tracks) if (track.length > 0) most += slotsOf(track);
  const rows = emptyRows(most);
  for (const [hull, track] of tracks.entries()) addTrack(rows, track, hull);
  return bySlot(rows);
}

function slotsOf({ at, length }: Track): number {
  return Math.floor((at[length - 1] ?? 0) / SLOT_SECONDS) - Math.floor((at[0] ?? 0) / SLOT_SECONDS) + 2;
}

function emptyRows(capacity: number): SlotRows {
  return {
    length: 0,
    slot: new Uint32Array(capacity),
    hull: new Uint32Array(capacity),
    lat: new Int32Array(capacity),
    lon: new Int32Array(capacity),
    knots10: new Uint16Array(capacity),
  };
}

function addTrack(rows: SlotRows, { at, lat, lon, segment, length }: Track, hull: number): void {
  for (let i = 0; i + 1 < length; i++) {
    const [from, to] = [at[i] ?? 0, at[i + 1] ?? 0];
    const first = Math.ceil(from / SLOT_SECONDS);
    const last = Math.ceil(to / SLOT_SECONDS) - 1;
    if (last < first || segment[i] !== segment[i + 1]) continue;
    const [lat1, lat2, lon1] = [lat[i] ?? 0, lat[i + 1] ?? 0, lon[i] ?? 0];
    let across = (lon[i + 1] ?? 0) - lon1;
    if (across > HALF_TURN) across -= 2 * HALF_TURN;
    else if (across < -HALF_TURN) across += 2 * HALF_TURN;
    const seconds = to - from;
    const east = across * Math.cos((lat1 / UNITS_PER_DEGREE) * (Math.PI / 180));
    const way = Math.hypot(east, lat2 - lat1);
    if (seconds > (way < STILL_UNITS ? STILL_GAP_SECONDS : MOST_GAP_SECONDS)) continue;
    // A unit is a ten-thousandth of a nautical mile's minute: 10,000 of them an hour are a knot.
    const knots10 = Math.min(65_535, Math.round((way / 1000) * (3600 / seconds)));
    for (let slot = first; slot <= last; slot++) {
      const share = (slot * SLOT_SECONDS - from) / seconds;
      const row = rows.length++;
      rows.slot[row] = slot;
      rows.hull[row] = hull;
      rows.lat[row] = lat1 + share * (lat2 - lat1);
      rows.lon[row] = lon1 + share * across;
      rows.knots10[row] = knots10;
    }
  }
}

/** A counting sort: rows of one slot lie together, hulls in order. */
function bySlot(rows: SlotRows): SlotRows {
  if (rows.length === 0) return rows;
  let [first, last] = [rows.slot[0] ?? 0, 0];
  for (let row = 0; row < rows.length; row++) {
    const slot = rows.slot[row] ?? 0;
    if (slot < first) first = slot;
    if (slot > last) last = slot;
  }
  const starts = new Uint32Array(last - first + 2);
  for (let row = 0; row < rows.length; row++) {
    const at = (rows.slot[row] ?? 0) - first + 1;
    starts[at] = (starts[at] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const sorted = emptyRows(rows.length);
  sorted.length = rows.length;
  for (let row = 0; row < rows.length; row++) {
    const at = (rows.slot[row] ?? 0) - first;
    const to = starts[at] ?? 0;
    starts[at] = to + 1;
    sorted.slot[to] = rows.slot[row] ?? 0;
    sorted.hull[to] = rows.hull[row] ?? 0;
    sorted.lat[to] = rows.lat[row] ?? 0;
    sorted.lon[to] = rows.lon[row] ?? 0;
    sorted.knots10[to] = rows.knots10[row] ?? 0;
  }
  return sorted;
}
