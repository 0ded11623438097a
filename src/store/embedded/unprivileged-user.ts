import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface UnprivilegedUser {
  uid: number;
  gid: number;
  name: string;
}

/** Where root keeps what that user must reach when the folder of the installation is closed to it. */
export const REACHABLE_FOLDER = '/var/lib/watchkeeper';

/**
 * Whom PostgreSQL runs as: it refuses root. Null when this process is not root. As root: the system's `postgres`
 * user where there is one, else `nobody`.
 */
export function unprivilegedUser(): UnprivilegedUser | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [name, , uid, gid] =
    users.find(([user]) => user === 'postgres') ?? users.find(([user]) => user === 'nobody') ?? [];
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : { name: 'nobody', uid: 65534, gid: 65534 };
}

/** True when the user can enter the folder: every parent must let others pass. */
export function canEnter(user: UnprivilegedUser, folder: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], {
      uid: user.uid,
      gid: user.gid,
      stdio: 'ignore',
      timeout: 5000,
      cwd: '/',
    });
    return true;
  } catch {
    return false;
  }
}
