import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedDataUrl } from '../kernel/shipped-data.ts';
import { loadFiles } from '../lists/edge/load-files.ts';
import type { LoadOutcome } from '../lists/edge/store.ts';
import { versionsOf } from '../lists/edge/store-versions.ts';
import type { ListReader } from '../lists/list-reader.ts';
import type { Database } from '../store/database.ts';

/**
 * Loads the facts that ship with the program, file by file, where the database holds neither that very file nor
 * an official version of the list: the facts are of North Korea only, and never stand in for a whole list.
 */
export async function loadShipped(
  database: Database,
  readers: readonly ListReader[],
  onProgress: (done: number, total: number, detail: string) => void,
): Promise<LoadOutcome[]> {
  const folder = fileURLToPath(new URL('lists/', shippedDataUrl));
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
    : [];
  const versions = await versionsOf(database);
  const held = new Set(versions.flatMap(({ origin }) => origin.files.map(({ sha256 }) => sha256)));
  const official = new Set(versions.flatMap(({ list, origin }) => (origin.snapshot ? [] : list)));
  const missing = files.filter(
    (name) =>
      !official.has(name.replace(/\.jsonl$/, '')) &&
      !held.has(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ),
  );
  const outcomes: LoadOutcome[] = [];
  for (const [done, name] of missing.entries()) {
    const { lists } = await loadFiles(database, {
      path: join(folder, name),
      readers,
      snapshot: true,
      onProgress: (_done, _total, detail) => onProgress(done, missing.length, detail || name),
    });
    outcomes.push(...lists);
  }
  onProgress(missing.length, missing.length, '');
  return outcomes;
}
