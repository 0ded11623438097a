import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedData } from '../src/lists/fixtures/shared-data.ts';
import { ColumnDecoder } from '../src/vessels/ais/decode-columns.ts';
import { decodeMessage } from '../src/vessels/ais/decode-object.ts';
import { SentenceReader } from '../src/vessels/ais/sentence-reader.ts';
import { exerciseSentences } from '../src/vessels/exercise/exercise-sentences.ts';
import { makeExercise, STANDARD_EXERCISE } from '../src/vessels/exercise/make-exercise.ts';
import { ReportBatch } from '../src/vessels/report-batch.ts';

/**
 * Decoding of AIS sentences: to typed columns, to objects, and beside them gpsd's decoder (`gpsdecode`, where it is
 * installed) on the same bytes in the same run. The bytes are the real files of ../shared, where they are, else the
 * exercise's; repeated to about 100 MB, which flatters every decoder alike.
 */
const FILES = [
  'danish-stream-2010-06-11.txt',
  'test_data_20211101.nm4',
  'mixed_types.nmea',
  'multi-part.nmea',
  'nmea_data_sample.txt',
  'ais-nmea.log',
  'ais-nmea-type6-fid55.log',
];
const BYTES = 100_000_000;
const ROUNDS = 3;
const RECEIVED_AT = 1_700_000_000;

function sentences(): Buffer {
  const real = FILES.flatMap((name) => {
    const path = sharedData(`ais/${name}`);
    return path && existsSync(path) ? [readFileSync(path), Buffer.from('\n')] : [];
  });
  if (real.length > 0) return Buffer.concat(real);
  return Buffer.from(
    [...exerciseSentences(makeExercise({ ...STANDARD_EXERCISE, ships: 20, seed: 1 }), () => {})].join(''),
  );
}

interface Measured {
  messages: number;
  seconds: number;
}

function measure(bytes: Buffer, run: (bytes: Buffer) => number): Measured {
  let best: Measured = { messages: 0, seconds: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    const messages = run(bytes);
    const seconds = (performance.now() - begin) / 1000;
    if (seconds < best.seconds) best = { messages, seconds };
  }
  return best;
}

function toColumns(bytes: Buffer): number {
  const batch = new ReportBatch(1 << 20);
  const reader = new SentenceReader(new ColumnDecoder(batch, () => 0));
  for (let from = 0; from < bytes.length; from += 1 << 20)
    reader.feed(bytes.subarray(from, from + (1 << 20)), RECEIVED_AT);
  reader.finish();
  return batch.messages.reduce((sum, count) => sum + count, 0);
}

function toObjects(bytes: Buffer): number {
  let messages = 0;
  const reader = new SentenceReader({
    message(six, bits) {
      if (typeof decodeMessage(six, bits) !== 'string') messages++;
    },
    reject: () => {},
  });
  reader.feed(bytes, RECEIVED_AT);
  reader.finish();
  return messages;
}

function gpsdecode(bytes: Buffer): Measured | null {
  if (spawnSync('gpsdecode', ['-V']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  const part = bytes.subarray(0, 20_000_000);
  writeFileSync(join(folder, 'in.nmea'), part);
  try {
    return measure(part, () => {
      spawnSync('sh', ['-c', 'gpsdecode < in.nmea > out.json 2> /dev/null'], { cwd: folder });
      return readFileSync(join(folder, 'out.json'), 'latin1').split('"class":"AIS"').length - 1;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const once = sentences();
const bytes = Buffer.concat(Array<Buffer>(Math.ceil(BYTES / once.length)).fill(once));
const rows: [string, Measured | null][] = [
  ['to columns', measure(bytes, toColumns)],
  ['to objects', measure(bytes.subarray(0, 40_000_000), toObjects)],
  ['gpsdecode to JSON', gpsdecode(bytes)],
];
const baseline = rows[2]?.[1];
for (const [name, measured] of rows) {
  if (!measured) {
    console.log(`${name}: not installed (Debian's gpsd-clients has it)`);
    continue;
  }
  const rate = measured.messages / measured.seconds;
  const ratio = baseline ? `, ${(rate / (baseline.messages / baseline.seconds)).toFixed(1)} times gpsdecode` : '';
  console.log(`${name}: ${Math.round(rate).toLocaleString('en')} messages/s${ratio}`);
}
