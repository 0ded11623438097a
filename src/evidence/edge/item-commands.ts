import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { asKeeper } from '../../team/edge/store.ts';
import { type Evidence, evidenceFactsShape } from '../evidence-record.ts';
import { by, byOption, idArgument, labelOptions, labelSchema, officesOf } from './command-parts.ts';
import type { EvidenceSettings } from './offices.ts';
import { findEvidence } from './store.ts';
import { checkedStamps } from './store-stamps.ts';

/** `evidence add`, `list`, `show`. */
export function itemCommands(settings: EvidenceSettings): Command[] {
  return [add(settings), list, show(settings)];
}

function add(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence add',
    summary: 'Take a file into the vault: sealed, looked over, signed for',
    arguments: [
      { name: 'file', description: 'the original, which is left as it is; - takes a statement from standard input' },
    ],
    options: [
      { flags: '--source <text>', description: 'where it comes from: an address, a person, a register' },
      ...labelOptions,
      { flags: '--description <text>', description: 'what it shows' },
      { flags: '--obtained <instant>', description: 'when its source made or published it' },
      { flags: '--name <name>', description: "its name (the file's)" },
      { flags: '--working-copy-of <id>', description: 'the original that this working copy was made of' },
      byOption,
    ],
    schema: z.object({
      source: evidenceFactsShape.shape.source,
      ...labelSchema,
      description: evidenceFactsShape.shape.description.default(null),
      obtained: evidenceFactsShape.shape.obtainedAt.default(null),
      name: evidenceFactsShape.shape.name.optional(),
      workingCopyOf: evidenceFactsShape.shape.workingCopyOf.default(null),
      by,
    }),
    examples: ['watchkeeper evidence add photo.jpg --source "port agent" --originator JP --rel-to US,KR'],
    async run({ args: [path = ''], options: given }, world) {
      const { office } = await officesOf(world, settings);
      const item = await office.add(
        bytesOf(path),
        {
          name: given.name ?? (path === '-' ? 'statement.txt' : basename(path)),
          source: given.source,
          description: given.description,
          obtainedAt: given.obtained,
          workingCopyOf: given.workingCopyOf,
          exercise: given.exercise,
          label: {
            originator: given.originator,
            relTo: given.relTo,
            caveats: given.caveat,
            expiresAt: given.expires,
          },
        },
        given.by,
      );
      world.output.answer(item, () => `Taken in as ${item.id}.\n${describe(item)}`);
      return undefined;
    },
  });
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (
      path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1_048_576 })
    ) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new AppError({
      code: 'FILE_UNREADABLE',
      kind: 'usage',
      message: `Cannot read ${path}: ${messageOf(cause)}`,
      hint: 'Give the path of a file that you may read.',
      cause,
    });
  }
}

const list = defineCommand({
  name: 'evidence list',
  summary: 'Show what is in the vault, latest first',
  options: [
    { flags: '--text <words>', description: 'words in the name, source or description' },
    { flags: '--sha256 <hash>', description: 'only this content' },
    { flags: '--limit <n>', description: 'how many (50)' },
    { flags: '--offset <n>', description: 'how many to pass over (0)' },
  ],
  schema: z.object({
    text: z.string().max(300).optional(),
    sha256: z.string().toLowerCase().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  async run({ options }, world) {
    const found = await asKeeper(await world.database(), (transaction) => findEvidence(transaction, options));
    world.output.answer(found, () => {
      if (found.total === 0)
        return 'There is no such evidence. Take a file in: watchkeeper evidence add FILE --source … --originator …';
      const rows = found.evidence.map((one) => [
        one.exercise ? 'EXERCISE' : '',
        one.id,
        one.addedAt.slice(0, 10),
        one.label.originator,
        one.mediaType,
        one.name.slice(0, 40),
        one.erasure ? 'erased' : '',
      ]);
      return `${table(['', 'evidence', 'added', 'from', 'type', 'name', ''], rows)}\n${rows.length} of ${found.total}`;
    });
    return undefined;
  },
});

function show(settings: EvidenceSettings): Command {
  return defineCommand({
    name: 'evidence show',
    summary: 'Show the record of an item and what the file says of itself',
    arguments: [idArgument],
    schema: z.object({}),
    async run({ args: [id = ''] }, world) {
      const { office } = await officesOf(world, settings);
      const item = await office.withClaims(id);
      const stamps = await asKeeper(office.database, (transaction) => checkedStamps(transaction, id));
      world.output.answer({ ...item, stamps }, () =>
        [
          describe(item),
          ...(item.claims?.exif ? [`says itself ${JSON.stringify(item.claims.exif)}`] : []),
          ...(item.claims?.names ?? []).slice(0, 20).map((name) => `holds       ${name}`),
          ...stamps.map(
            ({ stampedAt, authority, verdict, checks }) =>
              `stamped     ${stampedAt} by ${authority}: ${verdict} (${checks} checks)`,
          ),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

function describe(item: Evidence): string {
  const { label, inspection, erasure } = item;
  const lines: [string, string][] = [
    ['name', item.name],
    ['type', `${item.mediaType}, ${item.size} bytes`],
    ['SHA-256', item.sha256],
    ['source', item.source],
    ['added', `${item.addedAt} by ${item.addedBy}`],
    [
      'from',
      `${label.originator}, released to ${label.relTo.join(', ') || 'nobody else'}${label.caveats.length > 0 ? ` (${label.caveats.join(', ')})` : ''}`,
    ],
    ...inspection.notices.map((notice): [string, string] => ['notice', notice]),
    ...(inspection.c2pa
      ? [['C2PA', 'carries content credentials, which are not verified here'] as [string, string]]
      : []),
    ...(erasure ? [['ERASED', `${erasure.at} by ${erasure.by}: ${erasure.reason}`] as [string, string]] : []),
  ];
  return [...(item.exercise ? ['EXERCISE'] : []), ...lines.map(([name, value]) => `${name.padEnd(12)}${value}`)].join(
    '\n',
  );
}
