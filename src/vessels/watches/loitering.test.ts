import { describe, expect, it } from 'vitest';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf, placeAway, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, sail, stay, trackOf } from '../fixtures/invented-track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import { type LoiteringDetails, loiteringWatch } from './loitering.ts';

const spot = { lat: 29.6, lon: 124.8 };
const lingering = [...sail({ lat: 28.9, lon: 124.8 }, 0, 4), ...stay(spot, 4, 14), ...sail(spot, 14, 18)];

function seen(rows: readonly Seen[], untilHour = 20): VesselEvent<LoiteringDetails>[] {
  return eventsOfTrack(
    [loiteringWatch as unknown as AnyTrackWatch],
    trackOf(rows),
    BEGIN_AT + untilHour * 3600,
  ) as VesselEvent<LoiteringDetails>[];
}

function judged(told: Told) {
  const [event] = seen(lingering);
  return event ? loiteringWatch.judge(event, contextOf(told)) : null;
}

const unloaded = { draughts: { 351990001: (at: number) => (at < BEGIN_AT + 13 * 3600 ? 9.4 : 5.8) } };

describe('the watch over lingering', () => {
  it('sees slow hours from four on, and not a ship that sails or stops for two', () => {
    const [event, ...none] = seen(lingering);
    expect(none).toEqual([]);
    expect(event?.details.hours).toBeGreaterThan(8);
    expect(event?.details.meanKnots).toBeLessThan(2);
    expect(seen(sail(spot, 0, 12))).toEqual([]);
    expect(
      seen([...sail(spot, 0, 4), ...stay({ lat: 30.27, lon: 124.8 }, 4, 6), ...sail({ lat: 30.27, lon: 124.8 }, 6, 9)]),
    ).toEqual([]);
  });

  it('does not take a silence for lingering', () => {
    const north = sail({ lat: 29, lon: 124.8 }, 0, 6);
    const after = sail({ lat: 30.05, lon: 124.8 }, 17, 20);
    expect(seen([...north, { hour: 6, lat: 30, lon: 124.8 }, ...after])).toEqual([]);
    const [joined, ...none] = seen([...stay(spot, 0, 5), ...stay(spot, 16, 18)]);
    expect(joined?.details).toMatchObject({ hours: 6.5, silentHours: 11.25 });
    expect(none).toEqual([]);
    expect(seen([...stay(spot, 0, 5), ...stay(spot, 18, 20)]).map(({ details }) => details.hours)).toEqual([4.75]);
  });

  it('is a finding for a tanker whose draught changed there', () => {
    const judgement = judged(unloaded);
    expect(judgement?.confidence).toBeGreaterThanOrEqual(0.6);
    expect(judgement?.explanation).toContain('-3.6 m');
    expect(judgement?.measures).toEqual(['UN-2375-11', 'UN-2397-5']);
  });

  it('is none for one that only waits, at an anchorage, near a port, at anchor, or of a fishing boat', () => {
    expect(judged({})).toBeNull();
    expect(judged({ ...unloaded, anchorage: true })).toBeNull();
    expect(judged({ ...unloaded, anchorage: true, identities: { 351990001: { flag: 'KP' } } })).not.toBeNull();
    expect(judged({ ...unloaded, near: [placeAway(8, { country: 'CN' })] })).toBeNull();
    expect(judged({ ...unloaded, identities: { 351990001: { shipType: 30 } } })).toBeNull();
    const [anchored] = seen(stay({ ...spot, navStatus: 1 }, 0, 12));
    expect(anchored && loiteringWatch.judge(anchored, contextOf(unloaded))).toBeNull();
  });
});
