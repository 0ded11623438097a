import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { FORMATS, type Format, written } from '../writers/write-update.ts';

/** Writes an update into a folder in every form, and returns the paths. A file is there whole or not at all. */
export function writeFiles(
  folder: string,
  update: { id: string; until: string; sha256: string; body: string },
): Record<Format, string> {
  const name = `${update.until.slice(0, 10)}-${update.id}`;
  try {
    mkdirSync(folder, { recursive: true });
    const paths = (Object.keys(FORMATS) as Format[]).map((format) => {
      const path = join(folder, `${name}.${format}`);
      writeFileSync(`${path}.part`, written(update, format));
      renameSync(`${path}.part`, path);
      return [format, path] as const;
    });
    return Object.fromEntries(paths) as Record<Format, string>;
  } catch (cause) {
    throw new AppError({
      code: 'UPDATE_NOT_WRITTEN',
      kind: 'unavailable',
      message: `Cannot write the update into ${folder}: ${messageOf(cause)}`,
      hint: 'The update itself is kept: "watchkeeper update show ID" writes it out again.',
      cause,
    });
  }
}
