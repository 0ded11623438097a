import type { Finding } from '../../findings/finding.ts';
import { FleetRegistry } from '../identity/fleet-registry.ts';
import type { ListedVessels } from '../identity/listed-vessels.ts';
import type { SeaFacts } from '../places/sea-places.ts';
import type { Positions } from '../positions.ts';
import { foldStatics } from '../report-batch.ts';
import type { ReportSource } from '../report-source.ts';
import type { StaticReport } from '../static-report.ts';
import type { Track } from '../track.ts';
import { Segmenter, type SegmenterState } from '../tracks/segmenter.ts';
import type { VesselEvent } from '../vessel-event.ts';
import { LiveVessel, type Segmenting } from './live-vessel.ts';
import { eventsBetween, type JudgedSea, judgedSea } from './watch-history.ts';
import type { WatchRegistry } from './watch-registry.ts';

export interface LiveParts {
  facts: SeaFacts;
  listed: ListedVessels;
  watches: WatchRegistry;
  sources: ReadonlyMap<number, ReportSource>;
  /** Seconds that a report may come late: satellites bring theirs hours after. */
  allowedLateness: number;
  /** Seconds of track that are kept for context. */
  kept: number;
}

/** What changed since the last look. */
export interface LiveChange {
  findings: Finding[];
  /** Ids of findings that late data took back. */
  withdrawn: string[];
}

/** A finding as it was told last. */
interface Found {
  mmsi: number;
  /** When its event began, Unix seconds. */
  startAt: number;
  watch: string;
  text: string;
}

/** Seconds of the stream between two looks at what is between ships, and at what the sea is like. */
const CONTEXT_SECONDS = 600;

/**
 * The watches over a stream: each ship's track grows report by report and goes back when one comes late; at each look
 * the ships that changed are judged anew. When all data is there the findings are those of the history.
 */
export class LiveWatch {
  readonly #parts: LiveParts;
  readonly #segmenter = new Segmenter();
  readonly #vessels = new Map<number, LiveVessel>();
  readonly #changed = new Set<number>();
  readonly #ownEvents = new Map<number, VesselEvent[]>();
  readonly #found = new Map<string, Found>();
  /** Ids of the watches that look at one ship alone. */
  readonly #single: ReadonlySet<string>;
  #statics: StaticReport[] = [];
  #sea: JudgedSea | null = null;
  #contextAt = 0;
  /** Latest instant that any report had. */
  #watermark = 0;
  /** Reports that came later than allowed. */
  tooLate = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#single = new Set(parts.watches.tracks.map(({ id }) => id));
  }

  get ships(): number {
    return this.#vessels.size;
  }

  /** Takes reports as they arrive. */
  take(positions: Positions, statics: readonly StaticReport[]): void {
    for (let i = 0; i < positions.length; i++) {
      const mmsi = positions.mmsi[i] ?? 0;
      let vessel = this.#vessels.get(mmsi);
      if (!vessel) {
        vessel = new LiveVessel(mmsi, this.#rules());
        this.#vessels.set(mmsi, vessel);
      }
      if (vessel.take(positions, i)) this.#changed.add(mmsi);
      else this.tooLate++;
      this.#watermark = Math.max(this.#watermark, positions.at[i] ?? 0);
    }
    for (const report of statics) this.#statics.push(report);
  }

  /** Judges what changed; with `whole` everything, as at the end of a stream. */
  look(whole = false): LiveChange {
    const isStale = whole || this.#watermark - this.#contextAt >= CONTEXT_SECONDS;
    const changed = isStale ? [...this.#vessels.keys()] : [...this.#changed];
    this.#changed.clear();
    for (const mmsi of changed) this.#ownEvents.set(mmsi, this.#vessels.get(mmsi)?.events(this.#watermark) ?? []);
    if (isStale) return this.#lookAtAll();
    const ships = new Set(changed);
    const events = changed.flatMap((mmsi) => this.#ownEvents.get(mmsi) ?? []);
    return this.#compare(events, ({ mmsi, watch }) => ships.has(mmsi) && this.#single.has(watch));
  }

  #lookAtAll(): LiveChange {
    this.#contextAt = this.#watermark;
    this.#statics = foldStatics(this.#statics);
    const { facts, listed, watches, sources } = this.#parts;
    const tracks = [...this.#vessels.values()].flatMap((vessel): readonly Track[] => vessel.tracks).sort(byHull);
    const registry = new FleetRegistry(this.#statics, listed);
    const own = [...this.#ownEvents.values()].flat();
    const events = [...own, ...eventsBetween(tracks, registry)];
    this.#sea = judgedSea({ tracks, events, registry, facts, watches, sources });
    return this.#compare(this.#sea.events, () => true);
  }

  /** Judges events and tells what is new, other, or gone among the findings that were `lookedAt` again. */
  #compare(events: readonly VesselEvent[], lookedAt: (found: Found) => boolean): LiveChange {
    const change: LiveChange = { findings: [], withdrawn: [] };
    const seen = new Set<string>();
    // Of what began before the kept context nothing new can be said: it stays as it was told.
    const settledAt = this.#watermark - this.#parts.kept;
    for (const event of events) {
      if (event.start.at < settledAt) continue;
      const finding = this.#sea?.judge(event);
      if (!finding) continue;
      seen.add(finding.id);
      const text = JSON.stringify(finding);
      if (this.#found.get(finding.id)?.text === text) continue;
      this.#found.set(finding.id, { mmsi: event.mmsi, startAt: event.start.at, watch: event.watch, text });
      change.findings.push(finding);
    }
    for (const [id, found] of this.#found) {
      if (seen.has(id) || found.startAt < settledAt || !lookedAt(found)) continue;
      this.#found.delete(id);
      change.withdrawn.push(id);
    }
    return change;
  }

  #rules() {
    const segmenting: Segmenting = {
      start: () => this.#segmenter.start(),
      push: (state, positions, i) => this.#segmenter.push(state as SegmenterState, positions, i),
    };
    const { watches, allowedLateness, kept } = this.#parts;
    return { watches: watches.tracks, segmenting, allowedLateness, kept };
  }
}

function byHull(one: Track, other: Track): number {
  return one.vessel - other.vessel || one.hull - other.hull;
}
