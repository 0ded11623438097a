import type { WatchContext } from '../context.ts';
import type { LandMask } from '../places/land.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt } from './read-track.ts';
import { Weighing } from './weigh.ts';

/** Three reports in a row, farther inland than charts and this mask err: ours; the mask's cells are 5.6 km. */
const LEAST_REPORTS = 3;
const LEAST_INLAND_KM = 12;

export type OnLandDetails = { reports: number; inlandKm: number; arrived: 'sailed' | 'jumped' | 'unknown' };

interface OnLandState {
  reports: number;
  start: Fix | null;
  last: Fix | null;
  inlandKm: number;
  /** Segment in which it was last at sea; where it is inland in another, it did not sail there. */
  seaSegment: number;
  seaAt: number;
  arrived: OnLandDetails['arrived'];
}

/** A ship that is said to be far inland. */
export function onLandWatch(land: LandMask): TrackWatch<OnLandState, OnLandDetails> {
  return {
    id: 'on-land',
    version: '1',
    lookBackHours: 0,
    start: () => ({ reports: 0, start: null, last: null, inlandKm: 0, seaSegment: -1, seaAt: 0, arrived: 'unknown' }),
    push(state, track, i, emit) {
      const lat = (track.lat[i] ?? 0) / UNITS_PER_DEGREE;
      const lon = (track.lon[i] ?? 0) / UNITS_PER_DEGREE;
      if (!land.isLand(lat, lon)) {
        if (state.reports > 0) close(state, track, emit, false);
        state.reports = 0;
        state.seaSegment = track.segment[i] ?? 0;
        state.seaAt = track.at[i] ?? 0;
        return;
      }
      const inlandKm = land.inlandKm(lat, lon);
      if (inlandKm < LEAST_INLAND_KM) return;
      if (state.reports++ === 0) {
        state.start = fixAt(track, i);
        state.inlandKm = 0;
        state.arrived = arrival(state, track, i);
      }
      state.last = fixAt(track, i);
      state.inlandKm = Math.max(state.inlandKm, inlandKm);
    },
    underWay(state, track, _untilAt, emit) {
      if (state.reports > 0) close(state, track, emit, true);
    },
    judge,
  };
}

/** After a day unseen it may have come by any river or canal. */
const UNSEEN_SECONDS = 24 * 3600;

function arrival({ seaSegment, seaAt }: OnLandState, { segment, at }: Track, i: number): OnLandDetails['arrived'] {
  if (seaSegment < 0 || (at[i] ?? 0) - seaAt > UNSEEN_SECONDS) return 'unknown';
  return seaSegment === segment[i] ? 'sailed' : 'jumped';
}

function close(
  { reports, start, last, inlandKm, arrived }: OnLandState,
  track: Track,
  emit: Emit<OnLandDetails>,
  goesOn: boolean,
): void {
  if (reports < LEAST_REPORTS || !start) return;
  emit({ ...eventOf(track, 'on-land', start), end: goesOn ? null : last, details: { reports, inlandKm, arrived } });
}

function judge(
  { start, end, details, mmsi, hull }: VesselEvent<OnLandDetails>,
  { registry }: WatchContext,
): Judgement | null {
  const { designations, flag } = registry.identityOn(mmsi, hull, start.at);
  const weighing = new Weighing(0.5)
    .add('it came there without a break, as up a river', -0.4, details.arrived === 'sailed')
    .add('it was not seen to come, as in a canal', -0.3, details.arrived === 'unknown')
    .add("the DPRK's flag by its MMSI", 0.15, flag === 'KP')
    .add('a list names the hull', 0.2, designations.length > 0);
  if (weighing.confidence < 0.4) return null;
  return {
    confidence: weighing.confidence,
    explanation: `${details.reports} of its reports lie up to ${details.inlandKm.toFixed(0)} km inland.${weighing.inWords}`,
    measures: ['UN-2397-13'],
    missing: [
      'Is there a river or canal that the coarse land mask lacks?',
      'Were other ships said to be there as well?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
