import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand } from '../../../cli/command.ts';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { readCsv } from '../../../lists/reading/read-csv.ts';
import { readExemptions } from '../../rows/read-exemptions.ts';
import { keepExemptions } from './store-exemptions.ts';

/** `trade exempt`: trade that was allowed, so that aid is not raised. */
export function exemptCommand(): Command {
  return defineCommand({
    name: 'trade exempt',
    summary: 'Take in exemptions (reference,state,direction,hs,from,to,source): trade that they cover is not raised',
    arguments: [{ name: 'file', description: 'CSV file' }],
    options: [{ flags: '--exercise', description: 'the exemptions are made up for an exercise' }],
    schema: z.object({ exercise: z.boolean().default(false) }),
    examples: ['npx watchkeeper trade exempt exemptions.csv'],
    async run({ args: [path = ''], options: { exercise } }, world) {
      const found = await stat(path).catch((cause: unknown) => {
        throw new AppError({
          code: 'FILE_MISSING',
          kind: 'not-found',
          message: `Cannot read "${path}": ${messageOf(cause)}`,
          hint: 'Name a CSV file.',
          cause,
        });
      });
      const [header, ...rows] = await all(
        readCsv(
          { name: basename(path), size: found.size, open: () => createReadStream(path) },
          { title: 'a table of exemptions' },
        ),
      );
      const { exemptions, rejected } = readExemptions(basename(path), header?.cells ?? [], rows);
      const kept = await keepExemptions(await world.database(), exemptions, exercise);
      world.output.answer({ kept, known: exemptions.length - kept, rejected }, () =>
        [
          `${exercise ? 'EXERCISE. ' : ''}${kept} exemptions kept, ${exemptions.length - kept} known before, ${rejected.length} rows rejected.`,
          ...rejected.slice(0, 20).map(({ line, reason }) => `  line ${line}: ${reason}`),
          '',
          'Next: npx watchkeeper trade watch',
        ].join('\n'),
      );
      return undefined;
    },
  });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}
