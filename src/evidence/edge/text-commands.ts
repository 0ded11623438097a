import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { lintEstimative } from '../estimative-lint.ts';

const MOST_BYTES = 4_194_304;

/** `evidence lint`. */
export function textCommands(): Command[] {
  return [lint];
}

const lint = defineCommand({
  name: 'evidence lint',
  summary: 'Check the language of a draft (ICD 203): likelihood, confidence, sources',
  arguments: [{ name: 'file', description: 'a text in English, or - for standard input' }],
  schema: z.object({}),
  examples: ['watchkeeper evidence lint draft.md'],
  async run({ args: [path = ''] }, world) {
    const text = textOf(path);
    const faults = lintEstimative(text).map((fault) => ({
      ...fault,
      line: text.slice(0, fault.start).split('\n').length,
    }));
    world.output.answer({ faults }, () =>
      faults.length === 0
        ? 'Nothing to mend.'
        : faults
            .map(
              ({ line, words, message, hint }) =>
                `line ${line}: ${message}: "${words.replace(/\s+/g, ' ').slice(0, 100)}"\n  ${hint}`,
            )
            .join('\n'),
    );
    return faults.length === 0 ? undefined : 1;
  },
});

function textOf(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (cause) {
    throw unreadable(path, messageOf(cause));
  }
  if (bytes.byteLength > MOST_BYTES) throw unreadable(path, `it is larger than ${MOST_BYTES} bytes`);
  return bytes.toString('utf8');
}

function unreadable(path: string, state: string): AppError {
  return new AppError({
    code: 'FILE_UNREADABLE',
    kind: 'usage',
    message: `Cannot read ${path}: ${state}`,
    hint: 'Give the path of a text file of 4 MiB or less.',
  });
}
