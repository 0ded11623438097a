import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { verifyCustodyExport } from '../custody/custody-export.ts';

/** `evidence check-custody`: needs no vault and no database, so that an outsider can run it. */
export const checkCustody: Command = defineCommand({
  name: 'evidence check-custody',
  summary: 'Verify a chain of custody that was handed out, and whether a file is the one that it is about',
  arguments: [{ name: 'chain', description: 'what "evidence custody ID --json" gives' }],
  options: [{ flags: '--file <file>', description: 'the file that came with it' }],
  schema: z.object({ file: z.string().min(1).optional() }),
  examples: ['watchkeeper evidence check-custody chain.json --file copy.jpg'],
  async run({ args: [path = ''], options: { file } }, world) {
    const report = verifyCustodyExport(chainIn(path));
    if (!report) throw unreadable(path, 'it is no chain of custody');
    const sameFile = file === undefined ? null : (await sha256Of(file)) === report.item.sha256;
    const holds = report.holds && sameFile !== false;
    world.output.answer({ ...report, holds, sameFile }, () =>
      [
        report.holds ? 'Every signature and hand-over holds.' : 'BROKEN:',
        ...report.faults.map(({ number, fault }) => `  entry ${number}: ${fault}`),
        `It is about ${report.item.id}, SHA-256 ${report.item.sha256}, held by ${report.holder ?? 'nobody'}${report.erased ? ', erased' : ''}.`,
        ...(sameFile === null ? [] : [sameFile ? `${file} is that content.` : `${file} is NOT that content.`]),
        'That a key is of the custodian who is named must be known from elsewhere.',
      ].join('\n'),
    );
    return holds ? undefined : 1;
  },
});

function chainIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, messageOf(cause));
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch (cause) {
    throw unreadable(path, messageOf(cause));
  }
  return hash.digest('hex');
}

function unreadable(path: string, state: string): AppError {
  return new AppError({
    code: 'FILE_UNREADABLE',
    kind: 'usage',
    message: `Cannot read ${path}: ${state}`,
    hint: 'Give the file that "watchkeeper evidence custody ID --json" or GET /api/v1/evidence/{id}/custody gave.',
  });
}
