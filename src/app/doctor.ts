import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../cli/command.ts';
import { AppError, messageOf } from '../kernel/errors.ts';
import { currentVersions, latestAttempts } from '../lists/edge/store-versions.ts';
import { findPostgres } from '../store/embedded/find-binaries.ts';
import { holderOf } from '../store/embedded/folder-lock.ts';
import { consoleFolder } from './serve.ts';
import type { Settings } from './settings.ts';

export interface Check {
  check: string;
  state: 'ok' | 'warning' | 'wrong';
  found: string;
  /** What to do about it; null when nothing. */
  mend: string | null;
}

/** Free space below which loading all lists may fail: the lists need about 1 GB with their versions of a year. */
const LEAST_FREE_BYTES = 2_000_000_000;
/** Lists older than this are worth fetching again. */
const STALE_DAYS = 30;

/** `doctor`: what is wrong with a set-up, and how to mend it. */
export function doctorCommand(settings: Settings): Command {
  return defineCommand({
    name: 'doctor',
    summary: 'Say what is wrong with this installation and how to mend it',
    schema: z.object({}),
    async run(_, world) {
      const checks = [
        node(),
        file(settings),
        home(settings),
        space(settings),
        postgres(settings),
        await port(settings),
        console(),
        ...(await database(world)),
      ];
      const wrong = checks.some(({ state }) => state === 'wrong');
      const colours = {
        ok: picocolors.green('ok     '),
        warning: picocolors.yellow('warning'),
        wrong: picocolors.red('wrong  '),
      };
      world.output.answer({ healthy: !wrong, checks }, () =>
        checks
          .map(
            ({ check, state, found, mend }) =>
              `${colours[state]}  ${check}: ${found}${mend ? `\n         ${mend}` : ''}`,
          )
          .join('\n'),
      );
      return wrong ? 1 : undefined;
    },
  });
}

function ok(check: string, found: string): Check {
  return { check, state: 'ok', found, mend: null };
}

function node(): Check {
  return ok('Node.js', process.versions.node);
}

function file(settings: Settings): Check {
  return ok(
    'settings',
    settings.file ? `${settings.file} and the environment` : 'the environment; there is no watchkeeper.yaml here',
  );
}

function home({ home: folder }: Settings): Check {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const holder = holderOf(folder);
    return ok('data folder', holder ? `${folder}, in use by process ${holder.pid} (${holder.purpose})` : folder);
  } catch (cause) {
    return {
      check: 'data folder',
      state: 'wrong',
      found: `${folder} cannot be written (${messageOf(cause)})`,
      mend: 'Set WATCHKEEPER_HOME to a folder that this user may write.',
    };
  }
}

function space({ home: folder }: Settings): Check {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free`;
  return free >= LEAST_FREE_BYTES
    ? ok('disk', found)
    : { check: 'disk', state: 'warning', found, mend: 'Free at least 2 GB, or set WATCHKEEPER_HOME to a larger disk.' };
}

function postgres({ databaseUrl }: Settings): Check {
  if (databaseUrl) return ok('PostgreSQL', 'outside, by DATABASE_URL');
  try {
    const { postgres: path, major, source } = findPostgres();
    return ok('PostgreSQL', `${major}, ${source === 'system' ? 'of the system' : 'of the npm package'} (${path})`);
  } catch (cause) {
    return {
      check: 'PostgreSQL',
      state: 'wrong',
      found: messageOf(cause),
      mend: cause instanceof AppError ? (cause.hint ?? null) : null,
    };
  }
}

async function port({ home: folder, host, port: number }: Settings): Promise<Check> {
  const failure = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const probe = createServer().once('error', resolve);
    probe.listen(number, host, () => probe.close(() => resolve(null)));
  });
  if (!failure) return ok('port', `${host}:${number} is free`);
  if (failure.code === 'EADDRINUSE' && holderOf(folder)?.purpose === 'serve')
    return ok('port', `${host}:${number} is in use, and a server runs on this data folder`);
  return {
    check: 'port',
    state: 'wrong',
    found: `${host}:${number} cannot be opened (${failure.code})`,
    mend: 'Set PORT to a free port, or stop the program that uses it.',
  };
}

function console(): Check {
  if (existsSync(join(consoleFolder, 'index.html'))) return ok('console', 'built');
  return {
    check: 'console',
    state: 'warning',
    found: 'not built',
    mend: 'Run "npm start": it builds what is missing.',
  };
}

async function database(world: World): Promise<Check[]> {
  try {
    const opened = await world.database();
    const [versions, attempts] = [await currentVersions(opened), await latestAttempts(opened)];
    const checks = [ok('database', 'reachable, schema current')];
    if (versions.length === 0)
      return [
        ...checks,
        {
          check: 'lists',
          state: 'warning',
          found: 'none is loaded',
          mend: 'Run "npm start", or "watchkeeper lists load".',
        },
      ];
    const limit = new Date(world.now().getTime() - STALE_DAYS * 86_400_000).toISOString().slice(0, 10);
    const old = versions
      .filter(({ publishedOn }) => publishedOn < limit)
      .map(({ list, publishedOn }) => `${list} (${publishedOn})`);
    checks.push(ok('lists', `${versions.length} in use`));
    if (old.length > 0)
      checks.push({
        check: 'age of lists',
        state: 'warning',
        found: `older than ${STALE_DAYS} days: ${old.join(', ')}`,
        mend: 'Fetch them again with "watchkeeper lists load", or load newer files with --from.',
      });
    for (const { list, message, hint } of attempts.filter(({ outcome }) => outcome === 'refused')) {
      checks.push({
        check: `list ${list}`,
        state: 'warning',
        found: message ?? 'the last load was refused',
        mend: hint,
      });
    }
    return checks;
  } catch (cause) {
    return [
      {
        check: 'database',
        state: 'wrong',
        found: messageOf(cause),
        mend: cause instanceof AppError ? (cause.hint ?? null) : null,
      },
    ];
  }
}
