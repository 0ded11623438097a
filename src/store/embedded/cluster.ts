import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { type Database, openDatabase } from '../database.ts';
import { findPostgres, type PostgresBinaries } from './find-binaries.ts';
import { canEnter, REACHABLE_FOLDER, type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts';

export interface Cluster {
  socketFolder: string;
  connect(pool?: number): Promise<Database>;
  /** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
  stop(): Promise<void>;
}

interface Layout {
  data: string;
  log: string;
  secret: string;
  socketFolder: string;
}

/** Where the own cluster of a home folder lies. As root the data goes where PostgreSQL's user can reach it. */
export function clusterLayout(home: string, user = unprivilegedUser()): Layout {
  const id = sha256(home).slice(0, 12);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const reachable = !user || canEnter(user, home);
  const base = reachable ? home : join(REACHABLE_FOLDER, id);
  mkdirSync(base, { recursive: true, mode: 0o755 });
  return {
    data: join(base, 'postgres'),
    log: join(home, 'postgres.log'),
    secret: join(home, 'database-password'),
    socketFolder: join(tmpdir(), `watchkeeper-${id}`),
  };
}

/** Connects to the cluster of a home folder that a process of ours has started. */
export function connectToCluster(home: string, pool = 12, database = 'watchkeeper'): Promise<Database> {
  const { socketFolder, secret } = clusterLayout(home);
  return openDatabase({ socketFolder, password: readFileSync(secret, 'utf8').trim(), pool, database });
}

/** Creates the cluster when there is none, starts it on a private socket and makes its database. */
export async function startCluster(home: string, programs?: PostgresBinaries): Promise<Cluster> {
  const user = unprivilegedUser();
  const layout = clusterLayout(home, user);
  const binaries = programs ?? findPostgres(majorOf(layout));
  if (!existsSync(layout.secret)) writeFileSync(layout.secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (majorOf(layout) === undefined) initialise(layout, binaries, user);
  refuseOtherMajor(layout, binaries);
  await stopLeftover(layout.data);
  prepareSocket(layout, user);
  const child = launch(layout, binaries, user);
  await waitUntilReady(layout, child);
  return {
    socketFolder: layout.socketFolder,
    connect: (pool) => connectToCluster(home, pool),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGINT');
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(layout.socketFolder, { recursive: true, force: true });
    },
  };
}

function initialise(layout: Layout, binaries: PostgresBinaries, user: UnprivilegedUser | null): void {
  rmSync(layout.data, { recursive: true, force: true });
  mkdirSync(layout.data, { recursive: true, mode: 0o700 });
  if (user) chownSync(layout.data, user.uid, user.gid);
  const passwordFile = join(tmpdir(), `watchkeeper-${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, readFileSync(layout.secret, 'utf8'), { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    execFileSync(
      binaries.initdb,
      [
        '-D',
        layout.data,
        '-U',
        'watchkeeper',
        '--pwfile',
        passwordFile,
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--locale=C',
      ],
      { ...identity(user), cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 },
    );
  } catch (cause) {
    rmSync(layout.data, { recursive: true, force: true });
    throw new AppError({
      code: 'DATABASE_NOT_MADE',
      kind: 'unavailable',
      message: `Cannot make the own database in ${layout.data}: ${messageOf(cause).slice(0, 600)}`,
      hint: 'Check free disk space and that the folder may be written, or set DATABASE_URL to an outside PostgreSQL.',
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The major version that made the data; undefined where there is none. */
function majorOf({ data }: Layout): number | undefined {
  const file = join(data, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : undefined;
}

function refuseOtherMajor(layout: Layout, binaries: PostgresBinaries): void {
  const made = majorOf(layout);
  if (made === binaries.major) return;
  throw new AppError({
    code: 'DATABASE_OTHER_VERSION',
    kind: 'unavailable',
    message: `Cannot start the own database: it was made by PostgreSQL ${made}, and this machine has ${binaries.major}`,
    hint: `Install PostgreSQL ${made}, or move the folder ${layout.data} away and restore a backup.`,
  });
}

/** After a kill -9 of our process its PostgreSQL lives on; it is asked to end before the folder is opened again. */
async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  for (let attempt = 0; attempt < 300 && isPostmasterOf(data, pid); attempt += 1) {
    if (attempt === 0) process.kill(pid, 'SIGINT');
    await sleep(100);
  }
}

/** True when the process is the postmaster of this very folder: a pid may have been given to a stranger since. */
function isPostmasterOf(data: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 2) return false;
  try {
    const command = existsSync('/proc/self')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes(` -D ${data} `);
  } catch {
    return false;
  }
}

function prepareSocket(layout: Layout, user: UnprivilegedUser | null): void {
  rmSync(layout.socketFolder, { recursive: true, force: true });
  mkdirSync(layout.socketFolder, { mode: 0o700 });
  if (user) chownSync(layout.socketFolder, user.uid, user.gid);
  else chmodSync(layout.socketFolder, 0o700);
}

function launch(layout: Layout, binaries: PostgresBinaries, user: UnprivilegedUser | null): ChildProcess {
  const settings = {
    unix_socket_directories: layout.socketFolder,
    listen_addresses: '',
    max_connections: '60',
    shared_buffers: '128MB',
    log_min_messages: 'warning',
    timezone: 'UTC',
  };
  const log = openSync(layout.log, 'a', 0o600);
  return spawn(
    binaries.postgres,
    ['-D', layout.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C reaches us first, and we end it in order.
    { ...identity(user), cwd: '/', stdio: ['ignore', log, log], detached: true },
  );
}

async function waitUntilReady(layout: Layout, child: ChildProcess): Promise<void> {
  const password = readFileSync(layout.secret, 'utf8').trim();
  let last: unknown = new Error('it did not answer within 60 seconds');
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw notStarted(layout, new Error(`it ended with code ${child.exitCode}`));
    if (existsSync(join(layout.socketFolder, '.s.PGSQL.5432'))) {
      try {
        const admin = await openDatabase({
          socketFolder: layout.socketFolder,
          password,
          database: 'postgres',
          pool: 1,
        });
        const [row] = await admin`select 1 from pg_database where datname = 'watchkeeper'`;
        if (!row) await admin`create database watchkeeper`;
        await admin.end();
        return;
      } catch (cause) {
        last = cause;
      }
    }
    await sleep(50);
  }
  child.kill('SIGINT');
  throw notStarted(layout, last);
}

function notStarted(layout: Layout, cause: unknown): AppError {
  return new AppError({
    code: 'DATABASE_NOT_STARTED',
    kind: 'unavailable',
    message: `Cannot start the own database: ${messageOf(cause)}`,
    hint: `The end of ${layout.log} says why. "watchkeeper doctor" checks the usual causes.`,
    cause,
  });
}

function identity(user: UnprivilegedUser | null): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return user ? { uid: user.uid, gid: user.gid, env } : { env };
}
