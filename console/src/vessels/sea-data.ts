import type { Feature, FeatureCollection, Point } from 'geojson';
import type { PlacesAnswer, TrackAnswer, VesselRow } from '../../../src/vessels/edge/vessel-shapes.ts';
import { placeAt, type Way } from './place-at.ts';
import type { SeaData } from './sea-map.tsx';
import { pointsOf, trackFeatures } from './track-features.ts';

interface SeaParts {
  vessels: readonly VesselRow[];
  chosen: readonly string[];
  tracks: readonly TrackAnswer[];
  places: PlacesAnswer | undefined;
}

/** Cells of the density at low zoom, degrees. */
const CELL_DEGREES = 1;

/** What the map draws and time does not move. */
export function seaData({ vessels, chosen, tracks, places }: SeaParts): SeaData {
  return {
    vessels: collection(
      vessels.map(({ lat, lon, mmsi, listed }) => point(lat, lon, { mmsi, listed, selected: chosen.includes(mmsi) })),
    ),
    density: collection(densityOf(vessels)),
    tracks: collection(tracks.flatMap((track, side) => trackFeatures(track, side).features)),
    ...(places
      ? {
          places: collection(places.places.map(({ lat, lon, name, kind }) => point(lat, lon, { name, kind }))),
        }
      : {}),
  };
}

/** Where the ships of the tracks were at an instant, milliseconds. */
export function cursorData(ways: readonly Way[], instant: number): SeaData {
  const places = ways.flatMap((way, side) => {
    const place = placeAt(way, instant);
    return place ? [point(place.lat, place.lon, { side })] : [];
  });
  return { cursor: collection(places) };
}

/** West, south, east, north around the tracks; without any around the ships, without those around the DPRK's seas. */
export function boundsOf(
  tracks: readonly TrackAnswer[],
  vessels: readonly VesselRow[],
): [number, number, number, number] {
  const points = tracks.length > 0 ? tracks.flatMap(pointsOf) : vessels;
  if (points.length === 0) return [117, 30, 136, 44];
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lat, lon } of points) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [west - 0.05, south - 0.05, east + 0.05, north + 0.05];
}

function densityOf(vessels: readonly VesselRow[]): Feature<Point>[] {
  const cells = new Map<string, { lat: number; lon: number; reports: number }>();
  for (const { lat, lon, reports } of vessels) {
    const corner = { lat: Math.floor(lat / CELL_DEGREES), lon: Math.floor(lon / CELL_DEGREES) };
    const key = `${corner.lat} ${corner.lon}`;
    const cell = cells.get(key) ?? {
      lat: (corner.lat + 0.5) * CELL_DEGREES,
      lon: (corner.lon + 0.5) * CELL_DEGREES,
      reports: 0,
    };
    cell.reports += reports;
    cells.set(key, cell);
  }
  return [...cells.values()].map(({ lat, lon, reports }) => point(lat, lon, { reports }));
}

function point(lat: number, lon: number, properties: Record<string, unknown>): Feature<Point> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
