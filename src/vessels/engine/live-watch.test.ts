import { describe, expect, it } from 'vitest';
import type { Finding } from '../../findings/finding.ts';
import { loadSeaFacts } from '../edge/sea-data.ts';
import { watchBatch } from '../edge/watch-batch.ts';
import { makeExercise, STANDARD_EXERCISE } from '../exercise/make-exercise.ts';
import { ListedVessels } from '../identity/listed-vessels.ts';
import { PositionsBuilder } from '../positions.ts';
import { LiveWatch } from './live-watch.ts';
import { watchRegistry } from './watch-registry.ts';

const facts = loadSeaFacts();
const DAY = 86_400;

function live(sources: readonly string[], kept = 365 * DAY): LiveWatch {
  return new LiveWatch({
    facts,
    listed: new ListedVessels([]),
    watches: watchRegistry(facts),
    sources: new Map(
      sources.map((name, number) => [number, { name, sha256: 'a'.repeat(64), licence: null, exercise: true }]),
    ),
    allowedLateness: 6 * 3600,
    kept,
  });
}

describe('LiveWatch', () => {
  it('comes to the findings of the whole history, though reports arrive late and out of order', () => {
    const made = makeExercise({ ...STANDARD_EXERCISE, days: 9, ships: 30, deeds: 1, seed: 21 });
    const { positions, statics } = made.batch;
    const watch = live(made.sources);
    const known = new Map<string, Finding>();
    const order = Array.from({ length: positions.length }, (_, i) => i).sort(
      (one, other) => (made.deliveredAt[one] ?? 0) - (made.deliveredAt[other] ?? 0) || one - other,
    );
    const look = (whole: boolean): void => {
      const { findings, withdrawn } = watch.look(whole);
      for (const id of withdrawn) known.delete(id);
      for (const finding of findings) known.set(finding.id, finding);
    };
    let withdrawals = 0;
    for (let from = 0; from < order.length; from += 2000) {
      const part = new PositionsBuilder(2000);
      for (const i of order.slice(from, from + 2000)) part.copy(positions, i);
      watch.take(part, from === 0 ? statics : []);
      const before = known.size;
      look(false);
      if (known.size < before) withdrawals++;
    }
    look(true);
    expect(watch.tooLate).toBe(0);
    expect(withdrawals).toBeGreaterThan(0);
    const byId = (findings: Iterable<Finding>) => [...findings].sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(byId(known.values())).toEqual(byId(watchBatch(made.batch, made.sources).findings));
  }, 60_000);

  it('leaves what it told as it was when the context of it has been dropped', () => {
    const made = makeExercise({ ...STANDARD_EXERCISE, days: 9, ships: 10, deeds: 1, seed: 22 });
    const { positions, statics } = made.batch;
    const watch = live(made.sources, 2 * DAY);
    const order = Array.from({ length: positions.length }, (_, i) => i).sort(
      (one, other) => (positions.at[one] ?? 0) - (positions.at[other] ?? 0),
    );
    const told = new Map<string, string>();
    for (let from = 0; from < order.length; from += 1000) {
      const part = new PositionsBuilder(1000);
      for (const i of order.slice(from, from + 1000)) part.copy(positions, i);
      watch.take(part, from === 0 ? statics : []);
      const { findings, withdrawn } = watch.look();
      const now = positions.at[order[Math.min(order.length - 1, from + 999)] ?? 0] ?? 0;
      for (const id of withdrawn) expect(Date.parse(told.get(id) ?? '') / 1000).toBeGreaterThan(now - 3 * DAY);
      for (const { id, startAt } of findings) told.set(id, startAt ?? '');
    }
    expect(told.size).toBeGreaterThan(5);
  }, 60_000);

  it('takes nothing that comes later than allowed, and counts it', () => {
    const watch = live(['EXERCISE']);
    const report = (hour: number) => {
      const rows = new PositionsBuilder(1);
      rows.add({
        mmsi: 351_990_001,
        at: 1_767_571_200 + hour * 3600,
        lat: 30,
        lon: 124,
        speedKnots: 0,
        courseDegrees: 0,
        headingDegrees: 0,
        navStatus: 1,
        type: 1,
        source: 0,
      });
      return rows;
    };
    for (let hour = 0; hour < 40; hour++) watch.take(report(hour), []);
    watch.take(report(0.5), []);
    expect(watch.tooLate).toBe(1);
    expect(watch.look(true).findings).toEqual([]);
  });
});
