import { describe, expect, it } from 'vitest';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf, type Told } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, sail, trackOf } from '../fixtures/invented-track.ts';
import type { VesselEvent } from '../vessel-event.ts';
import { type CourseDetails, courseWatch } from './course.ts';

/** North along the meridian of the roads of Nampo. */
const towards = sail({ lat: 36, lon: 124.8 }, 0, 6);

function courses(rows: readonly Seen[], untilHour: number): VesselEvent<CourseDetails>[] {
  return eventsOfTrack(
    [courseWatch as unknown as AnyTrackWatch],
    trackOf(rows),
    BEGIN_AT + untilHour * 3600,
  ) as VesselEvent<CourseDetails>[];
}

const judged = (told: Told, untilHour = 40) => {
  const [event] = courses(towards, untilHour);
  return event ? courseWatch.judge(event, contextOf(told)) : null;
};

describe('the watch over courses to the DPRK', () => {
  it('sees two hours and more towards a gate, then silence', () => {
    const [event] = courses(towards, 40);
    expect(event?.details).toMatchObject({ gate: 'Nampo', knots: 10 });
    expect(event?.details.hours).toBeGreaterThan(5);
    expect(event?.details.hoursToGo).toBeLessThan(12);
  });

  it('sees none before it is silent, on another course, or too slow', () => {
    expect(courses(towards, 10)).toEqual([]);
    expect(
      courses(
        towards.map((row) => ({ ...row, courseDegrees: 90 })),
        40,
      ),
    ).toEqual([]);
    expect(
      courses(
        towards.map((row) => ({ ...row, speedKnots: 3 })),
        40,
      ),
    ).toEqual([]);
  });

  it('is a finding for a tanker that could have arrived, none for a fishing boat or when the receivers failed', () => {
    expect(judged({})?.explanation).toMatch(/led to Nampo at 10\.0 knots/);
    expect(judged({ identities: { 351990001: { shipType: 30 } } })).toBeNull();
    expect(judged({ outage: true })).toBeNull();
  });
});
