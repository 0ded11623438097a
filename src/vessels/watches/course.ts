import { angleBetween, bearingDegrees } from '../../kernel/geodesy.ts';
import type { WatchContext } from '../context.ts';
import { DPRK_GATES } from '../places/dprk-gates.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { courseAt, eventOf, fixAt, kmBetween, knotsAt, shipGroup } from './read-track.ts';
import { hoursInWords, isOfInterest, LEAST_CONFIDENCE, Weighing } from './weigh.ts';

/** Ours throughout (no method is published): bearing within 20 degrees for two hours, closing at 80 % of the speed, over 5 knots, under 48 hours to go. */
const WITHIN_DEGREES = 20;
const LEAST_SECONDS = 2 * 3600;
const CLOSING_SHARE = 0.8;
const LEAST_KNOTS = 5;
const MOST_HOURS_TO_GO = 48;
/** Silence after which the course counts. */
const SILENT_SECONDS = 6 * 3600;
/** Reports nearer to each other say nothing new. */
const STEP_SECONDS = 600;

/** In units of AIS. */
const GATES = DPRK_GATES.map(({ name, lat, lon }) => ({
  name,
  lat: lat * UNITS_PER_DEGREE,
  lon: lon * UNITS_PER_DEGREE,
}));
/** Beyond this no gate is within 48 hours at 20 knots. Degrees. */
const BOX = {
  south: 22 * UNITS_PER_DEGREE,
  north: 46 * UNITS_PER_DEGREE,
  west: 115 * UNITS_PER_DEGREE,
  east: 142 * UNITS_PER_DEGREE,
};

export type CourseDetails = { gate: string; hours: number; knots: number; hoursToGo: number; silentHours: number };

interface Approach {
  start: Fix;
  startKm: number;
  startAt: number;
}

interface CourseState {
  at: number;
  steppedAt: number;
  approaches: (Approach | null)[];
  last: Fix | null;
  lastKnots: number;
  lastKm: number[];
}

/** A course that leads to the DPRK, and then silence. */
export const courseWatch: TrackWatch<CourseState, CourseDetails> = {
  id: 'course',
  version: '2',
  lookBackHours: 1,
  start: () => ({ at: 0, steppedAt: 0, approaches: GATES.map(() => null), last: null, lastKnots: 0, lastKm: [] }),
  push(state, track, i, emit) {
    const at = track.at[i] ?? 0;
    if (state.at > 0 && at - state.at > SILENT_SECONDS) {
      emitApproach(state, track, at, emit);
      state.approaches.fill(null);
    }
    state.at = at;
    if (at - state.steppedAt < STEP_SECONDS) return;
    state.steppedAt = at;
    const lat = track.lat[i] ?? 0;
    const lon = track.lon[i] ?? 0;
    if (lat < BOX.south || lat > BOX.north || lon < BOX.west || lon > BOX.east) state.approaches.fill(null);
    else step(state, track, i);
  },
  underWay(state, track, untilAt, emit) {
    if (state.at > 0 && untilAt - state.at > SILENT_SECONDS) emitApproach(state, track, untilAt, emit);
  },
  judge,
};

function step(state: CourseState, track: Track, i: number): void {
  const [knots, course] = [knotsAt(track, i), courseAt(track, i)];
  const fix = fixAt(track, i);
  state.last = fix;
  state.lastKnots = knots ?? 0;
  for (const [number, gate] of GATES.entries()) {
    const km = kmBetween(track.lat[i] ?? 0, track.lon[i] ?? 0, gate.lat, gate.lon);
    state.lastKm[number] = km;
    const leads =
      knots !== null &&
      course !== null &&
      knots > LEAST_KNOTS &&
      km / (knots * 1.852) < MOST_HOURS_TO_GO &&
      angleBetween(
        course,
        bearingDegrees(fix.lat, fix.lon, gate.lat / UNITS_PER_DEGREE, gate.lon / UNITS_PER_DEGREE),
      ) <= WITHIN_DEGREES;
    if (!leads) state.approaches[number] = null;
    else state.approaches[number] ??= { start: fix, startKm: km, startAt: fix.at };
  }
}

function emitApproach(state: CourseState, track: Track, untilAt: number, emit: Emit<CourseDetails>): void {
  const { last, lastKnots, lastKm } = state;
  if (!last) return;
  let best: { number: number; approach: Approach } | null = null;
  for (const [number, approach] of state.approaches.entries()) {
    if (!approach || last.at - approach.startAt < LEAST_SECONDS) continue;
    const closed = approach.startKm - (lastKm[number] ?? 0);
    const made = lastKnots * 1.852 * ((last.at - approach.startAt) / 3600);
    if (closed < CLOSING_SHARE * made) continue;
    if (!best || (lastKm[number] ?? 0) < (lastKm[best.number] ?? 0)) best = { number, approach };
  }
  if (!best) return;
  emit({
    ...eventOf(track, 'course', best.approach.start),
    end: last,
    details: {
      gate: GATES[best.number]?.name ?? '',
      hours: (last.at - best.approach.startAt) / 3600,
      knots: lastKnots,
      hoursToGo: (lastKm[best.number] ?? 0) / (lastKnots * 1.852),
      silentHours: (untilAt - last.at) / 3600,
    },
  });
}

function judge(event: VesselEvent<CourseDetails>, context: WatchContext): Judgement | null {
  const { mmsi, hull, start, end, details } = event;
  const last = end ?? start;
  if (context.reception.outage(last.lat, last.lon, last.at)) return null;
  const { dprkFlag, listed } = isOfInterest(context, mmsi, hull, start.at);
  const group = shipGroup(context.registry.identityOn(mmsi, hull, start.at).shipType);
  const heard = context.reception.neighboursHeard(last, { withinKm: 56, untilAt: last.at + 7200, exceptMmsi: mmsi });
  const weighing = new Weighing(0.2)
    .add('silent for longer than it needed to arrive', 0.15, details.silentHours > details.hoursToGo)
    .add('other ships were heard there just after', 0.15, heard >= 3)
    .add('a tanker', 0.1, group === 'tanker')
    .add('less than a day to go', 0.1, details.hoursToGo < 24)
    .add("the DPRK's flag by its MMSI", 0.2, dprkFlag)
    .add('a list names the hull', 0.3, listed)
    .add('no cargo ship or tanker', -0.3, group === 'fishing' || group === 'service' || group === 'passenger');
  if (weighing.confidence < LEAST_CONFIDENCE) return null;
  return {
    confidence: weighing.confidence,
    explanation: `For ${details.hours.toFixed(1)} hours its course led to ${details.gate} at ${details.knots.toFixed(1)} knots, ${details.hoursToGo.toFixed(0)} hours to go; then no report of it was received for ${hoursInWords(details.silentHours * 3600)}.${weighing.inWords}`,
    measures: ['UN-2397-13', ...(group === 'tanker' ? ['UN-2397-5'] : [])],
    missing: [
      'Where did it go? Satellite images of the approach and the port.',
      'What was its declared destination, and did it arrive there?',
    ],
    fixes: [start, last],
    reasons: weighing.reasons,
  };
}
