import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usableCopy } from './npm-binaries.ts';
import { canEnter, unprivilegedUser } from './unprivileged-user.ts';

describe('usableCopy()', () => {
  let root = '';
  let packageFolder = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'watchkeeper-binaries-'));
    packageFolder = join(root, 'clone');
    mkdirSync(join(packageFolder, 'native', 'lib'), { recursive: true });
    writeFileSync(join(packageFolder, 'package.json'), '{"version": "18.4.0"}');
    writeFileSync(join(packageFolder, 'native', 'lib', 'libpq.so.5.18'), 'EXERCISE');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    chmodSync(root, 0o755);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('makes the links between libraries that the package lacks where install scripts are off', () => {
    expect(usableCopy(packageFolder, null)).toBe(join(packageFolder, 'native'));
    expect(readlinkSync(join(packageFolder, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    expect(usableCopy(packageFolder, null)).toBe(join(packageFolder, 'native'));
  });

  it.runIf(process.getuid?.() === 0)('copies a package that PostgreSQL’s user cannot enter, once', () => {
    const user = unprivilegedUser();
    if (!user) throw new Error('root has no user to run PostgreSQL as');
    chmodSync(packageFolder, 0o700);
    const reachable = join(root, 'reachable');
    const copy = usableCopy(packageFolder, user, reachable);
    expect(copy.startsWith(reachable)).toBe(true);
    expect(canEnter(user, join(copy, 'lib'))).toBe(true);
    expect(existsSync(join(copy, 'lib', 'libpq.so.5'))).toBe(true);
    writeFileSync(join(copy, 'mark'), '');
    expect(usableCopy(packageFolder, user, reachable)).toBe(copy);
    expect(existsSync(join(copy, 'mark'))).toBe(true);
  });
});
