import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  sha256: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Name in the folder. */
  file: z.string(),
});

/** What is remembered of the file that was fetched last: enough to ask whether it has changed. */
export type KeptFile = z.output<typeof shape>;

/** What was fetched from this address before; null when there is nothing, or not what was left there. */
export function readKept(folder: string, list: string, url: string): KeptFile | null {
  const path = statePath(folder, list);
  if (!existsSync(path)) return null;
  const kept = shape.safeParse(jsonOf(readFileSync(path, 'utf8'))).data;
  if (kept?.url !== url) return null;
  const file = join(folder, kept.file);
  return existsSync(file) && statSync(file).size === kept.size ? kept : null;
}

/** Moves a whole file out of the way of further parts. It is not kept until it has been read. */
export async function arrive(
  part: string,
  folder: string,
  what: Omit<KeptFile, 'sha256' | 'size'>,
): Promise<{ path: string; arrived: KeptFile }> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(part)) hash.update(chunk as Uint8Array);
  const arrived = { ...what, sha256: hash.digest('hex'), size: statSync(part).size };
  const path = join(folder, 'arrived', what.file);
  mkdirSync(join(folder, 'arrived'), { recursive: true });
  renameSync(part, path);
  return { path, arrived };
}

/** Puts what arrived in the place of the file before, in one step, and remembers how to ask for the next. */
export function keepArrived(path: string, folder: string, list: string, arrived: KeptFile): void {
  renameSync(path, join(folder, arrived.file));
  writeFileSync(statePath(folder, list), JSON.stringify(arrived));
}

/** Forgets how to ask whether the file has changed, so that the next fetch takes it whole. */
export function forgetKept(folder: string, list: string): void {
  rmSync(statePath(folder, list), { force: true });
}

function statePath(folder: string, list: string): string {
  return join(folder, `${list}.state.json`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
