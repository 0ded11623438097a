import { describe, expect, it } from 'vitest';
import { BEGIN_AT, reports, type Seen, sail, stay } from '../fixtures/invented-track.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import { HeardReception } from './heard-reception.ts';

const spot = { lat: 30.1, lon: 123.1 };
const ships = (count: number, rows: (mmsi: number) => Seen[]) =>
  new HeardReception(tracksOf(reports(Array.from({ length: count }, (_, k) => rows(351_990_001 + k)).flat())).tracks);
const at = (hour: number) => BEGIN_AT + Math.round(hour * 3600);

describe('reception learnt from what was heard', () => {
  const heardTo = (hour: number) => ships(4, (mmsi) => stay({ ...spot, mmsi }, 0, hour, 0.1));
  const twoHoursFrom = (hour: number) => ({
    fix: { at: at(hour), ...spot },
    options: { withinKm: 56, untilAt: at(hour + 2), exceptMmsi: 351_990_001 },
  });

  it('counts the neighbours heard after an instant, within the distance, without the ship itself', () => {
    const { fix, options } = twoHoursFrom(1.5);
    expect(heardTo(8).neighboursHeard(fix, options)).toBe(3);
    expect(heardTo(8).neighboursHeard({ ...fix, lat: 31 }, options)).toBe(0);
  });

  it('does not count those that were heard in the same hour, but only before', () => {
    const { fix, options } = twoHoursFrom(0.95);
    expect(heardTo(0.9).neighboursHeard(fix, options)).toBe(0);
  });

  it('says how many reports a ship sends in a day, in each cell that it crosses', () => {
    const crossing = ships(5, (mmsi) => sail({ ...spot, mmsi }, 0, 12, 0.1));
    for (const lat of [30.2, 30.7, 31.2, 31.7]) expect(crossing.reportsPerDay(lat, 123.1, true)).toBeCloseTo(240, -1);
  });

  it('does not count a long silence as presence, nor judge by too few ships or the other class', () => {
    const silent = ships(3, (mmsi) => [...stay({ ...spot, mmsi }, 0, 2, 0.5), ...stay({ ...spot, mmsi }, 20, 22, 0.5)]);
    expect(silent.reportsPerDay(spot.lat, spot.lon, true)).toBeCloseTo(48, -1);
    expect(silent.reportsPerDay(spot.lat, spot.lon, false)).toBeNull();
    expect(ships(2, (mmsi) => stay({ ...spot, mmsi }, 0, 9)).reportsPerDay(spot.lat, spot.lon, true)).toBeNull();
  });

  it('knows an outage by many ships that fall silent together, and none where others go on', () => {
    const gone = ships(8, (mmsi) => stay({ ...spot, mmsi }, 0, 6));
    expect(gone.outage(spot.lat, spot.lon, at(5.9))).toBe(true);
    const oneGone = ships(8, (mmsi) => stay({ ...spot, mmsi }, 0, mmsi === 351_990_001 ? 6 : 12));
    expect(oneGone.outage(spot.lat, spot.lon, at(5.9))).toBe(false);
    expect(ships(3, (mmsi) => stay({ ...spot, mmsi }, 0, 6)).outage(spot.lat, spot.lon, at(5.9))).toBe(false);
  });
});
