import { type Finding, findingId } from '../../findings/finding.ts';
import type { Places, Registry, VesselIdentity } from '../context.ts';
import type { ReportSource } from '../report-source.ts';
import { hullName } from '../track.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import type { Judgement } from '../watch.ts';

export interface FindingParts {
  version: string;
  places: Places;
  registry: Registry;
  /** The source of the hull's report at that instant. */
  sourceOf(mmsi: number, hull: number, at: number): ReportSource;
}

/** Kilometres within which a named place says where something happened. */
const NAMED_WITHIN_KM = 100;

/** A judged event as a finding. Its id is that of the watch, the hulls and the report at which it began. */
export function findingOfEvent(event: VesselEvent, judgement: Judgement, parts: FindingParts): Finding {
  const { start, end, other } = event;
  const hulls = [event, ...(other ? [other] : [])];
  const observations = judgement.fixes.map((fix) => observationOf(event, fix, parts));
  const exercise = observations.some((one) => one.exercise);
  const about = {
    hulls: hulls.map(({ mmsi, hull }) => hullName(mmsi, hull)).sort(),
    startAt: start.at,
    kind: event.details.kind ?? null,
  };
  return {
    id: findingId({ watch: event.watch, version: parts.version, about, exercise }),
    watch: event.watch,
    version: parts.version,
    status: 'open',
    subjects: hulls.map(({ mmsi, hull }) => subjectOf(parts.registry.identityOn(mmsi, hull, start.at))),
    startAt: instant(start.at),
    endAt: end && instant(end.at),
    place: placeOf(start, parts.places),
    measures: [...judgement.measures],
    confidence: Math.round(Math.min(1, Math.max(0, judgement.confidence)) * 1000) / 1000,
    explanation: `${exercise ? 'EXERCISE. ' : ''}${judgement.explanation}`,
    observations: observations.map(({ exercise: _, ...one }) => one),
    missing: [...judgement.missing],
    exercise,
  };
}

/** Unix seconds as an ISO instant. */
export function instant(at: number): string {
  return new Date(at * 1000).toISOString();
}

function observationOf({ mmsi, hull }: VesselEvent, fix: Fix, { sourceOf }: FindingParts) {
  const source = sourceOf(mmsi, hull, fix.at);
  return {
    source: source.name,
    at: instant(fix.at),
    sha256: source.sha256,
    mmsi: String(mmsi),
    lat: rounded(fix.lat),
    lon: rounded(fix.lon),
    exercise: source.exercise,
  };
}

function subjectOf(identity: VesselIdentity): Finding['subjects'][number] {
  const { mmsi, imo, shipName, flag, callSign, designations } = identity;
  const [designation] = designations;
  return {
    schema: 'Vessel',
    mmsi: String(mmsi),
    ...(designation ? { id: designation.partyId } : {}),
    ...(imo ? { imo } : {}),
    ...(shipName || designation ? { name: shipName ?? designation?.name } : {}),
    ...(flag ? { flag } : {}),
    ...(callSign ? { callSign } : {}),
    ...(designations.length > 0
      ? { designations: designations.map(({ list, entryId, listedOn, by }) => ({ list, entryId, listedOn, by })) }
      : {}),
  };
}

function placeOf({ lat, lon }: Fix, places: Places): Finding['place'] {
  const [near] = places.nearest(lat, lon, { withinKm: NAMED_WITHIN_KM });
  const name =
    near && (near.distanceKm < 1 ? near.place.name : `${Math.round(near.distanceKm)} km from ${near.place.name}`);
  return { ...(name ? { name } : {}), lat: rounded(lat), lon: rounded(lon) };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
