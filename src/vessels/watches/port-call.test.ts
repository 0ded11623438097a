import { describe, expect, it } from 'vitest';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf, DESIGNATION, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, stay, trackOf } from '../fixtures/invented-track.ts';
import { namedPlaces, PlaceFinder } from '../places/named-places.ts';
import type { PortCallDetails } from './port-call.ts';
import { portCallWatch } from './port-call.ts';

const places = namedPlaces();
const watch = portCallWatch(places, new PlaceFinder(places)) as unknown as AnyTrackWatch;
const chongjin = { lat: 41.7667, lon: 129.8167 };

function way(fromKm: number, toKm: number, fromHour: number): Seen[] {
  // Along a meridian, a report each six minutes at 10 knots.
  const step = 1.852;
  const rows: Seen[] = [];
  for (
    let km = fromKm, hour = fromHour;
    fromKm > toKm ? km > toKm : km < toKm;
    km += fromKm > toKm ? -step : step, hour += 0.1
  )
    rows.push({ hour, lat: chongjin.lat - km / 111.2, lon: chongjin.lon, courseDegrees: fromKm > toKm ? 0 : 180 });
  return rows;
}

const visit = [...way(30, 1, 0), ...stay(chongjin, 2, 30), ...way(1, 30, 30)];

function calls(rows: readonly Seen[]) {
  return eventsOfTrack([watch], trackOf(rows), BEGIN_AT + 60 * 3600);
}

const judged = (told: Told, rows = visit) => calls(rows).map((event) => watch.judge(event, contextOf(told)))[0] ?? null;

describe('the watch over port calls', () => {
  it('sees a visit with entry, stop and exit once, and knows the port', () => {
    const [call, ...none] = calls(visit);
    expect(none).toEqual([]);
    expect(call?.details as PortCallDetails).toMatchObject({
      port: 'Chongjin',
      country: 'KP',
      visit: 4,
      stopped: true,
    });
    expect(call?.end).not.toBeNull();
  });

  it('gives less confidence to one that only passes, or goes silent inside', () => {
    expect(calls([...way(30, 1, 0), ...way(1, 30, 3)])[0]?.details.visit).toBe(1);
    const silent = [...way(30, 3, 0), ...way(3, 30, 40)];
    expect(calls(silent)[0]?.details).toMatchObject({ stopped: false, silent: true });
  });

  it('is a finding for a ship of another flag, and none for one of the DPRK or one that passes', () => {
    const judgement = judged({});
    expect(judgement?.confidence).toBeGreaterThan(0.8);
    expect(judgement?.measures).toEqual(['JP-PORTS', 'KR-180DAY', 'UN-2397-5']);
    expect(judged({ identities: { 351990001: { designations: [DESIGNATION] } } })?.confidence).toBeGreaterThan(0.9);
    expect(judged({ identities: { 351990001: { flag: 'KP' } } })).toBeNull();
    expect(judged({}, [...way(30, 1, 0), ...way(1, 30, 3)])).toBeNull();
  });

  it('sees none far from any port', () => {
    expect(calls(stay({ lat: 33, lon: 123.5 }, 0, 24))).toEqual([]);
  });
});
