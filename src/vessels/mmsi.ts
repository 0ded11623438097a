import { readShippedJson } from '../kernel/shipped-data.ts';

/** MMSIs that transponders send before anyone has set one, and what testers type. */
const placeholders = new Set(readShippedJson<{ mmsi: number[] }>('vessels/placeholder-mmsi.json').mmsi);

/** Why an MMSI is no ship's: reports under it are counted and set aside. Null for a ship's (ITU-R M.585). */
export function notAShip(mmsi: number): string | null {
  if (placeholders.has(mmsi)) return 'an MMSI that no ship has been given';
  const first = Math.floor(mmsi / 100_000_000);
  if (first >= 2 && first <= 7) return mmsi % 100_000_000 === 0 ? 'an MMSI that no ship has been given' : null;
  const firstTwo = Math.floor(mmsi / 10_000_000);
  if (firstTwo === 98) return null;
  if (mmsi >= 970_000_000) return 'not a ship: an aid to navigation, beacon or man overboard';
  if (mmsi >= 111_000_000 && mmsi < 112_000_000) return 'not a ship: an aircraft of a rescue service';
  if (mmsi < 100_000_000 && mmsi > 0) return 'not a ship: a station ashore or a group';
  return 'an MMSI that no ship has been given';
}
