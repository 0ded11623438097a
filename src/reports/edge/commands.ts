import { join } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { written } from '../writers/write-update.ts';
import { buildUpdate } from './build-update.ts';
import { readUpdates, updateNamed } from './store.ts';
import { writeFiles } from './write-files.ts';

/** `update build`, `list`, `show`. */
export function updateCommands(): Command[] {
  return [build, list, show];
}

const day = z
  .string()
  .refine((text) => text.length === 10 && parsePartialDate(text) !== null, 'must be a day as YYYY-MM-DD');

const build = defineCommand({
  name: 'update build',
  summary: 'Make the regular update: new, changed, closed, unanswered since the one before; keep it and write it out',
  options: [
    { flags: '--since <day>', description: 'since the beginning of this day (UTC), not since the update before' },
    { flags: '--out <dir>', description: 'folder of the files; "updates" in the data folder when not given' },
  ],
  schema: z.object({ since: day.optional(), out: z.string().min(1).optional() }),
  examples: ['npx watchkeeper update build', 'npx watchkeeper update build --since 2026-11-01 --out ./bulletin'],
  async run({ options }, world) {
    const now = world.now();
    if (options.since !== undefined && options.since > now.toISOString().slice(0, 10))
      throw new AppError({
        code: 'DAY_TO_COME',
        kind: 'usage',
        message: `Cannot make an update since ${options.since}: that day is still to come`,
      });
    const database = await world.database();
    const made = await buildUpdate(database, { now, since: options.since });
    const row = await updateNamed(database, made?.id ?? '');
    const { body, ...facts } = row;
    const files = writeFiles(options.out ?? join(world.home, 'updates'), row);
    world.output.answer({ ...facts, files }, () =>
      [facts.summary.headline, '', ...Object.values(files), `SHA-256 ${facts.sha256}`].join('\n'),
    );
    return undefined;
  },
});

const list = defineCommand({
  name: 'update list',
  summary: 'Show the regular updates, latest first',
  options: [{ flags: '--limit <n>', description: 'how many (50)' }],
  schema: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
  async run({ options: { limit } }, world) {
    const found = await readUpdates(await world.database(), { limit, offset: 0 });
    world.output.answer(found, () =>
      found.total === 0
        ? 'No update has been made yet. Make one: npx watchkeeper update build'
        : table(
            ['id', 'until', 'what'],
            found.updates.map(({ id, until, summary }) => [id, until.slice(0, 16), summary.headline]),
          ),
    );
    return undefined;
  },
});

const show = defineCommand({
  name: 'update show',
  summary: 'Show an update, as Markdown or in another form',
  arguments: [{ name: 'id', description: 'as "update list" shows it' }],
  options: [
    { flags: '--format <form>', description: 'md (when not given), html, or json: the bytes that were hashed' },
    { flags: '--out <dir>', description: 'write it into this folder, in every form' },
  ],
  schema: z.object({ format: z.enum(['md', 'html', 'json']).default('md'), out: z.string().min(1).optional() }),
  async run({ args: [id = ''], options: { format, out } }, world) {
    const row = await updateNamed(await world.database(), id);
    const { body, ...facts } = row;
    const files = out === undefined ? undefined : writeFiles(out, row);
    world.output.answer({ ...facts, update: JSON.parse(body), ...(files ? { files } : {}) }, () =>
      files ? Object.values(files).join('\n') : written(row, format),
    );
    return undefined;
  },
});
