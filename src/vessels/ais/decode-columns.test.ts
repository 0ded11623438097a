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

const RECEIVED_AT = 1_700_000_000;

function bothWays(bytes: Uint8Array) {
  const batch = new ReportBatch();
  const fast = new SentenceReader(new ColumnDecoder(batch, () => 0));
  fast.feed(bytes, RECEIVED_AT);
  fast.finish();
  const objects: AisMessage[] = [];
  const slow = new SentenceReader({
    message(six, bits) {
      const message = decodeMessage(six, bits);
      if (typeof message !== 'string') objects.push(message);
    },
    reject: () => {},
  });
  slow.feed(bytes, RECEIVED_AT);
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

  it('reads no letter beyond the end of a message that is cut off', () => {
    const six = new Uint8Array(1024).fill(1);
    six[0] = 5;
    const mmsi = (412_990_001).toString(2).padStart(30, '0');
    const bits = `000000${mmsi}`.padStart(38, '0').padEnd(42, '0');
    for (let letter = 1; letter < 7; letter++) six[letter] = Number.parseInt(bits.slice(letter * 6, letter * 6 + 6), 2);
    const batch = new ReportBatch();
    const decoder = new ColumnDecoder(batch, () => 0);
    const tag = { line: 1, at: RECEIVED_AT, station: '', talker: 'AI', channel: 'A', own: false };
    decoder.message(six, 424, tag);
    decoder.message(six, 420, { ...tag, line: 2 });
    expect(batch.statics.map(({ destination }) => destination?.length)).toEqual([20, 19]);
  });

  it('leaves out reports whose clock cannot be right', () => {
    const batch = new ReportBatch(16, RECEIVED_AT);
    const reader = new SentenceReader(new ColumnDecoder(batch, () => 0));
    const sentence = new TextEncoder().encode('!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n');
    for (const at of [RECEIVED_AT, RECEIVED_AT + 1, 5]) reader.feed(sentence, at);
    expect(batch.positions.length).toBe(1);
    expect(Object.fromEntries(batch.rejectedBy)).toEqual({ 'a time in the future': 1, 'a time before 1990': 1 });
  });

  describe.skipIf(!shared || !existsSync(shared))('over real files', () => {
    const files =
      shared && existsSync(shared) ? readdirSync(shared).filter((name) => /nmea|nm4|log|txt|\.ais$/.test(name)) : [];
    it.each(files)('holds what the object decoder says: %s', (name) => {
      expectEqual(readFileSync(`${shared}/${name}`));
    });
  });
});
