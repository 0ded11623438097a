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
/** A longer silence is no longer presence that was heard badly: the gap watch's own 6 hours. */
const MOST_PRESENCE = 6 * HOUR;
const DAY = 86_400;

/** A ship in a cell within one hour. Unix seconds. */
interface Heard {
  lat: number;
  lon: number;
  mmsi: number;
  firstAt: number;
  lastAt: number;
}

/** What the ships of a class sent while they were in a cell. */
interface Sent {
  reports: number;
  seconds: number;
  ships: number;
}

/** What was heard where and when, an entry a ship, hour and visit of a cell: learnt from the tracks themselves. */
export class HeardReception implements Reception {
  readonly #ships = new Map<number, Heard[]>();
  readonly #sent = new Map<number, Sent>();

  constructor(tracks: Iterable<Track>) {
    for (const track of tracks) this.#learn(track);
  }

  reportsPerDay(lat: number, lon: number, classA: boolean): number | null {
    const sent = this.#sent.get(classKey(cellOf(lat * UNITS_PER_DEGREE, lon * UNITS_PER_DEGREE), classA));
    return sent && sent.ships >= LEAST_SHIPS && sent.seconds > 0 ? (sent.reports / sent.seconds) * DAY : null;
  }

  neighboursHeard({ at, lat, lon }: Fix, options: { withinKm: number; untilAt: number; exceptMmsi: number }): number {
    const heard = new Set<number>();
    const reach = Math.ceil(options.withinKm / 55);
    for (let hour = Math.floor(at / HOUR); hour <= Math.floor(options.untilAt / HOUR); hour++)
      for (const ship of this.#around(hour, lat, lon, reach))
        if (
          ship.mmsi !== options.exceptMmsi &&
          ship.lastAt > at &&
          ship.firstAt <= options.untilAt &&
          distanceKm(lat, lon, ship.lat, ship.lon) <= options.withinKm
        )
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
    const met = new Set<Sent>();
    let lastKey = -1;
    let heard: Heard | null = null;
    let sent: Sent = { reports: 0, seconds: 0, ships: 0 };
    for (let i = 0; i < length; i++) {
      const instant = at[i] ?? 0;
      const cell = cellOf(lat[i] ?? 0, lon[i] ?? 0);
      const key = keyOf(Math.floor(instant / HOUR), cell);
      if (key !== lastKey || !heard) {
        lastKey = key;
        heard = placeOf(vessel, instant, lat[i] ?? 0, lon[i] ?? 0);
        this.#hear(key, heard);
        sent = this.#sentOf(classKey(cell, (type[i] ?? 0) !== 18 && (type[i] ?? 0) !== 19));
        if (!met.has(sent)) sent.ships++;
        met.add(sent);
      }
      heard.lastAt = instant;
      const seconds = i + 1 < length ? (at[i + 1] ?? 0) - instant : 0;
      if (seconds <= 0 || seconds > MOST_PRESENCE) continue;
      sent.reports++;
      sent.seconds += seconds;
    }
  }

  #hear(key: number, ship: Heard): void {
    const ships = this.#ships.get(key);
    if (ships) ships.push(ship);
    else this.#ships.set(key, [ship]);
  }

  #sentOf(key: number): Sent {
    const known = this.#sent.get(key);
    if (known) return known;
    const fresh = { reports: 0, seconds: 0, ships: 0 };
    this.#sent.set(key, fresh);
    return fresh;
  }
}

function placeOf(mmsi: number, at: number, lat: number, lon: number): Heard {
  return { lat: lat / UNITS_PER_DEGREE, lon: lon / UNITS_PER_DEGREE, mmsi, firstAt: at, lastAt: at };
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
