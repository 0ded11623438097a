import { KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import type { WatchContext } from '../context.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Emit, Judgement, TrackWatch } from '../watch.ts';
import { eventOf, fixAt } from './read-track.ts';
import { hoursInWords, Weighing } from './weigh.ts';

/**
 * Positions on a ring, as SkyTruth and Global Fishing Watch saw them off Shanghai and at Point Reyes; the numbers are
 * ours: radius 0.3 to 15 nautical miles, residual below a tenth of it, three quarters of the ring covered.
 */
const RADIUS_KM = { least: 0.3 * KM_PER_NAUTICAL_MILE, most: 15 * KM_PER_NAUTICAL_MILE };
const MOST_RESIDUAL = 0.1;
const MOST_OPEN_DEGREES = 90;
/** Reports that are fitted, five minutes and more apart, within two days; the fit is tried at each second. Ours. */
const FITTED = 24;
const LEAST_FITTED = 7;
const APART_SECONDS = 300;
const MOST_SPAN_SECONDS = 48 * 3600;
const KM_PER_UNIT = (60 * KM_PER_NAUTICAL_MILE) / UNITS_PER_DEGREE;

export type CircleDetails = {
  radiusKm: number;
  lat: number;
  lon: number;
  rounds: number;
  impliedKnots: number;
  reportedKnots: number;
};

/** The last reports, oldest first. */
interface Spread {
  at: number[];
  lat: number[];
  lon: number[];
  sog: number[];
}

interface CircleState {
  segment: number;
  seen: number;
  spread: Spread;
  found: { start: Fix; last: Fix; misses: number; details: CircleDetails } | null;
}

interface Ring {
  start: Fix;
  lat: number;
  lon: number;
  radiusKm: number;
  impliedKnots: number;
  reportedKnots: number;
  turnedDegrees: number;
}

/** Positions that run round a circle: a transponder or a receiver that is deceived. */
export const circleWatch: TrackWatch<CircleState, CircleDetails> = {
  id: 'circle',
  version: '1',
  lookBackHours: 0,
  start: () => ({ segment: -1, seen: 0, spread: { at: [], lat: [], lon: [], sog: [] }, found: null }),
  push(state, track, i, emit) {
    const { spread } = state;
    if (track.segment[i] !== state.segment) {
      state.segment = track.segment[i] ?? 0;
      for (const name of ['at', 'lat', 'lon', 'sog'] as const) spread[name].length = 0;
    }
    const at = track.at[i] ?? 0;
    if (at - (spread.at.at(-1) ?? 0) < APART_SECONDS) return;
    for (const name of ['at', 'lat', 'lon', 'sog'] as const) {
      spread[name].push(track[name][i] ?? 0);
      if (spread.at.length > FITTED || spread[name].length > FITTED) spread[name].shift();
    }
    while (at - (spread.at[0] ?? at) > MOST_SPAN_SECONDS)
      for (const name of ['at', 'lat', 'lon', 'sog'] as const) spread[name].shift();
    if (++state.seen % 2 === 0) look(state, track, i, emit);
  },
  underWay(state, track, _untilAt, emit) {
    close({ ...state }, track, emit, true);
  },
  judge,
};

function look(state: CircleState, track: Track, i: number, emit: Emit<CircleDetails>): void {
  const ring = ringOf(state.spread);
  const { found } = state;
  if (!ring) {
    if (found && ++found.misses > 2) close(state, track, emit, false);
    return;
  }
  const last = fixAt(track, i);
  const { start, turnedDegrees, ...about } = ring;
  if (found) {
    found.last = last;
    found.misses = 0;
    found.details = { ...found.details, rounds: found.details.rounds + (turnedDegrees / 360) * (2 / FITTED) };
  } else state.found = { start, last, misses: 0, details: { ...about, rounds: turnedDegrees / 360 } };
}

function close(state: CircleState, track: Track, emit: Emit<CircleDetails>, goesOn: boolean): void {
  const { found } = state;
  state.found = null;
  if (found)
    emit({ ...eventOf(track, 'circle', found.start), end: goesOn ? null : found.last, details: found.details });
}

/** The ring that the last reports lie on; null when they lie on none. */
function ringOf(spread: Spread): Ring | null {
  const { lat, lon } = spread;
  const count = lat.length;
  if (count < LEAST_FITTED) return null;
  const [x0, y0] = [lon.at(-1) ?? 0, lat.at(-1) ?? 0];
  const narrow = Math.cos((y0 / UNITS_PER_DEGREE) * (Math.PI / 180));
  // Sums for the least squares of Kasa: x² + y² = a x + b y + c.
  let [sx, sy, sxx, syy, sxy, sxz, syz, sz] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < count; k++) {
    const x = ((lon[k] ?? 0) - x0) * KM_PER_UNIT * narrow;
    const y = ((lat[k] ?? 0) - y0) * KM_PER_UNIT;
    const z = x * x + y * y;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
    sxz += x * z;
    syz += y * z;
    sz += z;
  }
  const variance = (sxx + syy) / count - (sx / count) ** 2 - (sy / count) ** 2;
  if (variance < (RADIUS_KM.least / 2) ** 2 || variance > (RADIUS_KM.most * 1.5) ** 2) return null;
  const [cxx, cyy, cxy] = [sxx - (sx * sx) / count, syy - (sy * sy) / count, sxy - (sx * sy) / count];
  const [cxz, cyz] = [sxz - (sx * sz) / count, syz - (sy * sz) / count];
  const determinant = cxx * cyy - cxy * cxy;
  if (Math.abs(determinant) < 1e-9) return null;
  const cx = (cxz * cyy - cyz * cxy) / (2 * determinant);
  const cy = (cyz * cxx - cxz * cxy) / (2 * determinant);
  return measured(spread, cx, cy, narrow);
}

function measured({ at, lat, lon, sog }: Spread, cx: number, cy: number, narrow: number): Ring | null {
  const to = at.length - 1;
  const angles: number[] = [];
  let [radius, squares, way, reported, speeds, turned] = [0, 0, 0, 0, 0, 0];
  let [lastX, lastY] = [0, 0];
  for (let k = 0; k <= to; k++) {
    const x = ((lon[k] ?? 0) - (lon[to] ?? 0)) * KM_PER_UNIT * narrow - cx;
    const y = ((lat[k] ?? 0) - (lat[to] ?? 0)) * KM_PER_UNIT - cy;
    const away = Math.hypot(x, y);
    radius += away;
    squares += away * away;
    const angle = Math.atan2(x, y);
    if (k > 0) {
      way += Math.hypot(x - lastX, y - lastY);
      turned += Math.abs(turn(angle - (angles.at(-1) ?? 0)));
    }
    angles.push(angle);
    [lastX, lastY] = [x, y];
    if ((sog[k] ?? 1023) < 1022) {
      reported += (sog[k] ?? 0) / 10;
      speeds++;
    }
  }
  const count = to + 1;
  radius /= count;
  if (radius < RADIUS_KM.least || radius > RADIUS_KM.most) return null;
  const residual = Math.sqrt(Math.max(0, squares / count - radius * radius));
  if (residual / radius > MOST_RESIDUAL || openDegrees(angles) > MOST_OPEN_DEGREES) return null;
  return {
    start: { at: at[0] ?? 0, lat: (lat[0] ?? 0) / UNITS_PER_DEGREE, lon: (lon[0] ?? 0) / UNITS_PER_DEGREE },
    lat: ((lat[to] ?? 0) + cy / KM_PER_UNIT) / UNITS_PER_DEGREE,
    lon: ((lon[to] ?? 0) + cx / KM_PER_UNIT / narrow) / UNITS_PER_DEGREE,
    radiusKm: radius,
    impliedKnots: way / KM_PER_NAUTICAL_MILE / Math.max(1 / 60, ((at[to] ?? 0) - (at[0] ?? 0)) / 3600),
    reportedKnots: speeds === 0 ? 0 : reported / speeds,
    turnedDegrees: (turned * 180) / Math.PI,
  };
}

/** An angle brought into minus to plus half a turn. */
function turn(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

/** The widest part of the ring without a report, degrees. */
function openDegrees(angles: readonly number[]): number {
  const sorted = [...angles].sort((one, other) => one - other);
  let widest = 2 * Math.PI - ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0));
  for (let k = 1; k < sorted.length; k++) widest = Math.max(widest, (sorted[k] ?? 0) - (sorted[k - 1] ?? 0));
  return (widest * 180) / Math.PI;
}

function judge(event: VesselEvent<CircleDetails>, context: WatchContext): Judgement | null {
  const { start, end, details, mmsi, hull } = event;
  const { flag, designations } = context.registry.identityOn(mmsi, hull, start.at);
  const apart = Math.abs(details.impliedKnots - details.reportedKnots);
  const weighing = new Weighing(0.45)
    .add('its speed is not the one that it reports', 0.2, apart > Math.max(2, details.impliedKnots / 3))
    .add('more than two rounds', 0.1, details.rounds > 2)
    .add('the middle lies on land', 0.1, context.places.inlandKm(details.lat, details.lon) > 0)
    .add("the DPRK's flag by its MMSI", 0.1, flag === 'KP')
    .add('a list names the hull', 0.2, designations.length > 0)
    .add('it turned once, as a ship under way may', -0.15, details.rounds <= 1.2);
  if (weighing.confidence < 0.4) return null;
  return {
    confidence: weighing.confidence,
    explanation: `Its reports lie on a circle of ${details.radiusKm.toFixed(1)} km${end ? ` for ${hoursInWords(end.at - start.at)}` : ''}, as false positions do.${weighing.inWords}`,
    measures: ['UN-2397-13'],
    missing: [
      'Do other ships show circles there and then? If so the receivers or GNSS were deceived, not this ship alone.',
      'Where was it truly? Satellite images of the ports it could have been in.',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: weighing.reasons,
  };
}
