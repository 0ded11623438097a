import { describe, expect, it } from 'vitest';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf, DESIGNATION, placeAway, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, sail, trackOf } from '../fixtures/invented-track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import { type GapDetails, gapWatch } from './gap.ts';

const south = { lat: 36, lon: 124 };
const silentFor = (hours: number): Seen[] => [
  ...sail(south, 0, 4),
  ...sail({ lat: 37.5, lon: 124 }, 4 + hours, 8 + hours),
];

function gapsOf(rows: readonly Seen[], untilHour = 40): VesselEvent<GapDetails>[] {
  return eventsOfTrack(
    [gapWatch as unknown as AnyTrackWatch],
    trackOf(rows),
    BEGIN_AT + untilHour * 3600,
  ) as VesselEvent<GapDetails>[];
}

function judged(told: Told, hours = 20) {
  const [gap] = gapsOf(silentFor(hours));
  return gap ? gapWatch.judge(gap, contextOf(told)) : null;
}

describe('the watch over silence', () => {
  it('keeps a silence of more than six hours, and the one that goes on', () => {
    expect(gapsOf(silentFor(5.5), 10)).toEqual([]);
    const [gap, ...none] = gapsOf(silentFor(20), 29);
    expect(none).toEqual([]);
    expect(gap).toMatchObject({
      watch: 'gap',
      end: { at: BEGIN_AT + 24 * 3600 },
      details: { speedKnots: 10, navStatus: 0 },
    });
    expect(gap?.details.hours).toBeCloseTo(20.25, 2);
    expect(gapsOf(sail(south, 0, 4), 20)[0]?.end).toBeNull();
  });

  it('is a finding where others were heard and a port of the DPRK was in reach, and says why', () => {
    const judgement = judged({ near: [placeAway(150)], neighbours: 4 });
    expect(judgement?.confidence).toBeGreaterThan(0.6);
    expect(judgement?.explanation).toMatch(/20\.3 hours.*EXERCISE Port.*other ships were heard/);
    expect(judgement?.measures).toContain('UN-2397-13');
    expect(judgement?.missing.length).toBeGreaterThan(0);
  });

  it('weighs the flag and the lists, and asks for no port then', () => {
    expect(judged({ identities: { 351990001: { flag: 'KP' } } }, 20)?.confidence).toBeGreaterThan(0.5);
    expect(judged({ identities: { 351990001: { designations: [DESIGNATION] } } }, 20)?.reasons).toHaveProperty(
      'a list names the hull',
    );
  });

  it('is none when the receivers failed, when it lay still, and where ships are seldom heard', () => {
    expect(judged({ near: [placeAway(150)], neighbours: 4, outage: true })).toBeNull();
    expect(judged({ near: [placeAway(150)], reportsPerDay: 2 })).toBeNull();
    const still: Seen[] = [0, 1, 2, 20, 21, 22].map((hour) => ({ ...south, hour, speedKnots: 0, navStatus: 1 }));
    const [gap] = gapsOf(still);
    expect(gap && gapWatch.judge(gap, contextOf({ near: [placeAway(150)], neighbours: 4 }))).toBeNull();
  });
});
