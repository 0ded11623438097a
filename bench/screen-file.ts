/**
 * Times what screening a file costs beside the matching: `npm run bench screen-file`. Reads, understands and writes
 * 200,000 invented rows against no party at all, in one thread; prints microseconds of processor time a row.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchPlan } from '../src/screening/batch/batch-plan.ts';
import { inspectFile } from '../src/screening/edge/batch/customer-file.ts';
import { ResultFiles } from '../src/screening/edge/batch/result-files.ts';
import { runBatch } from '../src/screening/edge/batch/run-batch.ts';

const ROWS = 200_000;
const folder = mkdtempSync(join(tmpdir(), 'screen-file-'));
const [path, out] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
const row = (at: number): string =>
  `${at},Exercise Name ${at % 977},${1930 + (at % 70)}-0${1 + (at % 9)}-1${at % 10},Republic of Korea,"1, Drill Street"`;
writeFileSync(path, `id,name,dob,country,address\n${Array.from({ length: ROWS }, (_, at) => row(at)).join('\n')}\n`);

const file = await inspectFile(path);
const choices = { mapping: {}, schema: null, dateOrder: null, dataset: 'default', threshold: 0.7, limit: 5 } as const;
const plan = batchPlan(file, { ...choices, format: 'csv' });
const files = await ResultFiles.open(out, 'csv', { run: 'bench' });
const begin = process.cpuUsage();
await runBatch({
  file,
  plan,
  material: { entries: [], clusters: [], lists: [] },
  standing: { decisions: [], today: '2026-01-01' },
  threads: 0,
  files,
  signal: new AbortController().signal,
  onProgress: () => {},
});
const { user, system } = process.cpuUsage(begin);
rmSync(folder, { recursive: true });
const memory = Math.round(process.memoryUsage().rss / 1e6);
console.log(`${((user + system) / ROWS).toFixed(1)} µs a row beside the matching; ${memory} MB`);
