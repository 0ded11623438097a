import { describe, expect, it } from 'vitest';
import { kilometresApart, placeAt, wayOf } from './place-at.ts';
import { trackFeatures } from './track-features.ts';

const point = (hour: number, lon: number, speedKnots: number) => ({
  at: new Date(Date.UTC(2026, 0, 5, 0, hour * 60)).toISOString(),
  lat: 38,
  lon,
  speedKnots,
  courseDegrees: 90,
});
const track = (points: ReturnType<typeof point>[]) => ({
  mmsi: '445990001',
  imo: null,
  thinned: false,
  segments: [{ segmentId: 'a', points }],
});

describe('trackFeatures()', () => {
  it('draws one line while the speed stays, another when it changes, and dashes where nothing was heard', () => {
    const { features } = trackFeatures(
      track([point(0, 120, 10), point(0.5, 120.1, 10.4), point(0.9, 120.2, 4), point(9, 121, 4), point(9.5, 121.1, 4)]),
      0,
    );
    expect(features.map(({ properties }) => [properties.gap, properties.speedKnots])).toEqual([
      [false, 10],
      [true, 0],
      [false, 4],
    ]);
    expect(features[0]?.geometry.coordinates).toEqual([
      [120, 38],
      [120.1, 38],
      [120.2, 38],
    ]);
  });

  it('keeps a line across the date line whole', () => {
    const [line] = trackFeatures(track([point(0, 179.9, 10), point(0.5, -179.9, 10)]), 0).features;
    expect(line?.geometry.coordinates.map(([lon]) => lon)).toEqual([179.9, 180.1]);
  });

  it('draws nothing of nothing', () => {
    expect(trackFeatures(track([]), 0).features).toEqual([]);
    expect(trackFeatures(track([point(0, 1, 1)]), 0).features).toEqual([]);
  });
});

describe('placeAt()', () => {
  const way = wayOf(track([point(0, 120, 10), point(2, 121, 10)]));
  const at = (hour: number) => placeAt(way, Date.UTC(2026, 0, 5, 0, hour * 60));

  it('takes the way between two reports as straight and says how old the report is', () => {
    expect(at(1)).toMatchObject({ lon: 120.5, minutesSince: 60 });
    expect(at(2)).toMatchObject({ lon: 121 });
  });

  it('knows nothing before the first report and after the last', () => {
    expect([at(-1), at(3), placeAt(wayOf(track([])), 0)]).toEqual([null, null, null]);
  });

  it('measures a degree of latitude as 111 km', () => {
    expect(kilometresApart({ lat: 38, lon: 120 }, { lat: 39, lon: 120 })).toBeCloseTo(111.2, 1);
  });
});
