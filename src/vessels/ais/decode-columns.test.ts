import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { exerciseSentences } from '../exercise/exercise-sentences.ts';
import { makeExercise, STANDARD_EXERCISE } from '../exercise/make-exercise.ts';
import { notAShip } from '../mmsi.ts';
import { positionAt } from '../positions.ts';
import { foldStatics, ReportBatch } from '../report-batch.ts';
import { ColumnDecoder } from './decode-columns.ts';
import { type AisMessage, decodeMessage } from './decode-object.ts';
import { SentenceReader } from './sentence-reader.ts';

function bothWays(bytes: Uint8Array) {
  const batch = new ReportBatch();
  const fast = new SentenceReader(new ColumnDecoder(batch, () => 0));
  fast.feed(bytes, 1000);
  fast.finish();
  const objects: AisMessage[] = [];
  const slow = new SentenceReader({
    message(six, bits) {
      const message = decodeMessage(six, bits);
      if (typeof message !== 'string') objects.push(message);
    },
    reject: () => {},
  });
  slow.feed(bytes, 1000);
  slow.finish();
  return { batch, objects };
}

/** The columns hold what the objects say, message by message. */
function expectEqual(bytes: Uint8Array): number {
  const { batch, objects } = bothWays(bytes);
  const positions = objects.filter(
    ({ type, mmsi, lat, lon }) =>
      [1, 2, 3, 18, 19, 27].includes(type) &&
      notAShip(mmsi) === null &&
      typeof lat === 'number' &&
      typeof lon === 'number' &&
      Math.abs(lat) <= 90 &&
      Math.abs(lon) <= 180,
  );
  expect(batch.positions.length).toBe(positions.length);
  for (const [i, message] of positions.entries()) {
    const row = positionAt(batch.positions, i);
    expect(row.mmsi).toBe(message.mmsi);
    expect(row.lat).toBeCloseTo(message.lat as number, 5);
    expect(row.lon).toBeCloseTo(message.lon as number, 5);
    expect([row.speedKnots, row.courseDegrees, row.headingDegrees]).toEqual([
      message.speed,
      typeof message.course === 'number' && message.course > 360 ? null : message.course,
      message.heading ?? null,
    ]);
    expect(row.navStatus).toBe(message.status ?? 15);
  }
  const said = objects.filter(({ type, mmsi }) => type === 5 && notAShip(mmsi) === null);
  const counted = batch.statics.filter(({ draught, imo, eta }) => draught !== null || imo !== null || eta !== null);
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(said.length);
  for (const report of counted)
    expect(said).toContainEqual(
      expect.objectContaining({
        mmsi: report.mmsi,
        shipname: report.shipName,
        imo: report.imo,
        draught: report.draught,
      }),
    );
  return positions.length;
}

const shared = sharedData('ais');

describe('ColumnDecoder', () => {
  it('holds what the object decoder says, over an exercise with every kind of ship', () => {
    const made = makeExercise({ ...STANDARD_EXERCISE, days: 2, ships: 12, deeds: 1, seed: 3 });
    const text = [...exerciseSentences(made, () => {})].join('');
    expect(expectEqual(new TextEncoder().encode(text))).toBeGreaterThan(1000);
  });

  it('gives back the exercise that was encoded: positions, names, dimensions, draughts', () => {
    const made = makeExercise({ ...STANDARD_EXERCISE, days: 2, ships: 12, deeds: 1, seed: 3 });
    const { batch } = bothWays(new TextEncoder().encode([...exerciseSentences(made, () => {})].join('')));
    const lost = batch.rejectedBy.get('position not available') ?? 0;
    expect(batch.positions.length + lost).toBe(made.batch.positions.length);
    const names = (reports: ReportBatch['statics']) => new Set(foldStatics(reports).map(({ shipName }) => shipName));
    expect(names(batch.statics)).toEqual(names(made.batch.statics));
  });

  describe.skipIf(!shared || !existsSync(shared))('over real files', () => {
    const files =
      shared && existsSync(shared) ? readdirSync(shared).filter((name) => /nmea|nm4|log|txt|\.ais$/.test(name)) : [];
    it.each(files)('holds what the object decoder says: %s', (name) => {
      expectEqual(readFileSync(`${shared}/${name}`));
    });
  });
});
