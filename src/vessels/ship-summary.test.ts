import { describe, expect, it } from 'vitest';
import { BEGIN_AT, reports } from './fixtures/invented-track.ts';
import { summariseShips } from './ship-summary.ts';

describe('summariseShips()', () => {
  it('counts each ship, and keeps its first and last instant and last place, in any order of the reports', () => {
    const rows = [
      { hour: 2, lat: 31, lon: 122 },
      { hour: 0, lat: 30, lon: 122 },
      { hour: 1, lat: 30.5, lon: 122, mmsi: 440_990_001 },
      { hour: 1, lat: 30.7, lon: 122 },
    ];
    const [one, other, ...none] = summariseShips(reports(rows));
    expect(none).toEqual([]);
    expect(one).toMatchObject({
      mmsi: 351_990_001,
      reports: 3,
      firstAt: BEGIN_AT,
      lastAt: BEGIN_AT + 7200,
      lat: 31 * 600_000,
    });
    expect(other).toMatchObject({ mmsi: 440_990_001, reports: 1 });
  });
});
