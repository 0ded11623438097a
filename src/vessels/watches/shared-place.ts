import { distanceKm } from '../../kernel/geodesy.ts';
import type { VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';
import { hoursInWords } from './weigh.ts';

export const SHARED_PLACE = { id: 'shared-place', version: '1' };

/** Ships, and how near in space and time their false places are: ours (SeaSpoofFinder and the Korean study give no numbers). */
const LEAST_SHIPS = 3;
const WITHIN_KM = 15;
const WITHIN_SECONDS = 24 * 3600;
const FALSE_PLACES = new Set(['circle', 'jump', 'on-land']);

export type SharedPlaceDetails = { ships: number; mmsi: string; lat: number; lon: number };

interface FalsePlace {
  event: VesselEvent;
  lat: number;
  lon: number;
}

/** Several ships said to be at one false place at about one time: the area is deceived or jammed, not one ship. */
export function sharedPlaceEvents(events: readonly VesselEvent[]): VesselEvent<SharedPlaceDetails>[] {
  const places = events
    .filter(({ watch, details }) => FALSE_PLACES.has(watch) && (details.arrived ?? 'jumped') === 'jumped')
    .map(placeOf);
  const taken = new Set<FalsePlace>();
  const shared: VesselEvent<SharedPlaceDetails>[] = [];
  for (const first of places) {
    if (taken.has(first)) continue;
    const beside = places.filter((other) => !taken.has(other) && isBeside(first, other));
    const ships = [...new Set(beside.map(({ event }) => event.mmsi))].sort((one, other) => one - other);
    if (ships.length < LEAST_SHIPS) continue;
    for (const one of beside) taken.add(one);
    const { mmsi, hull, segmentId, start } = first.event;
    const endAt = Math.max(...beside.map(({ event }) => event.end?.at ?? event.start.at));
    const details = { ships: ships.length, mmsi: ships.join(', '), lat: first.lat, lon: first.lon };
    shared.push({
      watch: SHARED_PLACE.id,
      mmsi,
      hull,
      segmentId,
      start,
      end: { at: endAt, lat: first.lat, lon: first.lon },
      details,
    });
  }
  return shared;
}

/** Where the ship was said to be, not where it came from. */
function placeOf(event: VesselEvent): FalsePlace {
  const { details, start } = event;
  const at = (name: string): number | null => (typeof details[name] === 'number' ? Number(details[name]) : null);
  return { event, lat: at('toLat') ?? at('lat') ?? start.lat, lon: at('toLon') ?? at('lon') ?? start.lon };
}

function isBeside(one: FalsePlace, other: FalsePlace): boolean {
  return (
    Math.abs(one.event.start.at - other.event.start.at) <= WITHIN_SECONDS &&
    distanceKm(one.lat, one.lon, other.lat, other.lon) <= WITHIN_KM
  );
}

export function judgeSharedPlace({ start, end, details }: VesselEvent<SharedPlaceDetails>): Judgement {
  const confidence = Math.min(0.9, 0.4 + 0.1 * (details.ships - LEAST_SHIPS + 1));
  return {
    confidence,
    explanation: `${details.ships} ships (MMSI ${details.mmsi}) were said to be at one place where they cannot have been, within ${hoursInWords((end?.at ?? start.at) - start.at)}: GNSS or the receivers of the area were deceived.`,
    measures: ['UN-2397-13'],
    missing: [
      'Is GNSS jammed or deceived there? Notices to mariners and aviation say so.',
      'Did any of the ships use it to hide where it was?',
    ],
    fixes: [start, ...(end ? [end] : [])],
    reasons: { [`${details.ships} ships at one false place`]: confidence },
  };
}
