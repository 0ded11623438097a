import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { makeExercise, STANDARD_EXERCISE } from '../exercise/make-exercise.ts';
import { type Positions, PositionsBuilder, positionAt } from '../positions.ts';
import { tracksOf } from './tracks-of.ts';

const begin = Date.UTC(2026, 0, 5) / 1000;
const exercise = makeExercise({ ...STANDARD_EXERCISE, days: 5, ships: 25, deeds: 1, seed: 5 });

function sail(
  rows: { mmsi?: number; minute: number; lat: number; lon: number; knots?: number; course?: number; type?: number }[],
) {
  const positions = new PositionsBuilder();
  for (const { mmsi = 412_990_001, minute, lat, lon, knots = 10, course = 0, type = 1 } of rows)
    positions.add({
      mmsi,
      at: begin + minute * 60,
      lat,
      lon,
      speedKnots: knots,
      courseDegrees: course,
      headingDegrees: null,
      navStatus: 0,
      type,
      source: 0,
    });
  return positions;
}

/** Knots between two neighbours of a segment, over what the published tolerance of 6.25 nautical miles explains. */
function excessKnots(track: Positions & { segment: Uint32Array }): number {
  let most = 0;
  for (let i = 1; i < track.length; i++) {
    if (track.segment[i] !== track.segment[i - 1]) continue;
    const [one, other] = [positionAt(track, i - 1), positionAt(track, i)];
    const miles = distanceKm(one.lat ?? 0, one.lon ?? 0, other.lat ?? 0, other.lon ?? 0) / KM_PER_NAUTICAL_MILE;
    const hours = (other.at - one.at) / 3600;
    const reported = Math.max(one.speedKnots ?? 0, other.speedKnots ?? 0);
    most = Math.max(most, (miles - Math.hypot(hours, 0.25) * 25) / Math.max(hours, 0.25) - reported);
  }
  return most;
}

describe('tracksOf()', () => {
  it('keeps a straight way in one segment and starts another after a day of silence', () => {
    const way = Array.from({ length: 10 }, (_, k) => ({ minute: k * 10, lat: 35 + k * 0.0278, lon: 123 }));
    const after = way.map(({ minute, lat, lon }) => ({ minute: minute + 25 * 60 + 90, lat, lon }));
    const { tracks } = tracksOf(sail([...way, ...after]));
    expect(tracks).toHaveLength(1);
    expect(new Set(tracks[0]?.segment)).toEqual(new Set([0, 1]));
  });

  it('brings two ships on one MMSI apart as two hulls', () => {
    const both = Array.from({ length: 20 }, (_, k) => [
      { minute: k * 10, lat: 35 + k * 0.0278, lon: 123 },
      { minute: k * 10 + 5, lat: 20 + k * 0.0278, lon: 118 },
    ]).flat();
    const { tracks } = tracksOf(sail(both));
    expect(tracks.map(({ hull, length }) => [hull, length])).toEqual([
      [0, 20],
      [1, 18],
    ]);
  });

  it('goes on with the same hull where a ship is said to have jumped', () => {
    const way = Array.from({ length: 10 }, (_, k) => ({ minute: k * 10, lat: 35 + k * 0.0278, lon: 123 }));
    const there = way.map(({ minute, lat }) => ({ minute: minute + 100, lat: lat - 5, lon: 121 }));
    const { tracks } = tracksOf(sail([...way, ...there]));
    expect(tracks).toHaveLength(1);
    expect(new Set(tracks[0]?.segment).size).toBe(2);
  });

  it('drops a lone false place, the same report again, and a coarse report after a better one', () => {
    const way = Array.from({ length: 10 }, (_, k) => ({ minute: k * 10, lat: 35 + k * 0.0278, lon: 123 }));
    const more = [
      { minute: 35, lat: -10, lon: 60 },
      { minute: 40, lat: 35 + 4 * 0.0278, lon: 123 },
      { minute: 42, lat: 35.1, lon: 123, type: 27 },
    ];
    const { tracks, noise } = tracksOf(sail([...way, ...more]));
    expect(tracks[0]?.length).toBe(10);
    expect([...noise.values()]).toEqual([1, 1, 1]);
  });

  it('puts every report into one track or counts why not, in any order of the rows', () => {
    const { positions } = exercise.batch;
    const whole = tracksOf(positions);
    const kept = whole.tracks.reduce((sum, { length }) => sum + length, 0);
    expect(kept + [...whole.noise.values()].reduce((sum, count) => sum + count, 0)).toBe(positions.length);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const order = Array.from({ length: positions.length }, (_, i) => i).sort(
          (one, other) => ((one * 7919 + seed) % 10_007) - ((other * 7919 + seed) % 10_007),
        );
        const shuffled = new PositionsBuilder(positions.length);
        for (const i of order) shuffled.copy(positions, i);
        expect(tracksOf(shuffled)).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  it('holds no step that no ship can make', () => {
    for (const track of tracksOf(exercise.batch.positions).tracks) expect(excessKnots(track)).toBeLessThanOrEqual(0);
  });

  const file = sharedData('ais/416000000.json');
  it.skipIf(!file || !existsSync(file))('parts the ships that share 416000000 into consistent tracks', () => {
    const positions = new PositionsBuilder();
    for (const line of readFileSync(file ?? '', 'utf8')
      .trim()
      .split('\n')) {
      const { lat, lon, timestamp, course, speed } = JSON.parse(line);
      if (lat === null) continue;
      const at = Math.floor(Date.parse(`${timestamp.replace(' ', 'T')}Z`) / 1000);
      positions.add({
        mmsi: 416_000_000,
        at,
        lat,
        lon,
        speedKnots: speed,
        courseDegrees: course,
        headingDegrees: null,
        navStatus: 15,
        type: 1,
        source: 0,
      });
    }
    const { tracks } = tracksOf(positions);
    expect(tracks.length).toBeGreaterThan(1);
    for (const track of tracks) expect(excessKnots(track)).toBeLessThanOrEqual(0);
  });
});
