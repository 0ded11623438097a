import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { distanceKm } from '../../kernel/geodesy.ts';

/** Degrees between two points that stand for a straight piece of coast: about 2 km. */
const STEP_DEGREES = 0.02;
const CELL_DEGREES = 0.25;

/**
 * How far a country's coast is, as Natural Earth draws it at 1:10 million: good to some kilometres, no baseline in the
 * sense of the law of the sea.
 */
export class CoastDistance {
  readonly #cells = new Map<string, [lat: number, lon: number][]>();

  /** `country` as `world-atlas` names it: `North Korea`. */
  constructor(topology: Topology, country: string) {
    const { features } = feature(topology, topology.objects.countries as GeometryCollection<{ name: string }>);
    const found = features.find(({ properties }) => properties?.name === country);
    if (!found) throw new RangeError(`Natural Earth has no country "${country}"`);
    const shape = found.geometry as Polygon | MultiPolygon;
    for (const rings of shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates)
      for (const ring of rings) this.#addRing(ring as [number, number][]);
  }

  /** Kilometres to the nearest piece of its border, up to `mostKm`; infinite beyond. */
  within(lat: number, lon: number, mostKm: number): number {
    const high = Math.ceil(mostKm / 111.2 / CELL_DEGREES);
    const wide = Math.ceil(mostKm / (111.2 * Math.max(0.1, Math.cos((lat * Math.PI) / 180))) / CELL_DEGREES);
    const [y, x] = [Math.floor(lat / CELL_DEGREES), Math.floor(lon / CELL_DEGREES)];
    let least = Number.POSITIVE_INFINITY;
    for (let row = y - high; row <= y + high; row++)
      for (let column = x - wide; column <= x + wide; column++)
        for (const [pointLat, pointLon] of this.#cells.get(`${row} ${column}`) ?? [])
          least = Math.min(least, distanceKm(lat, lon, pointLat, pointLon));
    return least <= mostKm ? least : Number.POSITIVE_INFINITY;
  }

  #addRing(ring: readonly [number, number][]): void {
    for (let k = 1; k < ring.length; k++) {
      const [[x1, y1], [x2, y2]] = [ring[k - 1] ?? [0, 0], ring[k] ?? [0, 0]];
      const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / STEP_DEGREES));
      for (let step = 0; step < steps; step++)
        this.#add(y1 + ((y2 - y1) * step) / steps, x1 + ((x2 - x1) * step) / steps);
    }
  }

  #add(lat: number, lon: number): void {
    const key = `${Math.floor(lat / CELL_DEGREES)} ${Math.floor(lon / CELL_DEGREES)}`;
    const cell = this.#cells.get(key);
    if (cell) cell.push([lat, lon]);
    else this.#cells.set(key, [[lat, lon]]);
  }
}
