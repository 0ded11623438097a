import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Makes what was done in a folder (a new file, a new name) outlast a loss of power. */
export function syncFolder(path: string): void {
  // Windows opens no folders; its file system keeps a journal of them.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * The content of a secret file, made by whoever comes first and whole from the moment that it is there: a key that
 * another process reads half written, or that a loss of power takes, would lock everything away.
 */
export function readOrMake(path: string, make: () => Uint8Array): Buffer {
  if (existsSync(path)) return readFileSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeSync(file, make());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(beside, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolder(dirname(path));
  return readFileSync(path);
}
