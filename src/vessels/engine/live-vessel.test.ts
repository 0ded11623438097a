import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PositionsBuilder } from '../positions.ts';
import { segmentId } from '../track.ts';
import type { TrackWatch } from '../watch.ts';
import { type LiveRules, LiveVessel, type Segmenting } from './live-vessel.ts';
import type { AnyTrackWatch } from './run-watches.ts';

/** A watch that sees each silence of an hour, and the one under way. */
const silence: TrackWatch<{ lastAt: number }> = {
  id: 'silence',
  version: '1',
  lookBackHours: 1,
  start: () => ({ lastAt: 0 }),
  push(state, track, i, emit) {
    const at = track.at[i] ?? 0;
    if (state.lastAt > 0 && at - state.lastAt >= 3600) emit(silent(state.lastAt, at));
    state.lastAt = at;
  },
  underWay(state, _track, untilAt, emit) {
    if (state.lastAt > 0 && untilAt - state.lastAt >= 3600) emit(silent(state.lastAt, null));
  },
  judge: () => null,
};

function silent(from: number, to: number | null) {
  const end = to === null ? null : { at: to, lat: 0, lon: 0 };
  return {
    watch: 'silence',
    mmsi: 1,
    hull: 0,
    segmentId: segmentId(1, 0, from),
    start: { at: from, lat: 0, lon: 0 },
    end,
    details: {},
  };
}

const oneHull: Segmenting = {
  start: () => ({ seen: 0 }),
  push: (state) => {
    (state as { seen: number }).seen++;
    return { hull: 0, segment: 0 };
  },
};

const rules: LiveRules = {
  watches: [silence as unknown as AnyTrackWatch],
  segmenting: oneHull,
  allowedLateness: 6 * 3600,
  kept: 0,
};

function report(at: number): PositionsBuilder {
  const rows = new PositionsBuilder(1);
  rows.add({
    mmsi: 1,
    at,
    lat: 38,
    lon: 125,
    speedKnots: 5,
    courseDegrees: 0,
    headingDegrees: 0,
    navStatus: 0,
    type: 1,
    source: 0,
  });
  return rows;
}

function eventsOf(arrivals: readonly number[], untilAt: number) {
  const vessel = new LiveVessel(1, rules);
  for (const at of arrivals) vessel.take(report(at), 0);
  return vessel.events(untilAt);
}

describe('LiveVessel', () => {
  it('sees in any order of arrival within the allowed lateness what the whole history shows', () => {
    const day = fc.uniqueArray(fc.integer({ min: 1_700_000_000, max: 1_700_000_000 + 4 * 86_400 }), {
      minLength: 2,
      maxLength: 120,
    });
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.integer({ min: 0, max: 5 * 3600 })), (instants, delays) => {
        const inOrder = [...instants].sort((one, other) => one - other);
        const arrived = inOrder
          .map((at) => ({ at, arrives: at + (delays.next().value ?? 0) }))
          .sort((one, other) => one.arrives - other.arrives)
          .map(({ at }) => at);
        const untilAt = (inOrder.at(-1) ?? 0) + 7200;
        expect(eventsOf(arrived, untilAt)).toEqual(eventsOf(inOrder, untilAt));
      }),
    );
  });

  it('takes back a silence that late data fills, and counts what comes too late', () => {
    const vessel = new LiveVessel(1, rules);
    for (const at of [1000, 6000]) vessel.take(report(at), 0);
    expect(vessel.events(6000)).toHaveLength(1);
    expect(vessel.take(report(3500), 0)).toBe(true);
    expect(vessel.events(6000)).toHaveLength(0);
    for (let at = 6000; at < 6000 + 30 * 3600; at += 1800) vessel.take(report(at), 0);
    expect(vessel.take(report(5000), 0)).toBe(false);
    expect(vessel.events(6000 + 30 * 3600)).toHaveLength(0);
  });

  it('takes the same report once', () => {
    const vessel = new LiveVessel(1, rules);
    for (const at of [1000, 1000, 1000]) vessel.take(report(at), 0);
    expect(vessel.tracks[0]?.length).toBe(1);
  });
});
