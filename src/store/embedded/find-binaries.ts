import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { npmBinFolder } from './npm-binaries.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Major version, 15 or later. */
  major: number;
  /** `system` or `npm`. */
  source: 'system' | 'npm';
}

/** The oldest major version whose features the migrations may use. */
const OLDEST_MAJOR = 15;

/**
 * PostgreSQL's programs: those of the major version that made the data, where there is data; else the newest on the
 * system; else those of the optional npm package, which is looked at only when it is needed.
 */
export function findPostgres(madeBy?: number): PostgresBinaries {
  const system = systemPostgres();
  const fitting = madeBy === undefined ? system[0] : system.find(({ major }) => major === madeBy);
  const best = fitting ?? npmPostgres() ?? system[0];
  if (best) return best;
  throw new AppError({
    code: 'POSTGRES_MISSING',
    kind: 'unavailable',
    message: `Cannot start the own database: no PostgreSQL ${OLDEST_MAJOR} or later was found`,
    hint: 'Run "npm install" without --omit=optional, install the system package "postgresql", or set DATABASE_URL.',
  });
}

/** The PostgreSQLs of the system that are new enough, newest first. */
function systemPostgres(): PostgresBinaries[] {
  return systemFolders()
    .map((folder) => binariesIn(folder, 'system'))
    .filter((binaries) => binaries !== null)
    .sort((one, other) => other.major - one.major);
}

/** The PostgreSQL of the optional npm package, or null where it is not installed or does not run. */
export function npmPostgres(): PostgresBinaries | null {
  const folder = npmBinFolder(unprivilegedUser());
  return folder ? binariesIn(folder, 'npm') : null;
}

function systemFolders(): string[] {
  const roots = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt'].filter(existsSync);
  const versioned = roots.flatMap((root) => readdirSync(root).map((name) => join(root, name, 'bin')));
  const onPath = (process.env.PATH ?? '').split(':').filter(Boolean);
  return [...versioned, ...onPath];
}

function binariesIn(folder: string, source: 'system' | 'npm'): PostgresBinaries | null {
  const [initdb, postgres] = [join(folder, 'initdb'), join(folder, 'postgres')];
  if (!existsSync(initdb) || !existsSync(postgres)) return null;
  try {
    const version = execFileSync(postgres, ['--version'], { encoding: 'utf8', timeout: 5000 });
    const major = Number(/(\d+)(?:\.|devel|beta|rc|\s|$)/.exec(version)?.[1] ?? 0);
    return major >= OLDEST_MAJOR ? { initdb, postgres, major, source } : null;
  } catch {
    return null;
  }
}
