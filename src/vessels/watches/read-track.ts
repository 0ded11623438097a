import { NOT_AVAILABLE, UNITS_PER_DEGREE } from '../positions.ts';
import { segmentId, type Track } from '../track.ts';
import type { Fix } from '../vessel-event.ts';

const RADIANS_PER_UNIT = Math.PI / 180 / UNITS_PER_DEGREE;
/** Kilometres of a unit of latitude: a minute is a nautical mile. */
const KM_PER_UNIT = (60 * 1.852) / UNITS_PER_DEGREE;
const HALF_TURN = 180 * UNITS_PER_DEGREE;

export function fixAt({ at, lat, lon }: Track, i: number): Fix {
  return { at: at[i] ?? 0, lat: (lat[i] ?? 0) / UNITS_PER_DEGREE, lon: (lon[i] ?? 0) / UNITS_PER_DEGREE };
}

/** What every event of a hull's track carries. */
export function eventOf(track: Track, watch: string, start: Fix) {
  return {
    watch,
    mmsi: track.vessel,
    hull: track.hull,
    segmentId: segmentId(track.vessel, track.hull, start.at),
    start,
  };
}

/** Kilometres between two places in AIS units, on the plane: right to 0.5 % within some hundred kilometres. */
export function kmBetween(lat1: number, lon1: number, lat2: number, lon2: number): number {
  let across = lon2 - lon1;
  if (across > HALF_TURN) across -= 2 * HALF_TURN;
  else if (across < -HALF_TURN) across += 2 * HALF_TURN;
  const east = across * Math.cos(((lat1 + lat2) / 2) * RADIANS_PER_UNIT);
  return Math.hypot(east, lat2 - lat1) * KM_PER_UNIT;
}

/** Knots; null where the ship did not say. */
export function knotsAt({ sog }: Track, i: number): number | null {
  const value = sog[i] ?? NOT_AVAILABLE.sog;
  return value >= 1022 ? null : value / 10;
}

/** Degrees; null where the ship did not say. */
export function courseAt({ cog }: Track, i: number): number | null {
  const value = cog[i] ?? NOT_AVAILABLE.cog;
  return value >= NOT_AVAILABLE.cog ? null : value / 10;
}

/** Ship types of AIS in the groups that matter here. */
export function shipGroup(
  shipType: number | null,
): 'tanker' | 'cargo' | 'fishing' | 'service' | 'passenger' | 'other' | 'unknown' {
  if (shipType === null) return 'unknown';
  if (shipType >= 80 && shipType < 90) return 'tanker';
  if (shipType >= 70 && shipType < 80) return 'cargo';
  if (shipType === 30) return 'fishing';
  if (shipType >= 60 && shipType < 70) return 'passenger';
  if ((shipType >= 31 && shipType <= 35) || (shipType >= 50 && shipType <= 59)) return 'service';
  return 'other';
}
