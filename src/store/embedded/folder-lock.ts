import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';

/** Who holds a home folder, and how to reach its database. */
export interface FolderHolder {
  pid: number;
  /** When the process began, in clock ticks since boot (Linux) or empty: a pid may be given again. */
  startedAt: string;
  /** What the holder does: `serve`, `lists load`. */
  purpose: string;
  since: string;
  /** Set once its database accepts connections. */
  socketFolder?: string;
}

const FILE = 'lock.json';

/** Takes the folder for this process, or returns its live holder. A lock whose process is gone is taken over. */
export function takeFolder(
  home: string,
  purpose: string,
): { release(): void; announce(socketFolder: string): void } | FolderHolder {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const path = join(home, FILE);
  const mine: FolderHolder = {
    pid: process.pid,
    startedAt: startOf(process.pid),
    purpose,
    since: new Date().toISOString(),
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return {
        release: () => rmSync(path, { force: true }),
        announce: (socketFolder) => writeFileSync(path, JSON.stringify({ ...mine, socketFolder }), { mode: 0o600 }),
      };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(home, cause);
    }
    const holder = holderOf(home);
    if (holder) return holder;
    rmSync(path, { force: true });
  }
  throw unwritable(home, new Error('the lock keeps coming back'));
}

/** The live process that holds the folder, or null. */
export function holderOf(home: string): FolderHolder | null {
  try {
    const holder = JSON.parse(readFileSync(join(home, FILE), 'utf8')) as FolderHolder;
    process.kill(holder.pid, 0);
    return startOf(holder.pid) === holder.startedAt ? holder : null;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM' ? unknownHolder() : null;
  }
}

function unknownHolder(): FolderHolder {
  return { pid: 0, startedAt: '', purpose: 'another user', since: '' };
}

function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[19] ?? '';
  } catch {
    return '';
  }
}

function unwritable(home: string, cause: unknown): AppError {
  return new AppError({
    code: 'HOME_UNWRITABLE',
    kind: 'unavailable',
    message: `Cannot use the folder ${home}: ${String(cause)}`,
    hint: 'Set WATCHKEEPER_HOME to a folder that this user may write.',
    cause,
  });
}

/** The refusal that a second process gets. */
export function heldBy(home: string, holder: FolderHolder): AppError {
  return new AppError({
    code: 'HOME_IN_USE',
    kind: 'conflict',
    message: `Cannot start: ${home} is in use by process ${holder.pid} (${holder.purpose}${holder.since ? `, since ${holder.since}` : ''})`,
    hint: 'Stop that process first, or set WATCHKEEPER_HOME to another folder.',
    data: { pid: holder.pid },
  });
}
