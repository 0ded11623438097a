import { notAShip } from '../mmsi.ts';
import { NOT_AVAILABLE, UNITS_PER_DEGREE } from '../positions.ts';
import { type ReportBatch, saidAt, saysTheSame } from '../report-batch.ts';
import type { StaticReport } from '../static-report.ts';
import { type ColumnPlaces, columnPlaces, NOT_SHIPS, SHIP_TYPES, STATUSES } from './csv-columns.ts';
import { readImo, readNumber, readText, readTime } from './read-cell.ts';

/** Takes the rows of a file whose columns are known by name. */
export class PositionRows {
  readonly #batch: ReportBatch;
  readonly #source: number;
  readonly #places: ColumnPlaces;
  readonly #lastSaid = new Map<number, { words: string; report: StaticReport }>();
  /** Columns of what a ship says of itself. */
  readonly #saidPlaces: readonly number[];
  readonly #times = new TimeCells();

  /** `given` says which column holds what, where the header's words are not known. Throws AppError (refused). */
  constructor(
    header: readonly string[],
    parts: { batch: ReportBatch; source: number; given: Readonly<Record<string, string>>; name: string },
  ) {
    this.#batch = parts.batch;
    this.#source = parts.source;
    this.#places = columnPlaces(header, parts);
    this.#saidPlaces = SAID.flatMap((what) => this.#places[what] ?? []);
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
    const at = this.#times.read(cell('at'));
    if (at === null) return `"${cell('at').slice(0, 40)}" is no time`;
    const untimely = this.#batch.timeFault(at);
    if (untimely !== null) return untimely;
    const [lat, lon] = [readNumber(cell('lat')), readNumber(cell('lon'))];
    if (lat === null || lon === null) return 'position not available';
    if (lat === 91 || lon === 181) return 'position not available';
    if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return 'a position outside the world';
    this.#add(mmsi, at, lat, lon, cell);
    this.#addSaid(mmsi, at, cells, cell);
    return null;
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

  #addSaid(mmsi: number, at: number, cells: readonly string[], cell: (what: string) => string): void {
    const words = this.#wordsOf(cells);
    if (words === '') return;
    const last = this.#lastSaid.get(mmsi);
    if (last?.words === words && at >= last.report.lastAt) {
      last.report.lastAt = at;
      last.report.count++;
      return;
    }
    const [shipName, callSign, imo] = [readText(cell('shipName')), readText(cell('callSign')), readImo(cell('imo'))];
    const draught = readNumber(cell('draught'));
    if (shipName === null && callSign === null && imo === null && draught === null && cell('length') === '') return;
    const report = saidAt(at, {
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
    if (last && at >= last.report.lastAt && saysTheSame(last.report, report)) {
      last.words = words;
      last.report.lastAt = at;
      last.report.count++;
      return;
    }
    this.#lastSaid.set(mmsi, { words, report });
    this.#batch.statics.push(report);
  }

  /** What the row says of the ship itself, as written; empty where it says nothing. */
  #wordsOf(cells: readonly string[]): string {
    let words = '';
    let isEmpty = true;
    for (const place of this.#saidPlaces) {
      const cell = cells[place] ?? '';
      if (cell !== '') isEmpty = false;
      words += `${cell}\n`;
    }
    return isEmpty ? '' : words;
  }
}

/** What a ship says of itself, not of where it is. */
const SAID = [
  'imo',
  'shipName',
  'callSign',
  'shipType',
  'length',
  'width',
  'toBow',
  'toStern',
  'toPort',
  'toStarboard',
  'draught',
  'destination',
];

/** Reads times of rows that follow each other: mostly of the day before, in one form. */
class TimeCells {
  #cell = '';
  #at: number | null = null;
  #day = '';
  #midnight = 0;

  /** Unix seconds; null for what is no time. */
  read(cell: string): number | null {
    if (cell === this.#cell) return this.#at;
    this.#cell = cell;
    this.#at = this.#withinDay(cell) ?? this.#whole(cell);
    return this.#at;
  }

  /** `YYYY-MM-DDTHH:MM:SS` of the day of the last one, without reading the day again. */
  #withinDay(cell: string): number | null {
    if (cell.length !== 19 || this.#day === '' || !cell.startsWith(this.#day)) return null;
    const [hour, minute, second] = [twoDigits(cell, 11), twoDigits(cell, 14), twoDigits(cell, 17)];
    const isTime = hour < 24 && minute < 60 && second < 60 && cell[13] === ':' && cell[16] === ':';
    return isTime && (cell[10] === 'T' || cell[10] === ' ')
      ? this.#midnight + hour * 3600 + minute * 60 + second
      : null;
  }

  #whole(cell: string): number | null {
    const at = readTime(cell);
    const day = cell.slice(0, 10);
    if (at !== null && cell.length === 19 && /^\d{4}-\d\d-\d\d$/.test(day)) {
      this.#day = day;
      this.#midnight = at - (at % 86_400);
    }
    return at;
  }
}

/** NaN where they are no digits. */
function twoDigits(text: string, at: number): number {
  const [ten, one] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return ten >= 0 && ten < 10 && one >= 0 && one < 10 ? ten * 10 + one : Number.NaN;
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
