/** Latitude and longitude are kept as AIS sends them: 1/10,000 minute. */
export const UNITS_PER_DEGREE = 600_000;

/** The values that say "not available" (ITU-R M.1371-5, table 48 and 109). */
export const NOT_AVAILABLE = {
  lat: 91 * UNITS_PER_DEGREE,
  lon: 181 * UNITS_PER_DEGREE,
  /** Tenths of a knot. */
  sog: 1023,
  /** Tenths of a degree. */
  cog: 3600,
  heading: 511,
  navStatus: 15,
} as const;

/**
 * Position reports in columns, one element a report. `length` counts what is filled; the arrays may be longer. They may
 * lie in shared memory, so that threads read them without a copy.
 */
export interface Positions {
  readonly length: number;
  readonly mmsi: Uint32Array;
  /** Unix seconds, UTC: when the report was received, or sent where the source says so. */
  readonly at: Uint32Array;
  /** 1/600,000 degree, north and east positive; `NOT_AVAILABLE.lat` and `.lon` where unknown. */
  readonly lat: Int32Array;
  readonly lon: Int32Array;
  /** Tenths of a knot, 1022 for that and more; 1023 not available. */
  readonly sog: Uint16Array;
  /** Tenths of a degree from true north; 3600 not available. */
  readonly cog: Uint16Array;
  /** Degrees from true north; 511 not available. */
  readonly heading: Uint16Array;
  /** Navigational status 0 to 15 (15 undefined). */
  readonly navStatus: Uint8Array;
  /** AIS message type 1 to 27; 0 where the source does not say. */
  readonly type: Uint8Array;
  /** Index of the source (file, station, provider) in the table beside the columns. */
  readonly source: Uint16Array;
}

/** One report for people and for writing: degrees, knots, null where not available. */
export interface Position {
  mmsi: number;
  at: number;
  lat: number | null;
  lon: number | null;
  speedKnots: number | null;
  courseDegrees: number | null;
  headingDegrees: number | null;
  navStatus: number;
  type: number;
  source: number;
}

/** Columns that grow as rows are added. */
export class PositionsBuilder implements Positions {
  length = 0;
  mmsi: Uint32Array<ArrayBufferLike>;
  at: Uint32Array<ArrayBufferLike>;
  lat: Int32Array<ArrayBufferLike>;
  lon: Int32Array<ArrayBufferLike>;
  sog: Uint16Array<ArrayBufferLike>;
  cog: Uint16Array<ArrayBufferLike>;
  heading: Uint16Array<ArrayBufferLike>;
  navStatus: Uint8Array<ArrayBufferLike>;
  type: Uint8Array<ArrayBufferLike>;
  source: Uint16Array<ArrayBufferLike>;

  /** `capacity` rows of memory at first; `shared` puts the columns into memory that threads share. */
  constructor(capacity = 1024, shared = false) {
    const memory = (bytes: number): ArrayBufferLike => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    this.mmsi = new Uint32Array(memory(capacity * 4));
    this.at = new Uint32Array(memory(capacity * 4));
    this.lat = new Int32Array(memory(capacity * 4));
    this.lon = new Int32Array(memory(capacity * 4));
    this.sog = new Uint16Array(memory(capacity * 2));
    this.cog = new Uint16Array(memory(capacity * 2));
    this.heading = new Uint16Array(memory(capacity * 2));
    this.navStatus = new Uint8Array(memory(capacity));
    this.type = new Uint8Array(memory(capacity));
    this.source = new Uint16Array(memory(capacity * 2));
  }

  /** Makes room for one more row, whose values the caller sets at the index that is returned. */
  next(): number {
    if (this.length === this.mmsi.length) this.#grow(Math.max(1024, this.length * 2));
    return this.length++;
  }

  /** Makes room for so many rows more, which are then set and counted by the caller. */
  reserve(rows: number): void {
    if (this.length + rows > this.mmsi.length) this.#grow(Math.max(this.length + rows, this.length * 2));
  }

  /** Copies row `i` of other columns. */
  copy(from: Positions, i: number): void {
    const row = this.next();
    for (const name of COLUMNS) this[name][row] = from[name][i] ?? 0;
  }

  /** Adds a row given in degrees and knots. */
  add(row: Position): void {
    const i = this.next();
    this.mmsi[i] = row.mmsi;
    this.at[i] = row.at;
    this.lat[i] = row.lat === null ? NOT_AVAILABLE.lat : Math.round(row.lat * UNITS_PER_DEGREE);
    this.lon[i] = row.lon === null ? NOT_AVAILABLE.lon : Math.round(row.lon * UNITS_PER_DEGREE);
    this.sog[i] = row.speedKnots === null ? NOT_AVAILABLE.sog : Math.min(1022, Math.round(row.speedKnots * 10));
    this.cog[i] = row.courseDegrees === null ? NOT_AVAILABLE.cog : Math.round(row.courseDegrees * 10) % 3600;
    this.heading[i] = row.headingDegrees === null ? NOT_AVAILABLE.heading : Math.round(row.headingDegrees) % 360;
    this.navStatus[i] = row.navStatus;
    this.type[i] = row.type;
    this.source[i] = row.source;
  }

  #grow(capacity: number): void {
    const grown = new PositionsBuilder(capacity, this.mmsi.buffer instanceof SharedArrayBuffer);
    for (const name of COLUMNS) {
      grown[name].set(this[name] as never);
      this[name] = grown[name] as never;
    }
  }
}

export const COLUMNS = ['mmsi', 'at', 'lat', 'lon', 'sog', 'cog', 'heading', 'navStatus', 'type', 'source'] as const;

/** Row `i` for people. */
export function positionAt(positions: Positions, i: number): Position {
  const value = (name: (typeof COLUMNS)[number]): number => positions[name][i] ?? 0;
  const known = (name: 'lat' | 'lon' | 'sog' | 'cog' | 'heading', unit: number): number | null =>
    value(name) === NOT_AVAILABLE[name] ? null : value(name) / unit;
  return {
    mmsi: value('mmsi'),
    at: value('at'),
    lat: known('lat', UNITS_PER_DEGREE),
    lon: known('lon', UNITS_PER_DEGREE),
    speedKnots: known('sog', 10),
    courseDegrees: known('cog', 10),
    headingDegrees: known('heading', 1),
    navStatus: value('navStatus'),
    type: value('type'),
    source: value('source'),
  };
}
