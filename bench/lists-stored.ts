/**
 * How long a 100 MB list takes from file to stored version, in how much memory: `npx tsx bench/lists-stored.ts [--json]`.
 * Makes a file in the shape of sdnList and one of Advanced, with invented names, and loads each into a private
 * PostgreSQL of its own, each in a process of its own; the database's memory is not counted.
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { loadFiles } from '../src/lists/edge/load-files.ts';
import { readers } from '../src/lists/readers/registry.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { migrate } from '../src/store/migrate.ts';
import { advancedXml, sdnListXml } from './parts/ofac-shapes.ts';

/** The aims: seconds to stored, megabytes of this process at most. */
const AIMS = { seconds: 25, peakMegabytes: 300 };
const SHAPES = { 'sdn-list': sdnListXml, advanced: advancedXml };
const BYTES = 100_000_000;

async function loadOne(path: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-home-'));
  const cluster = await startCluster(home);
  const database = await cluster.connect();
  await migrate(database);
  const begin = performance.now();
  const { lists } = await loadFiles(database, { path, readers, acceptShrink: true });
  const seconds = Math.round((performance.now() - begin) / 10) / 100;
  process.stdout.write(
    JSON.stringify({
      seconds,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      parties: lists[0]?.parties,
      outcome: lists[0]?.outcome,
    }),
  );
  await database.end();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  const results: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(SHAPES)) {
    const path = join(folder, `${name}.xml`);
    await pipeline(Readable.from(make(BYTES)), createWriteStream(path));
    const output = execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), '--load', path], {
      encoding: 'utf8',
    });
    results[name] = JSON.parse(output);
  }
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${JSON.stringify({ aims: AIMS, megabytes: BYTES / 1e6, results }, null, 2)}\n`);
}

const at = process.argv.indexOf('--load');
if (at > 0) await loadOne(process.argv[at + 1] ?? '');
else await compare();
