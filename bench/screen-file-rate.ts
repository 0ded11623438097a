/**
 * How fast `screen file` is and what memory it takes, as people run it: `npm run bench screen-file-rate -- --rows
 * 1000000`. The newest files of all lists are loaded into a home of its own; the command screens a CSV whose rows have
 * names like the lists' (`--customers`: invented customers instead). Memory is that of the command's process, its
 * threads among it and PostgreSQL, which is idle meanwhile, not; the database is opened before the clock starts.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { csvLine } from '../src/kernel/csv-line.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { migrate } from '../src/store/migrate.ts';
import { inventedCustomers } from './parts/invented-customers.ts';
import { nameLikeParties } from './parts/name-like-parties.ts';
import { readNewestLists, storeNewestLists } from './parts/read-lists.ts';

const AIMS = { minutesAMillion: 10, megabytes: 2000 };
const rowsAt = process.argv.indexOf('--rows');
const rows = rowsAt > 0 ? Number(process.argv[rowsAt + 1]) : 1_000_000;
const customers = process.argv.includes('--customers');

async function* csvLines(): AsyncGenerator<string> {
  yield csvLine(['id', 'type', 'name', 'dob', 'country']);
  const parties = customers ? inventedCustomers(rows) : nameLikeParties(rows, await readNewestLists());
  let at = 0;
  for (const { schema, properties } of parties) {
    const { name = [], birthDate = [], country = [] } = properties;
    yield csvLine([String(++at), schema, name[0] ?? '', birthDate[0] ?? '', country[0] ?? '']);
  }
}

/** Most bytes that the process has held, in MB. */
function mostHeld(pid: number | undefined): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1000);
}

const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-file-'));
const [home, path, out] = [join(folder, 'home'), join(folder, 'rows.csv'), join(folder, 'out.csv')];
try {
  await pipeline(Readable.from(csvLines()), createWriteStream(path));
  const cluster = await startCluster(home);
  const database = await cluster.connect();
  await migrate(database);
  await storeNewestLists(database);
  await database.end();
  await cluster.stop();
  const main = fileURLToPath(new URL('../bin/watchkeeper.mjs', import.meta.url));
  const words = [
    'screen',
    'file',
    path,
    '--out',
    out,
    '--json',
    ...process.argv.filter((word) => /^--threads=/.test(word)),
  ];
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, WATCHKEEPER_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, mostHeld(child.pid));
  }, 1000);
  const answer = JSON.parse(await text(child.stdout)) as { seconds: number; rows: number; matched: number };
  clearInterval(watch);
  const { seconds, matched } = answer;
  const rate = Math.round(answer.rows / seconds);
  console.log({
    aims: AIMS,
    rows: answer.rows,
    matched,
    seconds,
    rate,
    megabytes,
    outMegabytes: Math.round(statSync(out).size / 1e6),
  });
} finally {
  rmSync(folder, { recursive: true });
}
