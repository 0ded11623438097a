import { AppError } from '../../kernel/errors.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import type { Database } from '../../store/database.ts';
import { instant } from '../engine/finding-of-event.ts';
import { FleetRegistry } from '../identity/fleet-registry.ts';
import type { ListedVessels } from '../identity/listed-vessels.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { ShipSummary } from '../ship-summary.ts';
import type { StaticReport } from '../static-report.ts';
import { segmentId, type Track } from '../track.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import { courseAt, knotsAt } from '../watches/read-track.ts';
import { PositionStore, type Wanted } from './position-store.ts';
import { type ReportFile, reportFiles } from './store-files.ts';
import type { TrackAnswer, VesselAnswer, VesselRow, VesselsAnswer } from './vessel-shapes.ts';

export interface VesselFilter {
  /** Part of a name, MMSI, IMO number or call sign. */
  q?: string | undefined;
  listed?: boolean | undefined;
  found?: boolean | undefined;
  limit: number;
  offset: number;
}

/** Points of a track that one answer holds; a longer one is thinned evenly. */
const MOST_POINTS = 20_000;

/** What the loaded files show of each ship. Made anew when a file is taken in. */
interface Fleet {
  files: ReportFile[];
  rows: VesselRow[];
  registry: FleetRegistry;
  statics: Map<number, StaticReport[]>;
}

/** Answers questions about ships from the positions that were loaded. */
export class VesselView {
  readonly #database: Database;
  readonly #store: PositionStore;
  readonly #listed: () => ListedVessels;
  #fleet: Promise<Fleet> | null = null;
  #key = '';
  #listedThen: ListedVessels | null = null;

  constructor(database: Database, home: string, listed: () => ListedVessels) {
    this.#database = database;
    this.#store = new PositionStore(home);
    this.#listed = listed;
  }

  async vessels({ q, listed, found, limit, offset }: VesselFilter): Promise<VesselsAnswer> {
    const { rows, files } = await this.#fleetNow();
    const counts = await this.#findings();
    const text = (q ?? '').trim().toUpperCase();
    const chosen = rows
      .map((row) => ({ ...row, findings: counts.get(row.mmsi) ?? 0 }))
      .filter(
        (row) =>
          (text === '' ||
            [row.mmsi, row.imo, row.shipName, row.callSign].some((one) => one?.toUpperCase().includes(text))) &&
          (!listed || row.listed) &&
          (!found || row.findings > 0),
      )
      .sort(
        (one, other) =>
          Number(other.listed) - Number(one.listed) ||
          other.findings - one.findings ||
          (one.mmsi < other.mmsi ? -1 : 1),
      );
    return {
      total: chosen.length,
      from: files.map(({ fromAt }) => fromAt).sort()[0] ?? null,
      to:
        files
          .map(({ toAt }) => toAt)
          .sort()
          .at(-1) ?? null,
      vessels: chosen.slice(offset, offset + limit),
    };
  }

  /** Throws AppError (not-found). */
  async vessel(mmsi: string): Promise<VesselAnswer> {
    const { rows, registry, statics } = await this.#fleetNow();
    const row = rows.find((one) => one.mmsi === mmsi);
    if (!row) throw unknown(mmsi);
    const counts = await this.#findings();
    const { designations } = registry.identityOn(Number(mmsi), 0, Date.parse(row.lastAt) / 1000);
    return {
      vessel: { ...row, findings: counts.get(mmsi) ?? 0 },
      identities: (statics.get(Number(mmsi)) ?? []).map(identityOf),
      designations: [...designations].map((one) => ({ ...one, measures: [...one.measures] })),
    };
  }

  /** The track of a ship by MMSI, `YYYY…` instants as limits. Throws AppError (not-found). */
  async track(
    mmsi: string,
    period: { from?: string | undefined; to?: string | undefined },
    mostPoints = MOST_POINTS,
  ): Promise<TrackAnswer> {
    const { rows, files } = await this.#fleetNow();
    const row = rows.find((one) => one.mmsi === mmsi);
    if (!row) throw unknown(mmsi);
    const tracks = await this.#tracks(files, {
      mmsi: [Number(mmsi)],
      ...(period.from ? { fromAt: Math.floor(Date.parse(period.from) / 1000) } : {}),
      ...(period.to ? { toAt: Math.ceil(Date.parse(period.to) / 1000) } : {}),
    });
    const points = tracks.reduce((sum, { length }) => sum + length, 0);
    const step = Math.max(1, Math.ceil(points / mostPoints));
    return { mmsi, imo: row.imo, segments: tracks.flatMap((track) => segmentsOf(track, step)), thinned: step > 1 };
  }

  /** The MMSIs that an id may mean: an MMSI, an IMO number or a name. */
  async mmsiOf(id: string): Promise<string[]> {
    const { rows } = await this.#fleetNow();
    const imo = imoNumber(id);
    const name = id.trim().toUpperCase();
    return rows
      .filter(
        (row) => row.mmsi === id.trim() || (imo !== null && row.imo === imo) || row.shipName?.toUpperCase() === name,
      )
      .map((row) => row.mmsi);
  }

  async #tracks(files: readonly ReportFile[], wanted: Wanted): Promise<Track[]> {
    return tracksOf(await this.#store.read(files, wanted)).tracks;
  }

  async #fleetNow(): Promise<Fleet> {
    const files = await reportFiles(this.#database);
    const key = files.map(({ sha256 }) => sha256).join();
    if (!this.#fleet || key !== this.#key || this.#listedThen !== this.#listed()) {
      this.#key = key;
      this.#listedThen = this.#listed();
      this.#fleet = this.#makeFleet(files);
      this.#fleet.catch(() => {
        this.#fleet = null;
      });
    }
    return this.#fleet;
  }

  async #makeFleet(files: ReportFile[]): Promise<Fleet> {
    const all = await this.#store.readStatics(files);
    const registry = new FleetRegistry(all, this.#listed());
    const statics = new Map<number, StaticReport[]>();
    for (const report of all) statics.set(report.mmsi, [...(statics.get(report.mmsi) ?? []), report]);
    const exercise = new Set<number>();
    const rows = new Map<number, VesselRow>();
    for (const file of files) {
      for await (const ship of this.#store.readShips(file)) {
        if (file.exercise) exercise.add(ship.mmsi);
        addRow(rows, ship, registry);
      }
    }
    for (const mmsi of exercise) {
      const row = rows.get(mmsi);
      if (row) row.exercise = true;
    }
    return { files, rows: [...rows.values()], registry, statics };
  }

  async #findings(): Promise<Map<string, number>> {
    const rows = await this.#database<{ mmsi: string; n: number }[]>`
      select subject ->> 'mmsi' as mmsi, count(*)::int as n
      from finding, jsonb_array_elements(body -> 'subjects') as subject
      where status <> 'withdrawn' and subject ->> 'mmsi' is not null group by 1`;
    return new Map(rows.map(({ mmsi, n }) => [mmsi, n]));
  }
}

function addRow(rows: Map<number, VesselRow>, ship: ShipSummary, registry: FleetRegistry): void {
  const { mmsi, firstAt, lastAt, sog, cog } = ship;
  const before = rows.get(mmsi);
  const { imo, shipName, callSign, flag, shipType, designations } = registry.identityOn(mmsi, 0, lastAt);
  const isLater = !before || instant(lastAt) >= before.lastAt;
  const row: VesselRow = {
    mmsi: String(mmsi),
    imo,
    shipName,
    callSign,
    flag,
    shipType,
    firstAt: before && before.firstAt < instant(firstAt) ? before.firstAt : instant(firstAt),
    lastAt: instant(lastAt),
    lat: degrees(ship.lat),
    lon: degrees(ship.lon),
    speedKnots: sog >= 1022 ? null : sog / 10,
    courseDegrees: cog >= 3600 ? null : cog / 10,
    reports: ship.reports + (before?.reports ?? 0),
    listed: designations.length > 0,
    findings: 0,
    exercise: false,
  };
  rows.set(mmsi, isLater ? row : { ...before, reports: row.reports, firstAt: row.firstAt });
}

function segmentsOf(track: Track, step: number): TrackAnswer['segments'] {
  const segments: TrackAnswer['segments'] = [];
  let current = -1;
  for (let i = 0; i < track.length; i++) {
    const begins = track.segment[i] !== current;
    if (begins) {
      current = track.segment[i] ?? 0;
      segments.push({ segmentId: segmentId(track.vessel, track.hull, track.at[i] ?? 0), points: [] });
    }
    if (!begins && i % step !== 0 && i !== track.length - 1) continue;
    segments.at(-1)?.points.push({
      at: instant(track.at[i] ?? 0),
      lat: degrees(track.lat[i] ?? 0),
      lon: degrees(track.lon[i] ?? 0),
      speedKnots: knotsAt(track, i),
      courseDegrees: courseAt(track, i),
    });
  }
  return segments;
}

function identityOf(report: StaticReport): VesselAnswer['identities'][number] {
  const {
    firstAt,
    lastAt,
    count,
    imo,
    shipName,
    callSign,
    shipType,
    toBow,
    toStern,
    toPort,
    toStarboard,
    draught,
    destination,
  } = report;
  return {
    from: instant(firstAt),
    to: instant(lastAt),
    reports: count,
    imo: imo === null ? null : String(imo),
    imoValid: imo === null || imoNumber(String(imo)) !== null,
    shipName,
    callSign,
    shipType,
    lengthMetres: toBow === null ? null : toBow + (toStern ?? 0),
    widthMetres: toPort === null ? null : toPort + (toStarboard ?? 0),
    draughtMetres: draught,
    destination,
  };
}

function degrees(units: number): number {
  return Math.round((units / UNITS_PER_DEGREE) * 1e6) / 1e6;
}

function unknown(mmsi: string): AppError {
  return new AppError({
    code: 'VESSEL_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find a ship with the MMSI "${mmsi}"`,
    hint: 'Only ships that were heard in the positions loaded are known. GET /api/v1/vessels shows them.',
  });
}
