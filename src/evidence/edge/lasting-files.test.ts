import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { readOrMake } from './lasting-files.ts';

describe('readOrMake()', () => {
  let home = '';
  beforeEach(() => {
    home = temporaryHome();
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('makes once, for its owner alone, and leaves nothing beside', () => {
    const path = join(home, 'keys', 'a.key');
    expect(readOrMake(path, () => Buffer.from('first')).toString()).toBe('first');
    expect(readOrMake(path, () => Buffer.from('second')).toString()).toBe('first');
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readdirSync(join(home, 'keys'))).toEqual(['a.key']);
  });

  it('gives what another made in between', () => {
    const path = join(home, 'a.key');
    const content = readOrMake(path, () => {
      readOrMake(path, () => Buffer.from('other'));
      return Buffer.from('mine');
    });
    expect(content.toString()).toBe('other');
    expect(readdirSync(home)).toEqual(['a.key']);
  });
});
