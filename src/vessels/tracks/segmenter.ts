import { NOT_AVAILABLE, type Positions, UNITS_PER_DEGREE } from '../positions.ts';

/** Where a report belongs. One object is used for all: take its values at once. */
export interface Placement {
  hull: number;
  segment: number;
}

/**
 * Parameters of Global Fishing Watch's gpsdio-segment (`Segmentizer`, core.py): greatest speed, hours after which a
 * segment ends, hours of tolerance at short intervals, how much more likely one segment must be than another.
 */
const MOST_KNOTS = 25;
const MOST_HOURS = 24;
const BUFFER_HOURS = 0.25;
const PENALTY_KNOTS = 5;
const AMBIGUITY_FACTOR = 10;
const SHAPE_FACTOR = 4;
const MOST_OPEN = 20;
/** Type 27 is exact to a tenth of a minute: dropped within this many hours after a better report (min_type_27_hours). */
const TYPE_27_HOURS = 1;
/** Reports, ours: a place that a ship jumps to while another segment of it is open is believed from the third on. */
const BELIEVED_FROM = 3;
/** Speeds that receivers make of errors, in tenths of a knot: 51.15 to 51.25, 62.95 to 63.05 and not available. */
const NOISE_SOG = new Set([512, 630, NOT_AVAILABLE.sog]);

const NAUTICAL_MILES_PER_UNIT = 60 / UNITS_PER_DEGREE;
const RADIANS = Math.PI / 180;
const RADIANS_PER_UNIT = RADIANS / UNITS_PER_DEGREE;
const HALF_TURN_UNITS = 180 * UNITS_PER_DEGREE;

interface OpenSegment {
  segment: number;
  /** -1 until it is believed. */
  hull: number;
  points: number;
  startAt: number;
  at: number;
  lat: number;
  lon: number;
  sog: number;
  cog: number;
  heading: number;
}

/** What is known of one MMSI: plain data. */
export interface SegmenterState {
  open: OpenSegment[];
  segments: number;
  hulls: number;
  /** Instant of the last report that was better than type 27. */
  fineAt: number;
}

export function startSegments(): SegmenterState {
  return { open: [], segments: 0, hulls: 0, fineAt: 0 };
}

/**
 * Parts the reports of one MMSI, in the order of time, into physically consistent segments, and segments that overlap
 * in time into hulls: two ships on one MMSI come apart. The method is that of gpsdio-segment.
 */
export class Segmenter {
  readonly #placement: Placement = { hull: 0, segment: 0 };
  /** Why the last report was not placed. */
  reason = '';

  start(): SegmenterState {
    return startSegments();
  }

  /** Places row `i`; null when it is noise, and `reason` says why. */
  push(state: SegmenterState, positions: Positions, i: number): Placement | null {
    const at = positions.at[i] ?? 0;
    if (isNowhere(positions, i)) return this.#drop('position not available');
    if (positions.type[i] === 27 && at - state.fineAt < TYPE_27_HOURS * 3600)
      return this.#drop('a coarse report (type 27) soon after a better one');
    const { open } = state;
    for (let k = open.length - 1; k >= 0; k--) if (at - (open[k]?.at ?? 0) > MOST_HOURS * 3600) open.splice(k, 1);
    const segment = open.length === 0 ? null : bestOf(open, positions, i);
    if (segment?.at === at && isSame(segment, positions, i)) return this.#drop('the same report again');
    if (positions.type[i] !== 27) state.fineAt = at;
    const placed = segment ?? begin(state, at);
    move(placed, positions, i);
    return this.#place(state, placed);
  }

  #drop(reason: string): null {
    this.reason = reason;
    return null;
  }

  #place(state: SegmenterState, placed: OpenSegment): Placement | null {
    if (placed.hull < 0) {
      if (placed.points < BELIEVED_FROM && state.open.length > 1)
        return this.#drop('a place too far away, not yet believed');
      placed.hull = hullFor(state, placed);
    }
    this.#placement.hull = placed.hull;
    this.#placement.segment = placed.segment;
    return this.#placement;
  }
}

function isNowhere({ lat, lon }: Positions, i: number): boolean {
  return Math.abs(lat[i] ?? 0) > 90 * UNITS_PER_DEGREE || Math.abs(lon[i] ?? 0) > HALF_TURN_UNITS;
}

function isSame(segment: OpenSegment, { lat, lon, sog, cog, heading }: Positions, i: number): boolean {
  return (
    segment.lat === lat[i] &&
    segment.lon === lon[i] &&
    segment.sog === sog[i] &&
    segment.cog === cog[i] &&
    segment.heading === heading[i]
  );
}

function begin(state: SegmenterState, at: number): OpenSegment {
  if (state.open.length >= MOST_OPEN) state.open.shift();
  const fresh = {
    segment: state.segments++,
    hull: -1,
    points: 0,
    startAt: at,
    at,
    lat: 0,
    lon: 0,
    sog: 0,
    cog: 0,
    heading: 0,
  };
  state.open.push(fresh);
  return fresh;
}

function move(segment: OpenSegment, { at, lat, lon, sog, cog, heading }: Positions, i: number): void {
  segment.points++;
  segment.at = at[i] ?? 0;
  segment.lat = lat[i] ?? 0;
  segment.lon = lon[i] ?? 0;
  segment.sog = sog[i] ?? NOT_AVAILABLE.sog;
  segment.cog = cog[i] ?? NOT_AVAILABLE.cog;
  segment.heading = heading[i] ?? NOT_AVAILABLE.heading;
}

/** A segment that begins after the last report of another goes on with its hull; one beside it is another hull. */
function hullFor(state: SegmenterState, fresh: OpenSegment): number {
  const taken = new Set<number>();
  let before: OpenSegment | null = null;
  for (const other of state.open) {
    if (other === fresh || other.hull < 0) continue;
    if (other.at >= fresh.startAt) taken.add(other.hull);
    else if (!before || other.at > before.at) before = other;
  }
  if (before && !taken.has(before.hull)) return before.hull;
  let hull = 0;
  while (taken.has(hull)) hull++;
  state.hulls = Math.max(state.hulls, hull + 1);
  return hull;
}

/** The open segment that the report continues; null when none can be. */
function bestOf(open: readonly OpenSegment[], positions: Positions, i: number): OpenSegment | null {
  const [only] = open;
  if (open.length === 1 && only)
    return discrepancy(only, positions, i) <= allowed(only, positions.at[i] ?? 0) ? only : null;
  let best: OpenSegment | null = null;
  let most = 0;
  for (const segment of open) {
    const hours = ((positions.at[i] ?? 0) - segment.at) / 3600;
    const reach = allowed(segment, positions.at[i] ?? 0);
    const apart = discrepancy(segment, positions, i);
    if (apart > reach) continue;
    const alpha = ((MOST_KNOTS / PENALTY_KNOTS) * apart) / reach;
    const metric = Math.exp(-alpha * alpha) / Math.hypot(hours, BUFFER_HOURS);
    const isClear = best === null || metric > most * AMBIGUITY_FACTOR;
    // Where two are about as likely, the longer one is the ship and the shorter one noise.
    if (isClear || (metric > most / AMBIGUITY_FACTOR && segment.points > (best?.points ?? 0))) {
      best = segment;
      most = Math.max(most, metric);
    }
  }
  return best;
}

/** Nautical miles that a report may lie from where the segment leads. */
function allowed(segment: OpenSegment, at: number): number {
  return Math.hypot((at - segment.at) / 3600, BUFFER_HOURS) * MOST_KNOTS;
}

/** Nautical miles between a report and where the segment leads, as gpsdio-segment measures it; `roughly` may be more, not less, where it is allowed anyway. */
function discrepancy(segment: OpenSegment, positions: Positions, i: number, roughly = false): number {
  const lat = positions.lat[i] ?? 0;
  const narrow = Math.cos(((segment.lat + lat) / 2) * RADIANS_PER_UNIT);
  let across = (positions.lon[i] ?? 0) - segment.lon;
  if (across > HALF_TURN_UNITS) across -= 2 * HALF_TURN_UNITS;
  else if (across < -HALF_TURN_UNITS) across += 2 * HALF_TURN_UNITS;
  const east = across * NAUTICAL_MILES_PER_UNIT * narrow;
  const north = (lat - segment.lat) * NAUTICAL_MILES_PER_UNIT;
  const hours = ((positions.at[i] ?? 0) - segment.at) / 3600;
  const apart = Math.hypot(east, north);
  const shaped = apart * SHAPE_FACTOR;
  if (roughly && shaped <= BUFFER_HOURS * MOST_KNOTS) return shaped;
  const forward = reckoned(east, north, hours, segment.sog, segment.cog);
  const back = reckoned(
    east,
    north,
    hours,
    positions.sog[i] ?? NOT_AVAILABLE.sog,
    positions.cog[i] ?? NOT_AVAILABLE.cog,
  );
  return Math.min((forward + back) / 2, shaped);
}

/** Nautical miles between the way made and that at the reported speed and course; without these, all of the way. */
function reckoned(east: number, north: number, hours: number, sog: number, cog: number): number {
  if (NOISE_SOG.has(sog) || cog >= NOT_AVAILABLE.cog) return Math.hypot(east, north);
  const way = (sog / 10) * hours;
  const course = (cog / 10) * RADIANS;
  return Math.hypot(east - way * Math.sin(course), north - way * Math.cos(course));
}
