import { describe, expect, it } from 'vitest';
import { type TrackFormat, writeTrack } from './track-formats.ts';

const point = (at: string, lon: number) => ({ at, lat: 38.5, lon, speedKnots: 9.3, courseDegrees: 45 });
const track = {
  mmsi: '445990001',
  imo: null,
  segments: [
    { segmentId: 'a', points: [point('2026-01-05T00:00:00.000Z', 124.1), point('2026-01-05T00:10:00.000Z', 124.2)] },
    { segmentId: 'b', points: [point('2026-01-07T00:00:00.000Z', 125)] },
  ],
};
const written = (format: TrackFormat) => writeTrack(track, format, true);

describe('writeTrack()', () => {
  it('writes lines a segment with their times, and marks the exercise, in every format', () => {
    expect(JSON.parse(written('json'))).toEqual({ ...track, exercise: true });
    const { features } = JSON.parse(written('geojson'));
    expect(features.map(({ geometry }: { geometry: { type: string } }) => geometry.type)).toEqual([
      'LineString',
      'Point',
    ]);
    expect(features[0].properties).toMatchObject({
      exercise: true,
      times: ['2026-01-05T00:00:00.000Z', '2026-01-05T00:10:00.000Z'],
    });
    const moving = JSON.parse(written('mf-json')).features[0];
    expect(moving.temporalGeometry).toMatchObject({
      type: 'MovingPoint',
      coordinates: [
        [124.1, 38.5],
        [124.2, 38.5],
      ],
    });
    expect(written('kml')).toContain('<name>EXERCISE MMSI 445990001</name>');
    expect(written('kml').match(/<when>/g)).toHaveLength(3);
    expect(written('csv').split('\r\n')[1]).toBe('EXERCISE,445990001,,a,2026-01-05T00:00:00.000Z,38.5,124.1,9.3,45');
  });
});
