import { describe, expect, it } from 'vitest';
import { loadSeaFacts } from '../edge/sea-data.ts';
import { reports, type Seen, stay } from '../fixtures/invented-track.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import { SeaPlaces } from './sea-places.ts';

const facts = loadSeaFacts();
const spot = { lat: 30.1, lon: 125.1 };
const places = (rows: Seen[], hullOf = ({ vessel }: { vessel: number }) => String(vessel)) =>
  new SeaPlaces(facts, tracksOf(reports(rows)).tracks, hullOf);
const lying = (count: number, hours = 8, navStatus = 1) =>
  Array.from({ length: count }, (_, k) => stay({ ...spot, mmsi: 351_990_001 + k, navStatus }, 0, hours)).flat();

describe('the sea that the watches ask', () => {
  it('learns an anchorage where four ships lay for hours, and not where fewer, shorter or under way', () => {
    expect(places(lying(4)).isAnchorage(spot.lat, spot.lon)).toBe(true);
    expect(places(lying(4)).isAnchorage(spot.lat + 0.3, spot.lon)).toBe(false);
    expect(places(lying(3)).isAnchorage(spot.lat, spot.lon)).toBe(false);
    expect(places(lying(4, 3)).isAnchorage(spot.lat, spot.lon)).toBe(false);
    expect(places(lying(4, 8, 0)).isAnchorage(spot.lat, spot.lon)).toBe(false);
  });

  it('counts one hull once, whatever numbers it sends', () => {
    expect(places(lying(6), () => '9000001').isAnchorage(spot.lat, spot.lon)).toBe(false);
  });

  it('knows the anchorages and ports that have a name', () => {
    const empty = places([]);
    expect(empty.isAnchorage(38.72, 125.4)).toBe(true);
    expect(empty.isAnchorage(31, 126)).toBe(false);
  });

  it('finds named places by distance, kind and country, across the date line too', () => {
    const near = places([]).nearest(38.7, 125.2, { withinKm: 60, kinds: ['port', 'terminal'], country: 'KP' });
    expect(near[0]?.place.name).toContain('Nampo');
    expect(near.every(({ place }) => place.country === 'KP')).toBe(true);
    const [east, west] = [179.99, -179.99].map((lon) =>
      places([])
        .nearest(-17, lon, { withinKm: 300 })
        .map(({ place }) => place.id),
    );
    expect(east?.length).toBeGreaterThan(0);
    expect(east).toEqual(west);
  });

  it('measures how far inland a place is, and nothing at sea or off the earth', () => {
    const { land } = facts;
    expect(land.inlandKm(39.9, 116.4)).toBeGreaterThan(50);
    expect(land.inlandKm(31, 124)).toBe(0);
    expect(land.inlandKm(0, 181)).toBe(land.inlandKm(0, -179));
    const harbours = facts.places.filter(({ country, kind }) => country === 'KP' && kind === 'port');
    expect(harbours.length).toBeGreaterThan(5);
    for (const { name, lat, lon } of harbours) expect(land.inlandKm(lat, lon), name).toBeLessThan(12);
  });

  it('has the waters of the DPRK on both its coasts, and not those of its neighbours', () => {
    const { waters } = facts;
    for (const [lat, lon] of [
      [38.6, 124.8],
      [41.7, 129.9],
      [39.2, 127.6],
    ] as const)
      expect(waters.has(lat, lon)).toBe(true);
    for (const [lat, lon] of [
      [37.45, 126.4],
      [42.6, 131],
      [39, 121.7],
      [38.2, 128.7],
    ] as const)
      expect(waters.has(lat, lon), `${lat} ${lon}`).toBe(false);
  });
});
