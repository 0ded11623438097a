import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../cli/command.ts';
import { AppError } from '../kernel/errors.ts';
import { backUp, restore } from '../store/backup.ts';
import type { BackupManifest } from '../store/backup-archive.ts';
import { version } from './version.ts';

/** `backup` and `restore`: the whole database as one file. */
export function backupCommands(): Command[] {
  return [
    defineCommand({
      name: 'backup',
      summary: 'Write everything to one file; the server may go on running',
      options: [{ flags: '--out <file>', description: 'file to write: watchkeeper.tar.gz' }],
      schema: z.object({ out: z.string('name the file to write').min(1) }),
      examples: ['watchkeeper backup --out watchkeeper-2026-11-24.tar.gz'],
      async run({ options: { out } }, world) {
        if (existsSync(out))
          throw new AppError({
            code: 'FILE_EXISTS',
            kind: 'refused',
            message: `Cannot write ${out}: the file is there already`,
            hint: 'Name another file, or move that one away.',
          });
        const manifest = await backUp(await world.database(), out, { version, now: world.now(), signal: world.signal });
        world.output.answer({ file: out, ...manifest }, () => `Wrote ${out}: ${said(manifest)}`);
        return undefined;
      },
    }),
    defineCommand({
      name: 'restore',
      summary: 'Fill an empty installation from a backup',
      arguments: [{ name: 'file', description: 'what "backup" wrote' }],
      options: [{ flags: '--replace', description: 'discard what the installation holds now' }],
      schema: z.object({ replace: z.boolean().default(false) }),
      examples: ['WATCHKEEPER_HOME=./restored watchkeeper restore watchkeeper-2026-11-24.tar.gz'],
      async run({ args: [file = ''], options }, world) {
        if (!existsSync(file))
          throw new AppError({
            code: 'FILE_MISSING',
            kind: 'usage',
            message: `Cannot restore ${file}: there is no such file`,
            hint: 'Check the path.',
          });
        const manifest = await restore(await world.database(), file, options);
        world.output.answer({ file, ...manifest }, () => `Restored ${said(manifest)}, as of ${manifest.madeAt}`);
        return undefined;
      },
    }),
  ];
}

function said({ tables }: BackupManifest): string {
  return `${tables.reduce((sum, { rows }) => sum + rows, 0)} rows in ${tables.length} tables`;
}
