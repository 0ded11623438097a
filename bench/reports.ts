/** A regular update over 10,000 findings, made, kept and written in every form; and the next one, in which 500 changed. The bar is 3 s. */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keepFindings } from '../src/findings/edge/store.ts';
import { openLog } from '../src/ledger/edge/log.ts';
import { buildUpdate } from '../src/reports/edge/build-update.ts';
import { updateNamed } from '../src/reports/edge/store.ts';
import { writeFiles } from '../src/reports/edge/write-files.ts';
import { inventedFinding } from '../src/reports/fixtures/invented-finding.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { temporaryHome } from '../src/store/fixtures/temporary-home.ts';
import { migrate } from '../src/store/migrate.ts';

const FINDINGS = 10_000;
const CHANGED = 500;
const WATCHES = ['encounter', 'gap', 'loitering', 'port-call', 'identity', 'zone-entry'];

const home = temporaryHome();
const cluster = await startCluster(home);
const database = await cluster.connect(6);
try {
  await migrate(database);
  await openLog({ database, home });
  const findings = Array.from({ length: FINDINGS }, (_, number) =>
    inventedFinding(number, {
      exercise: number % 10 === 0,
      watch: WATCHES[number % WATCHES.length] ?? 'gap',
      confidence: (number % 100) / 100,
      explanation: 'EXERCISE. Two ships lay side by side for six hours where no port is. '.repeat(6),
      observations: Array.from({ length: 40 }, (__, at) => ({
        source: 'exercise',
        at: null,
        sha256: String(at).padStart(64, '0'),
      })),
    }),
  );
  await keepFindings(database, findings);
  await timed(`the first, ${FINDINGS} findings`);
  await keepFindings(
    database,
    findings.slice(0, CHANGED).map((one) => ({ ...one, confidence: 1 })),
  );
  await timed(`the next, ${CHANGED} changed`);
} finally {
  await database.end();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

async function timed(what: string): Promise<void> {
  const begin = performance.now();
  const made = await buildUpdate(database, { now: new Date() });
  const built = performance.now() - begin;
  const files = writeFiles(join(home, 'updates'), await updateNamed(database, made?.id ?? ''));
  const seconds = ((performance.now() - begin) / 1000).toFixed(2);
  const sizes = Object.entries(files).map(([format, path]) => `${format} ${Math.round(statSync(path).size / 1000)} kB`);
  process.stdout.write(
    `${what.padEnd(28)} made ${(built / 1000).toFixed(2)} s, with files ${seconds} s; ${sizes.join(', ')}\n`,
  );
}
