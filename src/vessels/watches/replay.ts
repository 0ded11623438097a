import type { WatchContext } from '../context.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt } from './read-track.ts';
import { hoursInWords, Weighing } from './weigh.ts';

/** The same place and course to a ten-thousandth of a minute for longer than this while it says that it moves: ours. */
const LEAST_SECONDS = 24 * 3600;
const LEAST_REPORTS = 8;
const MOVING_SOG = 5;

export type ReplayDetails = { hours: number; reports: number; speedKnots: number };

interface ReplayState {
  lat: number;
  lon: number;
  cog: number;
  start: Fix | null;
  last: Fix | null;
  reports: number;
  sog: number;
}

/** One position sent again and again by a ship that says it moves. */
export const replayWatch: TrackWatch<ReplayState, ReplayDetails> = {
  id: 'replay',
  version: '1',
  lookBackHours: 0,
  start: () => ({ lat: 0, lon: 0, cog: 0, start: null, last: null, reports: 0, sog: 0 }),
  push(state, track, i, emit) {
    const sog = track.sog[i] ?? 0;
    const moves = sog > MOVING_SOG && sog < 1022;
    const isSame = track.lat[i] === state.lat && track.lon[i] === state.lon && track.cog[i] === state.cog;
    if (isSame && moves) {
      state.reports++;
      if (state.reports === 2 || (track.at[i] ?? 0) - (state.last?.at ?? 0) >= 0) state.last = fixAt(track, i);
      return;
    }
    if (state.reports >= LEAST_REPORTS) close(state, track, emit, false);
    state.lat = track.lat[i] ?? 0;
    state.lon = track.lon[i] ?? 0;
    state.cog = track.cog[i] ?? 0;
    state.sog = sog;
    state.reports = 1;
    state.start = null;
    if (moves) state.start = fixAt(track, i);
  },
  underWay(state, track, _untilAt, emit) {
    if (state.reports >= LEAST_REPORTS) close(state, track, emit, true);
  },
  judge,
};

function close(
  { start, last, reports, sog }: ReplayState,
  track: Track,
  emit: Emit<ReplayDetails>,
  goesOn: boolean,
): void {
  if (!start || !last || last.at - start.at < LEAST_SECONDS) return;
  emit({
    ...eventOf(track, 'replay', start),
    end: goesOn ? null : last,
    details: { hours: (last.at - start.at) / 3600, reports, speedKnots: sog / 10 },
  });
}

function judge({ start, end, details, mmsi, hull }: VesselEvent<ReplayDetails>, { registry }: WatchContext): Judgement {
  const { flag, designations } = registry.identityOn(mmsi, hull, start.at);
  const weighing = new Weighing(0.6)
    .add("the DPRK's flag by its MMSI", 0.15, flag === 'KP')
    .add('a list names the hull', 0.2, designations.length > 0);
  return {
    confidence: weighing.confidence,
    explanation: `For ${hoursInWords(details.hours * 3600)} it sent one position ${details.reports} times while it said that it made ${details.speedKnots.toFixed(1)} knots.${weighing.inWords}`,
    measures: ['UN-2397-13'],
    missing: [
      'Is its transponder or receiver broken?',
      'Where was it truly? Satellite images of the ports it could have been in.',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
