import { KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import type { WatchContext } from '../context.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt, kmBetween } from './read-track.ts';
import { isOfInterest, Weighing } from './weigh.ts';

/** Knots between two reports that no ship makes (AISdb, speed_threshold), over more than a receiver's error. */
const MOST_KNOTS = 50;
const LEAST_KM = 20;

export type JumpDetails = { knots: number; km: number; toLat: number; toLon: number; hours: number };

interface JumpState {
  segment: number;
  last: Fix | null;
  at: number;
  lat: number;
  lon: number;
  /** The jump whose stay at the other end goes on. */
  there: { start: Fix; to: Fix; knots: number; km: number; lastAt: number } | null;
}

/** A hull that is said to be elsewhere faster than any ship: its position, or its number, is false. */
export const jumpWatch: TrackWatch<JumpState, JumpDetails> = {
  id: 'jump',
  version: '1',
  lookBackHours: 0,
  start: () => ({ segment: -1, last: null, at: 0, lat: 0, lon: 0, there: null }),
  push(state, track, i, emit) {
    const segment = track.segment[i] ?? 0;
    const at = track.at[i] ?? 0;
    if (segment !== state.segment) {
      close(state, track, emit, false);
      if (state.at > 0) begin(state, track, i);
      state.segment = segment;
    }
    if (state.there) state.there.lastAt = at;
    state.at = at;
    state.lat = track.lat[i] ?? 0;
    state.lon = track.lon[i] ?? 0;
  },
  underWay(state, track, _untilAt, emit) {
    close({ ...state }, track, emit, true);
  },
  judge,
};

function begin(state: JumpState, track: Track, i: number): void {
  const km = kmBetween(state.lat, state.lon, track.lat[i] ?? 0, track.lon[i] ?? 0);
  const hours = Math.max(1 / 60, ((track.at[i] ?? 0) - state.at) / 3600);
  const knots = km / KM_PER_NAUTICAL_MILE / hours;
  if (km < LEAST_KM || knots < MOST_KNOTS) return;
  const start = { at: state.at, lat: state.lat / UNITS_PER_DEGREE, lon: state.lon / UNITS_PER_DEGREE };
  state.there = { start, to: fixAt(track, i), knots, km, lastAt: track.at[i] ?? 0 };
}

function close(state: JumpState, track: Track, emit: Emit<JumpDetails>, goesOn: boolean): void {
  const { there } = state;
  state.there = null;
  if (!there) return;
  const { start, to, knots, km, lastAt } = there;
  emit({
    ...eventOf(track, 'jump', start),
    end: goesOn ? null : { ...to, at: lastAt },
    details: { knots, km, toLat: to.lat, toLon: to.lon, hours: (lastAt - to.at) / 3600 },
  });
}

function judge({ start, end, details, mmsi, hull }: VesselEvent<JumpDetails>, context: WatchContext): Judgement | null {
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  const weighing = new Weighing(0.2)
    .add('it stayed there for hours', 0.2, details.hours > 1)
    .add('the place lies on land', 0.2, context.places.inlandKm(details.toLat, details.toLon) > 2)
    .add("the DPRK's flag by its MMSI", 0.2, dprkFlag)
    .add('a list names the hull', 0.3, listed);
  if (weighing.confidence < 0.4) return null;
  return {
    confidence: weighing.confidence,
    explanation: `Between two of its reports lie ${details.km.toFixed(0)} km, which would take ${details.knots.toFixed(0)} knots; it then was said to be there for ${details.hours.toFixed(1)} hours.${weighing.inWords}`,
    measures: ['UN-2397-13'],
    missing: ['Does another ship use its MMSI?', 'Were other ships said to be there as well, as when GNSS is jammed?'],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
