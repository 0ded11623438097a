import { describe, expect, it } from 'vitest';
import { destination } from '../../kernel/geodesy.ts';
import { type AnyTrackWatch, eventsOfTrack } from '../engine/run-watches.ts';
import { contextOf } from '../fixtures/invented-context.ts';
import { BEGIN_AT, type Seen, sail, stay, trackOf } from '../fixtures/invented-track.ts';
import type { TrackWatch } from '../watch.ts';
import { circleWatch } from './circle.ts';
import { jumpWatch } from './jump.ts';
import { replayWatch } from './replay.ts';

const until = BEGIN_AT + 200 * 3600;
const place = { lat: 34, lon: 123 };

function findings<State>(watch: TrackWatch<State, never>, rows: readonly Seen[]) {
  const any = watch as unknown as AnyTrackWatch;
  return eventsOfTrack([any], trackOf(rows), until).flatMap((event) => {
    const judgement = any.judge(event, contextOf());
    return judgement ? [{ event, judgement }] : [];
  });
}

const ring = (radiusKm: number, hours: number, knots: number): Seen[] =>
  Array.from({ length: hours * 6 }, (_, k) => {
    const turned = (((k / 6) * 12 * 1.852) / (2 * Math.PI * radiusKm)) * 360;
    return {
      hour: k / 6,
      ...destination(place.lat, place.lon, turned % 360, radiusKm),
      speedKnots: knots,
      courseDegrees: (turned + 90) % 360,
    };
  });

describe('the watch over circles', () => {
  it('sees positions that run round a ring at a speed that they deny', () => {
    const [found] = findings(circleWatch as never, ring(2, 12, 0.1));
    expect(found?.event.details).toMatchObject({ radiusKm: expect.closeTo(2, 1) });
    expect(found?.judgement.confidence).toBeGreaterThan(0.6);
  });

  it('sees none in a ship that swings at anchor, sails, or zigzags', () => {
    expect(findings(circleWatch as never, ring(0.15, 24, 0.1))).toEqual([]);
    expect(findings(circleWatch as never, sail(place, 0, 24))).toEqual([]);
    const zigzag = sail(place, 0, 24).map((row, k) => ({
      ...row,
      lon: 123 + (k % 20 < 10 ? k % 10 : 10 - (k % 10)) * 0.01,
    }));
    expect(findings(circleWatch as never, zigzag)).toEqual([]);
  });
});

describe('the watch over repeated positions', () => {
  const frozen: Seen[] = Array.from({ length: 60 }, (_, k) => ({
    ...place,
    hour: k,
    speedKnots: 9.3,
    courseDegrees: 14.7,
  }));

  it('sees one position sent for more than a day by a ship that says it moves', () => {
    // Reports that are equal in all are one for the tracks: receivers' times differ, values do not.
    const [found] = findings(
      replayWatch as never,
      frozen.map((row, k) => ({ ...row, headingDegrees: k % 2 })),
    );
    expect(found?.event.details).toMatchObject({ reports: 60, speedKnots: 9.3 });
  });

  it('sees none in a moored ship or within a few hours', () => {
    expect(
      findings(
        replayWatch as never,
        frozen.map((row, k) => ({ ...row, speedKnots: 0, headingDegrees: k % 2 })),
      ),
    ).toEqual([]);
    expect(
      findings(
        replayWatch as never,
        frozen.slice(0, 10).map((row, k) => ({ ...row, headingDegrees: k % 2 })),
      ),
    ).toEqual([]);
  });
});

describe('the watch over jumps', () => {
  it('sees a hull that is elsewhere faster than any ship and stays there', () => {
    const away = stay({ lat: 31, lon: 123 }, 6.2, 12);
    const [found] = findings(jumpWatch as never, [...sail(place, 0, 6), ...away]);
    expect(found?.event.details.km).toBeGreaterThan(300);
    expect(found?.judgement.explanation).toMatch(/would take \d+ knots/);
  });

  it('sees none in a straight way, nor in a silence long enough to sail it', () => {
    expect(findings(jumpWatch as never, sail(place, 0, 24))).toEqual([]);
    expect(findings(jumpWatch as never, [...sail(place, 0, 6), ...stay({ lat: 31, lon: 123 }, 50, 60)])).toEqual([]);
  });
});
