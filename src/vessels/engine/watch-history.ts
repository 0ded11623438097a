import type { Finding } from '../../findings/finding.ts';
import type { WatchContext } from '../context.ts';
import { FleetRegistry } from '../identity/fleet-registry.ts';
import type { ListedVessels } from '../identity/listed-vessels.ts';
import { type SeaFacts, SeaPlaces } from '../places/sea-places.ts';
import { type Positions, UNITS_PER_DEGREE } from '../positions.ts';
import { HeardReception } from '../reception/heard-reception.ts';
import type { ReportSource } from '../report-source.ts';
import type { StaticReport } from '../static-report.ts';
import { hullName, type Track } from '../track.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import type { Fix, VesselEvent } from '../vessel-event.ts';
import { draughtEvents } from '../watches/draught.ts';
import { encounterEvents } from '../watches/encounter.ts';
import { identityEvents } from '../watches/identity.ts';
import { listedVesselEvents } from '../watches/listed-vessel.ts';
import { sharedPlaceEvents } from '../watches/shared-place.ts';
import { voyageEvents } from '../watches/voyage.ts';
import { EventIndex, inOrder } from './event-index.ts';
import { findingOfEvent } from './finding-of-event.ts';
import { eventsOfTrack } from './run-watches.ts';
import type { WatchRegistry } from './watch-registry.ts';

export interface HistoryParts {
  positions: Positions;
  /** As `foldStatics` sorts them. */
  statics: readonly StaticReport[];
  sources: ReadonlyMap<number, ReportSource>;
  facts: SeaFacts;
  listed: ListedVessels;
  watches: WatchRegistry;
  /** Unix seconds: the end of what is known. */
  untilAt: number;
  onStage?(stage: string): void;
}

export interface HistoryResult {
  findings: Finding[];
  /** Events by watch, those that context explained away too. */
  events: Map<string, number>;
  tracks: number;
  /** Reports that were left out of tracks, by reason. */
  noise: Map<string, number>;
}

/** Runs every watch over a whole history: tracks, what each shows, pairs, identities; then judges all in one order. */
export function watchHistory(parts: HistoryParts): HistoryResult {
  const { positions, statics, facts, listed, watches, untilAt, onStage = () => {} } = parts;
  onStage('tracks');
  const { tracks, noise } = tracksOf(positions);
  onStage('single ships');
  const events: VesselEvent[] = [];
  const add = (more: Iterable<VesselEvent>): void => {
    for (const event of more) events.push(event);
  };
  for (const track of tracks) add(eventsOfTrack(watches.tracks, track, untilAt));
  onStage('pairs and identities');
  const registry = new FleetRegistry(statics, listed);
  add(eventsBetween(tracks, registry));
  onStage('judgement');
  const sea = judgedSea({ tracks, events, registry, facts, watches, sources: parts.sources });
  const findings: Finding[] = [];
  const counts = new Map<string, number>();
  for (const event of sea.events) {
    counts.set(event.watch, (counts.get(event.watch) ?? 0) + 1);
    const finding = sea.judge(event);
    if (finding) findings.push(finding);
  }
  return { findings, events: counts, tracks: tracks.length, noise };
}

/** All events in order, and what judges each of them: null for those that context explains away. */
export interface JudgedSea {
  events: readonly VesselEvent[];
  judge(event: VesselEvent): Finding | null;
}

/** Adds the events that are made of others (draughts beside something, shared false places, voyages), and their context. */
export function judgedSea(parts: SeaParts): JudgedSea {
  const { registry, watches } = parts;
  const seen = new EventIndex(parts.events);
  const index = new EventIndex([...seen.all, ...draughtEvents(registry.said, seen), ...sharedPlaceEvents(seen.all)]);
  const context = contextOf(parts, index);
  const isExplained = (event: VesselEvent): boolean =>
    (watches.judges.get(event.watch)?.explainedBy?.(event, context) ?? null) !== null;
  const sources = new TrackSources(parts.tracks, parts.sources);
  return {
    events: [...index.all, ...voyageEvents(index, isExplained)].sort(inOrder),
    judge(event) {
      const watch = watches.judges.get(event.watch);
      const judgement = watch?.judge(event, context);
      if (!watch || !judgement) return null;
      return findingOfEvent(event, judgement, {
        version: watch.version,
        places: context.places,
        registry,
        sourceOf: (mmsi, hull, at) => sources.at(mmsi, hull, at),
      });
    },
  };
}

/** What is seen between ships and of their names, beside what each track shows by itself. */
export function eventsBetween(tracks: readonly Track[], registry: FleetRegistry): VesselEvent[] {
  return [
    ...encounterEvents(tracks, (track) => isOfInterest(registry, track)),
    ...identityEvents(registry.said, tracks),
    ...listedVesselEvents(tracks, registry),
  ];
}

/** Flies the DPRK's flag, or a list names it, at the beginning or the end of its track. */
function isOfInterest(registry: FleetRegistry, { vessel, hull, at, length }: Track): boolean {
  return [0, length - 1].some((i) => {
    const { flag, designations } = registry.identityOn(vessel, hull, at[i] ?? 0);
    return flag === 'KP' || designations.length > 0;
  });
}

interface SeaParts extends Pick<HistoryParts, 'facts' | 'watches' | 'sources'> {
  tracks: readonly Track[];
  events: readonly VesselEvent[];
  registry: FleetRegistry;
}

const MOST_FIXES = 5000;

function contextOf({ tracks, registry, facts }: SeaParts, index: EventIndex): WatchContext {
  const byHull = new Map(tracks.map((track) => [hullName(track.vessel, track.hull), track]));
  return {
    places: new SeaPlaces(facts, tracks, ({ vessel, hull, at }) => {
      const { imo } = registry.identityOn(vessel, hull, at[0] ?? 0);
      return imo ?? hullName(vessel, hull);
    }),
    reception: new HeardReception(tracks),
    registry,
    eventsOf: (mmsi, hull, fromAt, toAt) => index.of(mmsi, hull, fromAt, toAt),
    fixesOf(mmsi, hull, fromAt, toAt) {
      const track = byHull.get(hullName(mmsi, hull));
      const fixes: Fix[] = [];
      for (let i = track ? firstFrom(track, fromAt) : 0; track && i < track.length && fixes.length < MOST_FIXES; i++) {
        const at = track.at[i] ?? 0;
        if (at > toAt) break;
        fixes.push({ at, lat: (track.lat[i] ?? 0) / UNITS_PER_DEGREE, lon: (track.lon[i] ?? 0) / UNITS_PER_DEGREE });
      }
      return fixes;
    },
  };
}

/** The source of the report that a hull's track has at an instant, or last before it. */
class TrackSources {
  readonly #byHull: ReadonlyMap<string, Track>;
  readonly #sources: ReadonlyMap<number, ReportSource>;

  constructor(tracks: readonly Track[], sources: ReadonlyMap<number, ReportSource>) {
    this.#byHull = new Map(tracks.map((track) => [hullName(track.vessel, track.hull), track]));
    this.#sources = sources;
  }

  at(mmsi: number, hull: number, at: number): ReportSource {
    const track = this.#byHull.get(hullName(mmsi, hull));
    const i = track ? Math.max(0, Math.min(track.length - 1, firstFrom(track, at + 1) - 1)) : 0;
    const source = this.#sources.get(track?.source[i] ?? -1);
    if (!source) throw new RangeError(`No source of the report of ${mmsi} at ${at}`);
    return source;
  }
}

/** Index of the first report at or after an instant. */
function firstFrom({ at, length }: Track, instant: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) >= instant) high = middle;
    else low = middle + 1;
  }
  return low;
}
