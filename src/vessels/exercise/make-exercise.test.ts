import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../kernel/geodesy.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import { NOT_AVAILABLE, positionAt } from '../positions.ts';
import { DEEDS } from './deeds.ts';
import { makeExercise, STANDARD_EXERCISE } from './make-exercise.ts';

const small = { ...STANDARD_EXERCISE, ships: 30, deeds: 1, seed: 7 };
const exercise = makeExercise(small);

describe('makeExercise()', () => {
  it('gives the same reports and truth for the same seed, and others for another', () => {
    const again = makeExercise(small);
    expect(again.truths).toEqual(exercise.truths);
    expect(again.batch.positions.length).toBe(exercise.batch.positions.length);
    expect([...again.batch.positions.lat.subarray(0, 5000)]).toEqual([
      ...exercise.batch.positions.lat.subarray(0, 5000),
    ]);
    expect(makeExercise({ ...small, seed: 8 }).truths).not.toEqual(exercise.truths);
  });

  it('lays every deed, with ships that sent reports', () => {
    expect(new Set(exercise.truths.map(({ deed }) => deed))).toEqual(new Set(Object.keys(DEEDS)));
    const heard = new Set(exercise.batch.positions.mmsi.subarray(0, exercise.batch.positions.length));
    for (const { mmsi, whole } of exercise.truths) for (const one of mmsi) expect(heard.has(one) || !whole).toBe(true);
  });

  it('names no real ship: every name says EXERCISE, every IMO number begins with 4 and passes its check digit', () => {
    for (const { said, changes } of exercise.ships)
      for (const one of [said, ...changes.map((change) => change.said)]) {
        expect(one.shipName).toMatch(/^EXERCISE/);
        expect(one.mmsi % 1_000_000).toBeGreaterThanOrEqual(990_000);
        if (one.imo !== null) expect(imoNumber(String(one.imo))).toMatch(/^4/);
      }
  });

  it('keeps silent ships silent, and mixes in what a feed brings: lost positions, doubles, late deliveries', () => {
    const { positions } = exercise.batch;
    const gap = exercise.truths.find(({ watch }) => watch === 'gap');
    let lost = 0;
    let late = 0;
    for (let i = 0; i < positions.length; i++) {
      const { mmsi, at } = positionAt(positions, i);
      if (gap && mmsi === gap.mmsi[0]) expect(at > gap.startAt + 2400 && at < gap.endAt - 2400).toBe(false);
      if (positions.lat[i] === NOT_AVAILABLE.lat) lost++;
      if ((exercise.deliveredAt[i] ?? 0) > at) late++;
    }
    expect(lost).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(positions.length / 20);
  });

  it('moves ships as ships move: an honest one never faster than 16 knots between two of its true places', () => {
    for (const { journey } of exercise.ships.slice(0, 20)) {
      let last = journey.at(journey.startAt);
      for (let at = journey.startAt + 600; at < journey.endAt; at += 600) {
        const here = journey.at(at);
        if (last && here)
          expect(distanceKm(last.lat, last.lon, here.lat, here.lon)).toBeLessThan(16 * 1.852 * (600 / 3600) + 0.5);
        last = here;
      }
    }
  });
});
