import type { TrackAnswer } from '../../../src/vessels/edge/vessel-shapes.ts';
import { pointsOf } from './track-features.ts';

/** Where a ship was at an instant. */
export interface PlaceAt {
  lat: number;
  lon: number;
  speedKnots: number | null;
  courseDegrees: number | null;
  /** Minutes since the last report: how far the place is a guess. */
  minutesSince: number;
}

/** A track's points in the order of time, with their instants as milliseconds. */
export interface Way {
  points: ReturnType<typeof pointsOf>;
  instants: Float64Array;
}

export function wayOf(track: TrackAnswer): Way {
  const points = pointsOf(track);
  return { points, instants: Float64Array.from(points, ({ at }) => Date.parse(at)) };
}

/** The way between two reports is taken as straight; null before the first report and after the last. */
export function placeAt({ points, instants }: Way, instant: number): PlaceAt | null {
  const after = firstAfter(instants, instant);
  const from = points[after - 1];
  const to = points[after] ?? from;
  const begin = instants[after - 1];
  if (!from || !to || begin === undefined) return null;
  if (after === points.length && instant > begin) return null;
  const end = instants[after] ?? begin;
  const share = end === begin ? 0 : (instant - begin) / (end - begin);
  return {
    lat: from.lat + share * (to.lat - from.lat),
    lon: from.lon + share * (to.lon - from.lon),
    speedKnots: from.speedKnots,
    courseDegrees: from.courseDegrees,
    minutesSince: Math.round((instant - begin) / 60_000),
  };
}

/** Index of the first instant that is later. */
function firstAfter(instants: Float64Array, instant: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Kilometres between two places (haversine, mean radius 6,371 km). */
export function kilometresApart(one: { lat: number; lon: number }, other: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const a = Math.sin(((other.lat - one.lat) * radians) / 2);
  const b = Math.sin(((other.lon - one.lon) * radians) / 2);
  const h = a * a + Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * b * b;
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(h)));
}
