import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { contextOf, DESIGNATION, placeAway, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, reports, type Seen, sail, stay } from '../fixtures/invented-track.ts';
import { readerFor } from '../readers/read-reports.ts';
import { ReportBatch } from '../report-batch.ts';
import { tracksOf } from '../tracks/tracks-of.ts';
import { encounterEvents, judgeEncounter } from './encounter.ts';

const [A, B] = [351_990_001, 445_990_002];
const spot = { lat: 29.6, lon: 124.8 };
/** 120 m to the east. */
const beside = { lat: 29.6, lon: 124.8 + 0.12 / 96.7 };

function meetings(rows: readonly Seen[]) {
  return encounterEvents(tracksOf(reports(rows)).tracks, ({ vessel }) => vessel === B);
}

const together = (hours: number): Seen[] => [
  ...stay({ ...spot, mmsi: A }, 0, hours),
  ...stay({ ...beside, mmsi: B }, 0, hours),
];

const told: Told = { identities: { [B]: { flag: 'KP' } } };

function judged(more: Told = told, rows = together(8)) {
  const [event] = meetings(rows);
  return event ? judgeEncounter(event, contextOf(more)) : null;
}

describe('the watch over encounters', () => {
  it('sees two ships side by side for two hours, by both their numbers', () => {
    const [event, ...none] = meetings(together(8));
    expect(none).toEqual([]);
    expect(event).toMatchObject({ mmsi: A, other: { mmsi: B } });
    expect(event?.details.medianMetres).toBeCloseTo(120, -1);
    expect(event?.details.nearSeconds).toBeGreaterThan(7 * 3600);
    expect(event?.start.at).toBeGreaterThanOrEqual(BEGIN_AT);
  });

  it('joins runs less than four hours apart and parts those with more between', () => {
    const apart = (hours: number): Seen[] => {
      const away = { lat: 29.9, lon: 124.8, mmsi: B };
      return [
        ...stay({ ...spot, mmsi: A }, 0, 12 + hours),
        ...stay({ ...beside, mmsi: B }, 0, 4),
        ...stay(away, 5, 4 + hours),
        ...stay({ ...beside, mmsi: B }, 5 + hours, 12 + hours),
      ];
    };
    expect(meetings(apart(2))).toHaveLength(1);
    expect(meetings(apart(6))).toHaveLength(2);
  });

  it('sees none in ships that pass, lie a mile apart, or meet for half an hour', () => {
    expect(
      meetings([
        ...sail({ ...spot, mmsi: A }, 0, 6),
        ...sail({ lat: 31.6, lon: 124.8, mmsi: B }, 0, 6).map((row) => ({ ...row, lat: 63.2 - row.lat })),
      ]),
    ).toEqual([]);
    expect(meetings([...stay({ ...spot, mmsi: A }, 0, 8), ...stay({ lat: 29.62, lon: 124.8, mmsi: B }, 0, 8)])).toEqual(
      [],
    );
    expect(meetings(together(0.5))).toEqual([]);
  });

  it('finds across the date line', () => {
    expect(
      meetings([
        ...stay({ lat: 10, lon: 179.9995, mmsi: A }, 0, 8),
        ...stay({ lat: 10, lon: -179.9995, mmsi: B }, 0, 8),
      ]),
    ).toHaveLength(1);
  });

  it('is a finding where one is of the DPRK, listed, or was there before', () => {
    expect(judged()?.measures).toEqual(['UN-2375-11', 'UN-2397-5']);
    expect(judged({ identities: { [A]: { designations: [DESIGNATION] } } })?.confidence).toBeGreaterThan(0.6);
    const call = {
      watch: 'port-call',
      mmsi: A,
      hull: 0,
      segmentId: '',
      start: { at: BEGIN_AT - 86_400, lat: 0, lon: 0 },
      end: null,
      details: { country: 'KP', visit: 4 },
    };
    expect(judged({ events: [call] })?.reasons).toHaveProperty('one was at a port of the DPRK before');
  });

  it('is none between strangers, fishing boats, with a tug, or in a harbour', () => {
    expect(judged({})).toBeNull();
    expect(judged({ identities: { [A]: { shipType: 30 }, [B]: { shipType: 30, flag: 'KP' } } })).toBeNull();
    expect(judged({ identities: { [A]: { shipType: 52 }, [B]: { flag: 'KP' } } })).toBeNull();
    expect(
      judged({ identities: { [A]: { shipType: 70 }, [B]: { flag: 'KP', shipType: 70 } }, near: [placeAway(4)] }),
    ).toBeNull();
  });

  it('compares in a crowd only with ships of interest', () => {
    const crowd = Array.from({ length: 20 }, (_, k) =>
      stay({ lat: 29.6, lon: 124.8 + k * 0.0002, mmsi: k === 7 ? B : 412_990_100 + k }, 0, 8),
    ).flat();
    const events = meetings(crowd);
    expect(events).toHaveLength(19);
    expect(events.every(({ mmsi, other }) => mmsi === B || other?.mmsi === B)).toBe(true);
  });

  function real(name: string) {
    const batch = new ReportBatch();
    const bytes = readFileSync(sharedData(`ais/${name}`) ?? '');
    const reader = readerFor(bytes, { batch, name: 'file', sourceOf: () => 0 });
    reader.feed(bytes);
    reader.finish();
    return tracksOf(batch.positions).tracks;
  }
  const hasFiles = existsSync(sharedData('ais/boat-positions.csv') ?? '');

  it.skipIf(!hasFiles)('does not take a collision for one', () => {
    const events = encounterEvents(real('collision_219021240_232018267.csv'), () => true);
    expect(events.filter(({ details }) => details.nearSeconds >= 7200 && details.medianKnots < 2)).toEqual([]);
  });
});
