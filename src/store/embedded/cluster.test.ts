import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { connectToCluster, startCluster } from './cluster.ts';
import { takeFolder } from './folder-lock.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const homes: string[] = [];

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'watchkeeper-cluster-'));
  homes.push(home);
  return home;
}

afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** A process that starts the cluster of a home, commits numbers one by one and prints each after its commit. */
const WRITER = `
  import { startCluster } from './src/store/embedded/cluster.ts';
  import { takeFolder } from './src/store/embedded/folder-lock.ts';
  const home = process.argv[1];
  const lock = takeFolder(home, 'serve');
  if (!('release' in lock)) { console.log('held by ' + lock.pid); process.exit(3); }
  const database = await (await startCluster(home)).connect(1);
  await database\`create table if not exists written (n integer)\`;
  for (let n = 1; ; n += 1) { await database\`insert into written values (\${n})\`; console.log(n); }
`;

describe('startCluster()', () => {
  it('loses nothing that was acknowledged when its process is killed, and takes the folder over', async () => {
    const home = newHome();
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', WRITER, home], {
      cwd: root,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    for (let wait = 0; wait < 200 && !output.includes('\n50\n'); wait += 1) await sleep(100);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const acknowledged = Math.max(...output.split('\n').map(Number).filter(Number.isInteger));
    expect(acknowledged).toBeGreaterThanOrEqual(50);
    expect('release' in takeFolder(home, 'serve')).toBe(true);
    const cluster = await startCluster(home);
    const database = await cluster.connect(1);
    const [row] = await database<{ most: number; n: number }[]>`select max(n) as most, count(*)::int as n from written`;
    expect(row?.most).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.n).toBe(row?.most);
    await database.end();
    await cluster.stop();
  });

  it('lets nobody in without its password', async () => {
    const home = newHome();
    const cluster = await startCluster(home);
    const { openDatabase } = await import('../database.ts');
    await expect(openDatabase({ socketFolder: cluster.socketFolder, password: 'wrong' })).rejects.toThrow(
      /Cannot open the database/,
    );
    const database = await connectToCluster(home, 1);
    await database.end();
    await cluster.stop();
  });
});

describe('takeFolder()', () => {
  it('refuses a second process and says which one holds the folder', async () => {
    const home = newHome();
    const mine = takeFolder(home, 'serve');
    const second = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '-e', WRITER, home],
        { cwd: root },
        (_error, stdout) => resolve(stdout),
      );
    });
    expect(second.trim()).toBe(`held by ${process.pid}`);
    if ('release' in mine) mine.release();
  });
});
