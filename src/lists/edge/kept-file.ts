import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** An official file as it was last taken, with what the server called it. Stands beside the file as small JSON. */
export interface KeptFile {
  url: string;
  etag: string | null;
  lastModified: string | null;
  sha256: string;
  size: number;
  file: string;
}

/** What was last taken from this address; null when that file is gone or is no longer what was taken. */
export function readKept(folder: string, list: string, url: string): KeptFile | null {
  try {
    const kept = JSON.parse(readFileSync(statePath(folder, list), 'utf8')) as KeptFile;
    return kept.url === url && statSync(join(folder, kept.file)).size === kept.size ? kept : null;
  } catch {
    return null;
  }
}

/** A whole file that waits beside the one before until it has been read. */
export interface ArrivedFile {
  path: string;
  described: KeptFile;
}

/** Sets the whole file that arrived aside, under the name by which it will be kept. */
export async function setAside(
  part: string,
  folder: string,
  named: Pick<KeptFile, 'url' | 'etag' | 'lastModified'> & { list: string },
): Promise<ArrivedFile> {
  const { list, ...given } = named;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(part)) hash.update(chunk as Uint8Array);
  const described = {
    ...given,
    sha256: hash.digest('hex'),
    size: statSync(part).size,
    file: `${list}${kindOf(given.url)}`,
  };
  const path = join(folder, 'arrived', described.file);
  mkdirSync(join(folder, 'arrived'), { recursive: true });
  renameSync(part, path);
  return { path, described };
}

/** Puts what arrived in the place of the file before. The rename is the moment at which it counts. */
export function keepFile(folder: string, list: string, { path, described }: ArrivedFile): void {
  // Without its old description, a file whose new one could not be written is fetched whole next time.
  forgetKept(folder, list);
  renameSync(path, join(folder, described.file));
  writeFileSync(statePath(folder, list), JSON.stringify(described));
}

/** Forgets what the server called the file, so that the next fetch takes it whole. */
export function forgetKept(folder: string, list: string): void {
  rmSync(statePath(folder, list), { force: true });
}

/** The ending that the address gives its file: `.xlsx`; `.xml` where it gives none, for readers go by content. */
export function kindOf(url: string): string {
  return /^\.(xml|csv|xlsx|json|zip|gz)$/i.exec(extname(new URL(url).pathname))?.[0].toLowerCase() ?? '.xml';
}

function statePath(folder: string, list: string): string {
  return join(folder, `${list}.state.json`);
}
