import { notAShip } from '../mmsi.ts';
import { NOT_AVAILABLE, UNITS_PER_DEGREE } from '../positions.ts';
import { type ReportBatch, saidAt } from '../report-batch.ts';
import type { StaticReport } from '../static-report.ts';
import { type ColumnPlaces, columnPlaces, NOT_SHIPS, SHIP_TYPES, STATUSES } from './csv-columns.ts';
import { readImo, readNumber, readText, readTime } from './read-cell.ts';

/** Takes the rows of a file whose columns are known by name. */
export class PositionRows {
  readonly #batch: ReportBatch;
  readonly #source: number;
  readonly #places: ColumnPlaces;
  readonly #lastSaid = new Map<number, StaticReport>();
  #lastTime = '';
  #lastAt: number | null = null;

  /** `given` says which column holds what, where the header's words are not known. Throws AppError (refused). */
  constructor(
    header: readonly string[],
    parts: { batch: ReportBatch; source: number; given: Readonly<Record<string, string>>; name: string },
  ) {
    this.#batch = parts.batch;
    this.#source = parts.source;
    this.#places = columnPlaces(header, parts);
  }

  /** Takes a row; what is wrong with it is counted under its line. */
  take(line: number, cells: readonly string[]): void {
    const fault = this.#readRow(cells, this.#places);
    if (fault !== null) this.#batch.reject(line, fault);
  }

  #readRow(cells: readonly string[], places: ColumnPlaces): string | null {
    const cell = (what: string): string => cells[places[what] ?? -1] ?? '';
    if (NOT_SHIPS.has(cell('mobileType').toLowerCase())) return `not a ship: ${cell('mobileType').toLowerCase()}`;
    const mmsi = readNumber(cell(places.mmsi === undefined ? 'id' : 'mmsi'));
    if (mmsi === null || !Number.isInteger(mmsi) || mmsi < 0 || mmsi > 999_999_999)
      return 'an MMSI that is no number of nine digits';
    const noShip = places.mmsi === undefined ? null : notAShip(mmsi);
    if (noShip !== null) return noShip;
    const at = this.#timeOf(cell('at'));
    if (at === null) return `"${cell('at').slice(0, 40)}" is no time`;
    if (at < 631_152_000 || at > 4_102_444_800) return 'a time before 1990 or after 2100';
    const [lat, lon] = [readNumber(cell('lat')), readNumber(cell('lon'))];
    if (lat === null || lon === null) return 'position not available';
    if (lat === 91 || lon === 181) return 'position not available';
    if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return 'a position outside the world';
    this.#add(mmsi, at, lat, lon, cell);
    this.#addSaid(mmsi, at, cell);
    return null;
  }

  #timeOf(cell: string): number | null {
    if (cell !== this.#lastTime) {
      this.#lastTime = cell;
      this.#lastAt = readTime(cell);
    }
    return this.#lastAt;
  }

  #add(mmsi: number, at: number, lat: number, lon: number, cell: (what: string) => string): void {
    const { positions, messages } = this.#batch;
    messages[0] = (messages[0] ?? 0) + 1;
    const [speed, course, heading] = [
      readNumber(cell('speedKnots')),
      readNumber(cell('courseDegrees')),
      readNumber(cell('headingDegrees')),
    ];
    const i = positions.next();
    positions.mmsi[i] = mmsi;
    positions.at[i] = at;
    positions.lat[i] = Math.round(lat * UNITS_PER_DEGREE);
    positions.lon[i] = Math.round(lon * UNITS_PER_DEGREE);
    positions.sog[i] = speed === null || speed < 0 || speed > 102.25 ? NOT_AVAILABLE.sog : Math.round(speed * 10);
    // MarineCadastre of some years writes courses above 204.8 as negative ones.
    positions.cog[i] =
      course === null || course >= 360 || course < -360
        ? NOT_AVAILABLE.cog
        : Math.round(((course + 360) % 360) * 10) % 3600;
    positions.heading[i] =
      heading === null || heading < 0 || heading >= 360 ? NOT_AVAILABLE.heading : Math.round(heading) % 360;
    positions.navStatus[i] = statusOf(cell('navStatus'));
    positions.type[i] = /^(b|class b)$/i.test(cell('class') || cell('mobileType')) ? 18 : 0;
    positions.source[i] = this.#source;
  }

  #addSaid(mmsi: number, at: number, cell: (what: string) => string): void {
    const [shipName, callSign, imo] = [readText(cell('shipName')), readText(cell('callSign')), readImo(cell('imo'))];
    const draught = readNumber(cell('draught'));
    if (shipName === null && callSign === null && imo === null && draught === null && cell('length') === '') return;
    const said = saidAt(at, {
      mmsi,
      imo,
      shipName,
      callSign,
      shipType: shipTypeOf(cell('shipType')),
      ...sidesOf(cell),
      draught: draught === 0 ? null : draught,
      destination: readText(cell('destination')),
      eta: null,
      source: this.#source,
    });
    const last = this.#lastSaid.get(mmsi);
    if (last && at >= last.lastAt && saysTheSame(last, said)) {
      last.lastAt = at;
      last.count++;
      return;
    }
    this.#lastSaid.set(mmsi, said);
    this.#batch.statics.push(said);
  }
}

function saysTheSame(one: StaticReport, other: StaticReport): boolean {
  return (
    one.imo === other.imo &&
    one.shipName === other.shipName &&
    one.callSign === other.callSign &&
    one.draught === other.draught &&
    one.shipType === other.shipType &&
    one.toBow === other.toBow &&
    one.toStern === other.toStern &&
    one.destination === other.destination
  );
}

function statusOf(cell: string): number {
  const text = cell.trim().toLowerCase();
  const value = text === '' ? 15 : Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 15) return value;
  for (const [words, status] of STATUSES) if (text.startsWith(words)) return status;
  return 15;
}

function shipTypeOf(cell: string): number | null {
  const value = readNumber(cell);
  if (value !== null) return value > 0 && value < 1025 ? value : null;
  return SHIP_TYPES.get(cell.trim().toLowerCase()) ?? null;
}

/** The antenna's place where the file has it; else all of the length ahead and of the width to port. */
function sidesOf(cell: (what: string) => string) {
  const sides = ['toBow', 'toStern', 'toPort', 'toStarboard'].map((side) => readNumber(cell(side)));
  const [toBow = null, toStern = null, toPort = null, toStarboard = null] = sides;
  if (sides.some((side) => side !== null && side > 0)) return { toBow, toStern, toPort, toStarboard };
  const [length, width] = [readNumber(cell('length')), readNumber(cell('width'))];
  if (!length) return { toBow: null, toStern: null, toPort: null, toStarboard: null };
  return { toBow: length, toStern: 0, toPort: width ?? 0, toStarboard: 0 };
}
