import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { applicationJsonSchema, applicationSchema } from '../application.ts';
import { type Completeness, completenessOf } from '../completeness.ts';
import { readPackingFile } from './read-packing-list.ts';

const MOST_BYTES = 33_554_432;

export const schemaCommand = defineCommand({
  name: 'relief schema',
  summary: 'Show the schema of an application for an exemption, as JSON Schema',
  schema: z.object({}),
  async run(_, { output }) {
    const schema = applicationJsonSchema();
    output.answer(schema, () => JSON.stringify(schema, null, 2));
    return undefined;
  },
});

export const completeCommand = defineCommand({
  name: 'relief complete',
  summary: 'Say what an application lacks of what the Committee’s notice asks for, before it is filed',
  arguments: [{ name: 'file', description: 'the application as JSON (relief schema)' }],
  schema: z.object({}),
  examples: ['watchkeeper relief complete application.json'],
  async run({ args: [file = ''] }, { output }) {
    const read = applicationSchema.safeParse(readJson(file));
    if (!read.success) throw notAnApplication(file, read.error);
    const answer = completenessOf(read.data);
    output.answer(answer, () => completenessText(answer));
    return answer.complete ? undefined : 1;
  },
});

export const importCommand = defineCommand({
  name: 'relief import',
  summary: 'Turn a packing list (XLSX or CSV) into the item table of an application',
  arguments: [{ name: 'file', description: 'the packing list' }],
  schema: z.object({}),
  examples: ['watchkeeper relief import packing-list.xlsx --json'],
  async run({ args: [file = ''] }, { output }) {
    const { lines, rejected, columns } = await readPackingFile(file);
    const items = lines.map(({ name, hsCode, value, unit, specification }, at) => ({
      line: at + 1,
      name,
      quantity: value,
      unit,
      ...(hsCode ? { hsCode } : {}),
      ...(specification ? { specification } : {}),
    }));
    output.answer({ items, rejected, columns }, () =>
      [
        table(
          ['line', 'name', 'hs', 'quantity', 'unit'],
          items.map((item) => [String(item.line), item.name, item.hsCode ?? '', item.quantity, item.unit]),
        ),
        ...rejected.map(({ line, reason }) => `line ${line} is left out: ${reason}`),
      ].join('\n'),
    );
    return undefined;
  },
});

function completenessText({ complete, notice, source, gaps }: Completeness): string {
  return [
    complete ? 'COMPLETE: nothing that the notice asks for is missing.' : 'INCOMPLETE',
    ...gaps.map(({ weight, element, sentence, confidence }) => `  ${weight}  ${element}: ${sentence} [${confidence}]`),
    `By ${notice}: ${source}`,
  ].join('\n');
}

/** A JSON file of somebody. */
export function readJson(file: string): unknown {
  if (!existsSync(file))
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read ${file}: there is no such file`,
    });
  try {
    if (statSync(file).size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new AppError({
      code: 'FILE_NOT_JSON',
      kind: 'invalid',
      message: `Cannot read ${file}: ${messageOf(cause)}`,
      cause,
    });
  }
}

function notAnApplication(file: string, error: z.ZodError): AppError {
  const [issue] = error.issues;
  return new AppError({
    code: 'APPLICATION_NOT_UNDERSTOOD',
    kind: 'invalid',
    message: `Cannot read the application ${file}: "${issue?.path.join('.') || 'it'}" ${issue?.message ?? ''}`,
    hint: 'Its schema: "watchkeeper relief schema".',
  });
}
