import { distanceKm } from '../../kernel/geodesy.ts';
import type { Reception } from '../context.ts';
import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';
import type { Fix } from '../vessel-event.ts';

/** Cells of half a degree; hours. */
const CELL_UNITS = UNITS_PER_DEGREE / 2;
const COLUMNS = 720;
const ROWS = 360;
const HOUR = 3600;
/** Ships that must have been heard before, and the share of them after, for a silence to be the receiver's: ours. */
const OUTAGE = { ships: 5, share: 0.2, hours: 3 };
/** Ships below which a cell says nothing of its reception. */
const LEAST_SHIPS = 3;

interface Heard {
  lat: number;
  lon: number;
  mmsi: number;
}

/** What was heard where and when, an entry a ship, hour and cell: learnt from the tracks themselves. */
export class HeardReception implements Reception {
  readonly #ships = new Map<number, Heard[]>();
  /** Reports and ship-days a cell and class. */
  readonly #reports = new Map<number, { reports: number; shipDays: number }>();

  constructor(tracks: Iterable<Track>) {
    for (const track of tracks) this.#learn(track);
  }

  reportsPerDay(lat: number, lon: number, classA: boolean): number | null {
    const found = this.#reports.get(classKey(cellOf(lat * UNITS_PER_DEGREE, lon * UNITS_PER_DEGREE), classA));
    return found && found.shipDays >= LEAST_SHIPS ? found.reports / found.shipDays : null;
  }

  neighboursHeard({ at, lat, lon }: Fix, options: { withinKm: number; untilAt: number; exceptMmsi: number }): number {
    const heard = new Set<number>();
    const reach = Math.ceil(options.withinKm / 55);
    for (let hour = Math.floor(at / HOUR); hour <= Math.floor(options.untilAt / HOUR); hour++)
      for (const ship of this.#around(hour, lat, lon, reach))
        if (ship.mmsi !== options.exceptMmsi && distanceKm(lat, lon, ship.lat, ship.lon) <= options.withinKm)
          heard.add(ship.mmsi);
    return heard.size;
  }

  outage(lat: number, lon: number, at: number): boolean {
    const hour = Math.floor(at / HOUR);
    const count = (from: number): number => {
      const ships = new Set<number>();
      for (let step = 0; step < OUTAGE.hours; step++)
        for (const { mmsi } of this.#around(from + step, lat, lon, 2)) ships.add(mmsi);
      return ships.size;
    };
    const before = count(hour - OUTAGE.hours);
    return before >= OUTAGE.ships && count(hour + 1) < before * OUTAGE.share;
  }

  *#around(hour: number, lat: number, lon: number, reach: number): Generator<Heard> {
    const row = Math.floor((lat + 90) * 2);
    const column = Math.floor((lon + 180) * 2);
    for (let y = Math.max(0, row - reach); y <= Math.min(ROWS - 1, row + reach); y++)
      for (let x = column - reach; x <= column + reach; x++)
        yield* this.#ships.get(keyOf(hour, y * COLUMNS + ((x + COLUMNS) % COLUMNS))) ?? [];
  }

  #learn({ vessel, at, lat, lon, type, length }: Track): void {
    let lastKey = -1;
    let lastDay = -1;
    let cellReports = { reports: 0, shipDays: 0 };
    for (let i = 0; i < length; i++) {
      const cell = cellOf(lat[i] ?? 0, lon[i] ?? 0);
      const instant = at[i] ?? 0;
      const key = keyOf(Math.floor(instant / HOUR), cell);
      if (key !== lastKey) {
        lastKey = key;
        this.#hear(key, { lat: (lat[i] ?? 0) / UNITS_PER_DEGREE, lon: (lon[i] ?? 0) / UNITS_PER_DEGREE, mmsi: vessel });
        cellReports = this.#reportsOf(classKey(cell, (type[i] ?? 0) !== 18 && (type[i] ?? 0) !== 19));
        const day = Math.floor(instant / 86_400);
        if (day !== lastDay) cellReports.shipDays++;
        lastDay = day;
      }
      cellReports.reports++;
    }
  }

  #hear(key: number, ship: Heard): void {
    const ships = this.#ships.get(key);
    if (ships) ships.push(ship);
    else this.#ships.set(key, [ship]);
  }

  #reportsOf(key: number): { reports: number; shipDays: number } {
    const known = this.#reports.get(key);
    if (known) return known;
    const fresh = { reports: 0, shipDays: 0 };
    this.#reports.set(key, fresh);
    return fresh;
  }
}

function cellOf(lat: number, lon: number): number {
  const row = Math.min(ROWS - 1, Math.floor((lat + 90 * UNITS_PER_DEGREE) / CELL_UNITS));
  return row * COLUMNS + (Math.floor((lon + 180 * UNITS_PER_DEGREE) / CELL_UNITS) % COLUMNS);
}

function keyOf(hour: number, cell: number): number {
  return hour * COLUMNS * ROWS + cell;
}

function classKey(cell: number, classA: boolean): number {
  return cell * 2 + (classA ? 0 : 1);
}
