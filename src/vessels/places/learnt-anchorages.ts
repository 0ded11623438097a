import { UNITS_PER_DEGREE } from '../positions.ts';
import type { Track } from '../track.ts';

/** Cells of a twentieth of a degree, about 5 km. */
const CELL_UNITS = UNITS_PER_DEGREE / 20;
const COLUMNS = 360 * 20;
/**
 * A stay is this long within this distance (Global Fishing Watch: 12 hours within 0.5 km; ours is shorter, since weeks
 * and not years are looked at). Kilometres in units of latitude.
 */
const STAY_SECONDS = 6 * 3600;
const STAY_UNITS = Math.round((0.5 / 111.2) * UNITS_PER_DEGREE);
/** At anchor, moored, or a file that does not say: who says it is under way waits for something else than a berth. */
const LIES = new Set([1, 5, 15]);
/** Ships that stayed in a cell and those around it, from which it is an anchorage: ours (Global Fishing Watch: 20 in years). */
const LEAST_SHIPS = 4;

/** Where ships lie in numbers, learnt from the tracks themselves: queues, anchorages and harbours that no list has. */
export class LearntAnchorages {
  readonly #ships = new Map<number, Set<string>>();

  /** `hullOf` names the hull behind a track, so that one ship that lies there under several numbers counts once. */
  constructor(tracks: Iterable<Track>, hullOf: (track: Track) => string) {
    for (const track of tracks) this.#learn(track, hullOf(track));
  }

  /** Ships that stayed in the cell of the point or one beside it. */
  shipsAround(lat: number, lon: number): number {
    const [row, column] = cellAt(lat * UNITS_PER_DEGREE, lon * UNITS_PER_DEGREE);
    const ships = new Set<string>();
    for (let y = row - 1; y <= row + 1; y++)
      for (let x = column - 1; x <= column + 1; x++)
        for (const ship of this.#ships.get(y * COLUMNS + x) ?? []) ships.add(ship);
    return ships.size;
  }

  isAnchorage(lat: number, lon: number): boolean {
    return this.shipsAround(lat, lon) >= LEAST_SHIPS;
  }

  #learn({ lat, lon, at, navStatus, length }: Track, hull: string): void {
    let begin = 0;
    for (let i = 1; i <= length; i++) {
      const stays =
        i < length &&
        Math.abs((lat[i] ?? 0) - (lat[begin] ?? 0)) < STAY_UNITS &&
        Math.abs((lon[i] ?? 0) - (lon[begin] ?? 0)) < 2 * STAY_UNITS &&
        LIES.has(navStatus[i] ?? 15);
      if (stays) continue;
      if ((at[i - 1] ?? 0) - (at[begin] ?? 0) >= STAY_SECONDS) this.#add(lat[begin] ?? 0, lon[begin] ?? 0, hull);
      begin = i;
    }
  }

  #add(lat: number, lon: number, ship: string): void {
    const [row, column] = cellAt(lat, lon);
    const key = row * COLUMNS + column;
    const ships = this.#ships.get(key);
    if (ships) ships.add(ship);
    else this.#ships.set(key, new Set([ship]));
  }
}

function cellAt(lat: number, lon: number): [row: number, column: number] {
  return [Math.floor(lat / CELL_UNITS), Math.floor(lon / CELL_UNITS)];
}
