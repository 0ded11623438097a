import { csvCells } from '../../kernel/csv-line.ts';
import { distanceKm } from '../../kernel/geodesy.ts';
import { readShippedJson, readShippedText } from '../../kernel/shipped-data.ts';
import type { Place, PlaceNearby } from '../context.ts';

interface NamedPlace extends Omit<Place, 'source'> {
  source: string;
  checked: boolean;
}

/** A harbour of the World Port Index is exact to an arc minute; a ship lies in it some way off. */
const PORT_PRECISION_KM = 3;
const KM_PER_DEGREE = 111.2;
const MOST_KM = 300;

/** Ports of the world, and ports, terminals, anchorages and transfer areas that matter to the regime. */
export function namedPlaces(): Place[] {
  const { places } = readShippedJson<{ places: NamedPlace[] }>('vessels/places.json');
  const known = places.map(({ checked, source, ...place }) => ({
    ...place,
    source: checked ? source : `${source} (not checked)`,
  }));
  const ports = readShippedText('vessels/world-ports.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line, number): Place => {
      const [name = '', country = '', lat = '', lon = ''] = csvCells(line);
      return {
        id: `wpi-${number}`,
        name,
        kind: 'port',
        country: country || null,
        lat: Number(lat),
        lon: Number(lon),
        precisionKm: PORT_PRECISION_KM,
        source: 'NGA World Port Index',
      };
    });
  return [...known, ...ports];
}

/** Finds the named places around a point: they are filed by whole degrees. */
export class PlaceFinder {
  readonly #cells = new Map<number, Place[]>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      const key = cellOf(Math.floor(place.lat), Math.floor(place.lon));
      const cell = this.#cells.get(key);
      if (cell) cell.push(place);
      else this.#cells.set(key, [place]);
    }
  }

  /** The nearest first; at most 300 km away. */
  nearest(
    lat: number,
    lon: number,
    options: { withinKm: number; kinds?: readonly string[]; country?: string },
  ): PlaceNearby[] {
    const { kinds, country } = options;
    const withinKm = Math.min(options.withinKm, MOST_KM);
    const high = Math.ceil(withinKm / KM_PER_DEGREE);
    const wide = Math.min(180, Math.ceil(withinKm / (KM_PER_DEGREE * Math.max(0.02, Math.cos((lat * Math.PI) / 180)))));
    const found: PlaceNearby[] = [];
    for (let y = Math.floor(lat) - high; y <= Math.floor(lat) + high; y++)
      for (let x = Math.floor(lon) - wide; x <= Math.floor(lon) + wide; x++)
        for (const place of this.#cells.get(cellOf(y, x)) ?? []) {
          if ((kinds && !kinds.includes(place.kind)) || (country && place.country !== country)) continue;
          const apart = distanceKm(lat, lon, place.lat, place.lon);
          if (apart <= withinKm) found.push({ place, distanceKm: apart });
        }
    return found.sort((one, other) => one.distanceKm - other.distanceKm || (one.place.id < other.place.id ? -1 : 1));
  }
}

function cellOf(lat: number, lon: number): number {
  return (lat + 90) * 360 + ((((lon + 180) % 360) + 360) % 360);
}
