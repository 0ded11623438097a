import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError, messageOf } from '../kernel/errors.ts';
import { findPostgres } from '../store/embedded/find-binaries.ts';
import { holderOf } from '../store/embedded/folder-lock.ts';
import { consoleFolder } from './serve.ts';
import type { Settings } from './settings.ts';

/** One thing that `doctor` looked at. */
export interface Check {
  check: string;
  state: 'ok' | 'warning' | 'wrong';
  found: string;
  /** What to do about it; null when nothing. */
  mend: string | null;
}

/** Free space below which loading all lists may fail: the lists need about 1 GB with their versions of a year. */
const LEAST_FREE_BYTES = 2_000_000_000;
export function ok(check: string, found: string): Check {
  return { check, state: 'ok', found, mend: null };
}

export function wrong(check: string, found: string, mend: string | null): Check {
  return { check, state: 'wrong', found, mend };
}

export function warning(check: string, found: string, mend: string | null): Check {
  return { check, state: 'warning', found, mend };
}

/** The oldest Node.js that the program is tested on. */
const OLDEST_NODE = [20, 19] as const;

export function nodeCheck(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return ok('Node.js', version);
  return wrong('Node.js', `${version} is too old`, `Install Node.js ${OLDEST_NODE.join('.')} or later.`);
}

export function settingsCheck({ file }: Settings): Check {
  return ok('settings', file ? `${file} and the environment` : 'the environment; there is no watchkeeper.yaml here');
}

export function homeCheck({ home }: Settings): Check {
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
    const holder = holderOf(home);
    return ok('data folder', holder ? `${home}, in use by process ${holder.pid} (${holder.purpose})` : home);
  } catch (cause) {
    const mend = 'Set WATCHKEEPER_HOME to a folder that this user may write.';
    return wrong('data folder', `${home} cannot be written (${messageOf(cause)})`, mend);
  }
}

export function spaceCheck({ home }: Settings): Check {
  const { bavail, bsize } = statfsSync(existsSync(home) ? home : '.');
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free`;
  if (free >= LEAST_FREE_BYTES) return ok('disk', found);
  return warning('disk', found, 'Free at least 2 GB, or set WATCHKEEPER_HOME to a larger disk.');
}

export function postgresCheck({ databaseUrl }: Settings): Check {
  if (databaseUrl) return ok('PostgreSQL', 'outside, by DATABASE_URL');
  try {
    const { postgres, major, source } = findPostgres();
    return ok('PostgreSQL', `${major}, ${source === 'system' ? 'of the system' : 'of the npm package'} (${postgres})`);
  } catch (cause) {
    return wrong('PostgreSQL', messageOf(cause), hintOf(cause));
  }
}

/** Free, or held by this installation's own server. */
export async function portCheck(settings: Settings): Promise<Check> {
  const { home, host, port, databaseUrl } = settings;
  const failure = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const probe = createServer().once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (!failure) return ok('port', `${host}:${port} is free`);
  const ours = databaseUrl !== undefined || holderOf(home)?.purpose === 'serve';
  if (failure.code === 'EADDRINUSE' && ours && (await answersAsServer(settings)))
    return ok('port', `${host}:${port} is in use by the running server`);
  const mend = 'Set PORT to a free port, or stop the program that uses it.';
  return wrong('port', `${host}:${port} cannot be opened (${failure.code})`, mend);
}

async function answersAsServer({ host, port }: Settings): Promise<boolean> {
  try {
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/v1/status`;
    const status: unknown = await (await fetch(address, { signal: AbortSignal.timeout(3000) })).json();
    return typeof status === 'object' && status !== null && 'dataDates' in status;
  } catch {
    return false;
  }
}

export function consoleCheck(): Check {
  if (existsSync(join(consoleFolder, 'index.html'))) return ok('console', 'built');
  return warning('console', 'not built', 'Run "npm start": it builds what is missing.');
}

/** What the error itself says can be done. */
export function hintOf(cause: unknown): string | null {
  return cause instanceof AppError ? (cause.hint ?? null) : null;
}
