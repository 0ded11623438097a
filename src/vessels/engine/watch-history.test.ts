import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingShape } from '../../findings/finding.ts';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { watchBatch } from '../edge/watch-batch.ts';
import { evaluate } from '../exercise/evaluate.ts';
import { makeExercise, STANDARD_EXERCISE } from '../exercise/make-exercise.ts';
import { PositionsBuilder } from '../positions.ts';
import { readerFor } from '../readers/read-reports.ts';
import { ReportBatch } from '../report-batch.ts';

/** Least recall and precision over the seeds; what is measured stands in docs/methods/vessels. */
const FLOORS: Readonly<Record<string, [recall: number, precision: number]>> = {
  circle: [0.5, 0.9],
  course: [0.9, 0.8],
  draught: [0.9, 0.9],
  encounter: [0.8, 0.9],
  gap: [0.85, 0.8],
  identity: [0.95, 0.9],
  loitering: [0.8, 0.9],
  'port-call': [0.95, 0.95],
  replay: [0.95, 0.95],
  voyage: [0.95, 0.9],
};
const SEEDS = [1, 2, 3];

describe('watchHistory()', () => {
  it('finds what exercises lay, and little else', () => {
    const totals = new Map<string, [found: number, truths: number, borneOut: number, findings: number]>();
    for (const seed of SEEDS) {
      const made = makeExercise({ ...STANDARD_EXERCISE, seed });
      const { findings } = watchBatch(made.batch, made.sources);
      for (const one of evaluate(findings, made.truths, Object.keys(FLOORS))) {
        const [found, truths, borneOut, all] = totals.get(one.watch) ?? [0, 0, 0, 0];
        totals.set(one.watch, [found + one.found, truths + one.truths, borneOut + one.borneOut, all + one.findings]);
      }
    }
    for (const [watch, [found, truths, borneOut, all]] of totals) {
      expect(truths, `truths of ${watch}`).toBeGreaterThan(0);
      expect(found / truths, `recall of ${watch}`).toBeGreaterThanOrEqual(FLOORS[watch]?.[0] ?? 1);
      expect(borneOut / all, `precision of ${watch}`).toBeGreaterThanOrEqual(FLOORS[watch]?.[1] ?? 1);
    }
  }, 60_000);

  it('gives the same findings in any order of the reports, well formed, marked EXERCISE', () => {
    const made = makeExercise({ ...STANDARD_EXERCISE, days: 8, ships: 40, deeds: 1, seed: 11 });
    const once = watchBatch(made.batch, made.sources).findings;
    expect(once.length).toBeGreaterThan(5);
    for (const finding of once) {
      expect(findingShape.parse(finding)).toEqual(finding);
      expect(finding.exercise && finding.explanation.startsWith('EXERCISE')).toBe(true);
    }
    expect(new Set(once.map(({ id }) => id)).size).toBe(once.length);
    const turned = new ReportBatch();
    turned.statics.push(...made.batch.statics);
    const { positions } = made.batch;
    for (let i = positions.length - 1; i >= 0; i--) turned.positions.copy(positions, i);
    expect(watchBatch(turned, made.sources).findings).toEqual(once);
  }, 60_000);

  it('finds nothing in nothing', () => {
    expect(watchBatch(new ReportBatch(), []).findings).toEqual([]);
  });

  it('survives ten thousand ships in one cell', () => {
    const batch = new ReportBatch();
    const crowd = new PositionsBuilder();
    for (let ship = 0; ship < 10_000; ship++)
      for (let hour = 0; hour < 3; hour++)
        crowd.add({
          mmsi: 412_000_000 + ship,
          at: 1_767_571_200 + hour * 3000,
          lat: 31.1,
          lon: 122.75,
          speedKnots: 0,
          courseDegrees: 0,
          headingDegrees: 0,
          navStatus: 1,
          type: 1,
          source: 0,
        });
    for (let i = 0; i < crowd.length; i++) batch.positions.copy(crowd, i);
    expect(watchBatch(batch, ['a file']).findings).toEqual([]);
  }, 60_000);

  const suez = sharedData('ais/boat-positions.csv');
  it.skipIf(!suez || !existsSync(suez))('takes none of the ships that waited at Suez in 2021 for a transfer', () => {
    const batch = new ReportBatch();
    const bytes = readFileSync(suez ?? '');
    const reader = readerFor(bytes, { batch, name: 'file', sourceOf: () => 0 });
    reader.feed(bytes);
    reader.finish();
    const { findings, events } = watchBatch(batch, ['boat-positions.csv']);
    expect(events.get('encounter')).toBeGreaterThan(29);
    expect(findings).toEqual([]);
  });
});
