import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

type Corner = readonly [number, number];
type Rings = readonly (readonly Corner[])[];

/** Cells of the mask a degree. */
const PER_DEGREE = 20;
const WIDTH = 360 * PER_DEGREE;
const HEIGHT = 180 * PER_DEGREE;
const KM_PER_CELL = 111.2 / PER_DEGREE;
/** Cells from the coast beyond which it is no longer counted. */
const MOST_CELLS = 40;

/**
 * Land of the world as Natural Earth draws it, in cells of 0.05 degrees: coarse to 5.6 km, without rivers. Made once,
 * from the topology of `world-atlas`.
 */
export class LandMask {
  readonly #land = new Uint8Array(WIDTH * HEIGHT);

  constructor(topology: Topology) {
    for (const rings of polygonsOf(topology)) this.#fill(rings);
  }

  isLand(lat: number, lon: number): boolean {
    return this.#land[cellOf(lat, lon)] === 1;
  }

  /** Kilometres to the nearest cell at sea, about; 0 at sea. */
  inlandKm(lat: number, lon: number): number {
    if (!this.isLand(lat, lon)) return 0;
    for (let away = 1; away < MOST_CELLS; away++) if (this.#seaAt(lat, lon, away)) return away * KM_PER_CELL;
    return MOST_CELLS * KM_PER_CELL;
  }

  #seaAt(lat: number, lon: number, away: number): boolean {
    const step = 1 / PER_DEGREE;
    for (let k = -away; k <= away; k++) {
      const along = k * step;
      const out = away * step;
      const around: [number, number][] = [
        [lat + out, lon + along],
        [lat - out, lon + along],
        [lat + along, lon + out],
        [lat + along, lon - out],
      ];
      if (around.some(([y, x]) => !this.isLand(y, x))) return true;
    }
    return false;
  }

  /** Fills a polygon line by line of cells, by the even-odd rule over all its rings. */
  #fill(rings: Rings): void {
    let [south, north] = [90, -90];
    for (const [, lat] of rings[0] ?? []) {
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
    const first = Math.max(0, Math.floor((south + 90) * PER_DEGREE));
    const last = Math.min(HEIGHT - 1, Math.floor((north + 90) * PER_DEGREE));
    const crossings: number[][] = Array.from({ length: last - first + 1 }, () => []);
    for (const ring of rings) for (let k = 1; k < ring.length; k++) cross(crossings, first, ring[k - 1], ring[k]);
    for (const [at, found] of crossings.entries()) {
      found.sort((one, other) => one - other);
      for (let pair = 0; pair + 1 < found.length; pair += 2) {
        const from = Math.max(0, Math.ceil(((found[pair] ?? 0) + 180) * PER_DEGREE - 0.5));
        const to = Math.min(WIDTH - 1, Math.floor(((found[pair + 1] ?? 0) + 180) * PER_DEGREE - 0.5));
        if (to >= from) this.#land.fill(1, (first + at) * WIDTH + from, (first + at) * WIDTH + to + 1);
      }
    }
  }
}

/** Notes where an edge crosses the middles of the lines of cells. */
function cross(crossings: number[][], first: number, from: Corner = [0, 0], to: Corner = [0, 0]): void {
  const [[x1, y1], [x2, y2]] = [from, to];
  const lowest = Math.ceil((Math.min(y1, y2) + 90) * PER_DEGREE - 0.5);
  for (let row = lowest; ; row++) {
    const lat = (row + 0.5) / PER_DEGREE - 90;
    if (lat > Math.max(y1, y2)) return;
    if (y1 > lat !== y2 > lat) crossings[row - first]?.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
  }
}

function cellOf(lat: number, lon: number): number {
  const row = Math.min(HEIGHT - 1, Math.max(0, Math.floor((lat + 90) * PER_DEGREE)));
  const column = ((Math.floor((lon + 180) * PER_DEGREE) % WIDTH) + WIDTH) % WIDTH;
  return row * WIDTH + column;
}

function polygonsOf(topology: Topology): Rings[] {
  const { features } = feature(topology, topology.objects.land as GeometryCollection);
  return features.flatMap(({ geometry }) => {
    const shape = geometry as Polygon | MultiPolygon;
    return (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates) as unknown as Rings[];
  });
}
