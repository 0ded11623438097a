import { COLUMNS, type Positions, PositionsBuilder } from '../positions.ts';
import type { Track } from '../track.ts';
import { compareRows } from '../tracks/row-order.ts';
import type { Placement } from '../tracks/segmenter.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { AnyTrackWatch } from './run-watches.ts';

/** Parts the reports of one MMSI into hulls and segments, in the order of time. Its state is plain data. */
export interface Segmenting {
  start(): unknown;
  push(state: unknown, positions: Positions, i: number): Placement | null;
}

export interface LiveRules {
  watches: readonly AnyTrackWatch[];
  segmenting: Segmenting;
  /** Seconds after which a report that arrives late is no longer taken in. */
  allowedLateness: number;
  /** Seconds of track that are kept behind the latest report, for context; at least what the watches look back. */
  kept: number;
}

/** A hull's track that grows, and can be cut back. */
class GrowingTrack extends PositionsBuilder implements Track {
  readonly vessel: number;
  readonly hull: number;
  segment = new Uint32Array(64);

  constructor(vessel: number, hull: number) {
    super(64);
    this.vessel = vessel;
    this.hull = hull;
  }

  take(from: Positions, i: number, segment: number): number {
    this.copy(from, i);
    if (this.segment.length < this.mmsi.length) {
      const grown = new Uint32Array(this.mmsi.length);
      grown.set(this.segment);
      this.segment = grown;
    }
    this.segment[this.length - 1] = segment;
    return this.length - 1;
  }

  /** Drops the first rows. */
  drop(rows: number): void {
    for (const name of COLUMNS) this[name].copyWithin(0, rows, this.length);
    this.segment.copyWithin(0, rows, this.length);
    this.length -= rows;
  }
}

interface LiveHull {
  track: GrowingTrack;
  states: unknown[];
  events: VesselEvent[];
  settled: { length: number; states: unknown[]; events: number };
}

/**
 * One MMSI of a live stream. Reports may arrive late and in any order within the allowed lateness: the watches go back
 * to the last settled state and see them again in the order of time, so that the events are those of the whole history.
 */
export class LiveVessel {
  readonly #mmsi: number;
  readonly #rules: LiveRules;
  readonly #kept: number;
  /** Reports after the settled instant, in order. */
  readonly #recent = new PositionsBuilder(64);
  #hulls = new Map<number, LiveHull>();
  #segmenter: unknown;
  #settledSegmenter: unknown;
  #settledAt = 0;
  #lastAt = 0;

  constructor(mmsi: number, rules: LiveRules) {
    this.#mmsi = mmsi;
    this.#rules = rules;
    this.#kept = Math.max(rules.kept, ...rules.watches.map(({ lookBackHours }) => lookBackHours * 3600));
    this.#segmenter = rules.segmenting.start();
    this.#settledSegmenter = structuredClone(this.#segmenter);
  }

  /** Instant of the latest report. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** Takes row `i` of columns. False when it came too late to be taken in. */
  take(from: Positions, i: number): boolean {
    const at = from.at[i] ?? 0;
    if (at <= this.#settledAt) return false;
    const row = insertInOrder(this.#recent, from, i);
    if (row === null) return true;
    if (row === this.#recent.length - 1) this.#see(row);
    else {
      this.#goBack();
      for (let again = 0; again < this.#recent.length; again++) this.#see(again);
    }
    this.#lastAt = Math.max(this.#lastAt, at);
    if (at - (this.#recent.at[0] ?? at) > 3 * this.#rules.allowedLateness)
      this.#settle(at - this.#rules.allowedLateness);
    return true;
  }

  /** Everything the watches see now, with what is under way at `untilAt`; the oldest settled events included. */
  events(untilAt: number): VesselEvent[] {
    const all: VesselEvent[] = [];
    for (const hull of this.#hulls.values()) {
      all.push(...hull.events);
      const emit = (event: VesselEvent): void => void all.push(event);
      for (const [number, watch] of this.#rules.watches.entries())
        watch.underWay(hull.states[number], hull.track, untilAt, emit);
    }
    return all;
  }

  /** The tracks by hull, as far back as the watches look. */
  get tracks(): Track[] {
    return [...this.#hulls.values()].map(({ track }) => track);
  }

  #see(row: number): void {
    const placement = this.#rules.segmenting.push(this.#segmenter, this.#recent, row);
    if (!placement) return;
    const hull = this.#hullOf(placement.hull);
    const i = hull.track.take(this.#recent, row, placement.segment);
    const emit = (event: VesselEvent): void => void hull.events.push(event);
    for (const [number, watch] of this.#rules.watches.entries()) watch.push(hull.states[number], hull.track, i, emit);
  }

  #hullOf(number: number): LiveHull {
    const known = this.#hulls.get(number);
    if (known) return known;
    const states = this.#rules.watches.map((watch) => watch.start());
    const settled = { length: 0, states: structuredClone(states), events: 0 };
    const hull = { track: new GrowingTrack(this.#mmsi, number), states, events: [], settled };
    this.#hulls.set(number, hull);
    return hull;
  }

  #goBack(): void {
    this.#segmenter = structuredClone(this.#settledSegmenter);
    for (const hull of this.#hulls.values()) {
      hull.track.length = hull.settled.length;
      hull.states = structuredClone(hull.settled.states);
      hull.events.length = hull.settled.events;
    }
  }

  /** Makes final what was seen up to an instant; nothing older is taken in any more. */
  #settle(untilAt: number): void {
    this.#goBack();
    let row = 0;
    for (; row < this.#recent.length && (this.#recent.at[row] ?? 0) <= untilAt; row++) this.#see(row);
    this.#settledSegmenter = structuredClone(this.#segmenter);
    for (const hull of this.#hulls.values()) {
      hull.track.drop(rowsBefore(hull.track, untilAt - this.#kept));
      hull.settled = { length: hull.track.length, states: structuredClone(hull.states), events: hull.events.length };
    }
    dropRows(this.#recent, row);
    this.#settledAt = untilAt;
    for (let again = 0; again < this.#recent.length; again++) this.#see(again);
  }
}

function rowsBefore({ at, length }: Positions, instant: number): number {
  let row = 0;
  while (row < length && (at[row] ?? 0) < instant) row++;
  return row;
}

function dropRows(columns: PositionsBuilder, rows: number): void {
  for (const name of COLUMNS) columns[name].copyWithin(0, rows, columns.length);
  columns.length -= rows;
}

/** Puts a row where it belongs by time, and by its values at the same instant; null when it is there already. */
function insertInOrder(columns: PositionsBuilder, from: Positions, i: number): number | null {
  let row = columns.length;
  while (row > 0 && compareRows(columns, row - 1, from, i) > 0) row--;
  if (row > 0 && compareRows(columns, row - 1, from, i) === 0) return null;
  columns.copy(from, i);
  const last = columns.length - 1;
  if (row === last) return row;
  for (const name of COLUMNS) {
    const value = columns[name][last] ?? 0;
    columns[name].copyWithin(row + 1, row, last);
    columns[name][row] = value;
  }
  return row;
}
