import type { CoastDistance } from './coast-distance.ts';

/** Degrees around which anything of this is worth asking. */
const BOX = { south: 36.8, north: 43.2, west: 123.2, east: 132 };
/** Cells a degree. */
const PER_DEGREE = 50;
const ROWS = Math.round((BOX.north - BOX.south) * PER_DEGREE);
const COLUMNS = Math.round((BOX.east - BOX.west) * PER_DEGREE);
/** Twelve nautical miles, the breadth of a territorial sea (UNCLOS article 3). */
const TERRITORIAL_KM = 22.224;

export const DPRK_WATERS = 'dprk-waters';

/**
 * Waters within twelve nautical miles of the DPRK's coast and nearer to it than to its neighbours': ours, drawn from
 * Natural Earth, to tell where to look. It is no maritime boundary, and the states do not agree on one in the west.
 */
export class DprkWaters {
  readonly #cells = new Uint8Array(ROWS * COLUMNS);

  constructor(own: CoastDistance, neighbours: readonly CoastDistance[]) {
    for (let row = 0; row < ROWS; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const lat = BOX.south + (row + 0.5) / PER_DEGREE;
        const lon = BOX.west + (column + 0.5) / PER_DEGREE;
        const apart = own.within(lat, lon, TERRITORIAL_KM);
        if (
          apart === Number.POSITIVE_INFINITY ||
          neighbours.some((coast) => coast.within(lat, lon, TERRITORIAL_KM) < apart)
        )
          continue;
        this.#cells[row * COLUMNS + column] = 1;
      }
  }

  has(lat: number, lon: number): boolean {
    const row = Math.floor((lat - BOX.south) * PER_DEGREE);
    const column = Math.floor((lon - BOX.west) * PER_DEGREE);
    return row >= 0 && row < ROWS && column >= 0 && column < COLUMNS && this.#cells[row * COLUMNS + column] === 1;
  }
}
