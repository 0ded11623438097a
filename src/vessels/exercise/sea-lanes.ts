import { distanceKm } from '../../kernel/geodesy.ts';
import { readShippedJson } from '../../kernel/shipped-data.ts';

export interface SeaPoint {
  name: string;
  lat: number;
  lon: number;
  /** `berth`, `anchorage` or `sea`. */
  kind: string;
  country?: string;
  /** How far ships pass, or lie, from the point. */
  widthKm: number;
}

interface SeaData {
  points: Record<string, Omit<SeaPoint, 'name'>>;
  lanes: [string, string][];
}

const data = readShippedJson<SeaData>('vessels/exercise-sea.json');
const points = new Map(Object.entries(data.points).map(([name, point]) => [name, { name, ...point }]));
const neighbours = new Map<string, string[]>();
for (const [one, other] of data.lanes) {
  neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  neighbours.set(other, [...(neighbours.get(other) ?? []), one]);
}

export function seaPoint(name: string): SeaPoint {
  const point = points.get(name);
  if (!point) throw new RangeError(`The exercise's sea has no point "${name}"`);
  return point;
}

export function seaPoints(kind: string): SeaPoint[] {
  return [...points.values()].filter((point) => point.kind === kind);
}

/** The shortest way over the lanes, both ends included. */
export function seaRoute(from: string, to: string): SeaPoint[] {
  const far = new Map([[from, 0]]);
  const before = new Map<string, string>();
  const open = new Set([from]);
  while (open.size > 0) {
    const here = [...open].reduce((one, other) => ((far.get(other) ?? 0) < (far.get(one) ?? 0) ? other : one));
    if (here === to) return wayBack(here, before);
    open.delete(here);
    for (const next of neighbours.get(here) ?? []) {
      const km = (far.get(here) ?? 0) + apartKm(here, next);
      if (km >= (far.get(next) ?? Number.POSITIVE_INFINITY)) continue;
      far.set(next, km);
      before.set(next, here);
      open.add(next);
    }
  }
  throw new RangeError(`The exercise's sea has no way from "${from}" to "${to}"`);
}

function apartKm(one: string, other: string): number {
  const [a, b] = [seaPoint(one), seaPoint(other)];
  return distanceKm(a.lat, a.lon, b.lat, b.lon);
}

function wayBack(end: string, before: ReadonlyMap<string, string>): SeaPoint[] {
  const way = [seaPoint(end)];
  for (let name = before.get(end); name !== undefined; name = before.get(name)) way.unshift(seaPoint(name));
  return way;
}
