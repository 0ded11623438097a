import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import type { Database } from '../../store/database.ts';
import type { ListedSide } from '../ownership/listed-owners.ts';
import { readOwnership } from '../ownership/readers/read-ownership.ts';
import type { RuleReport } from '../ownership/report.ts';
import { RULE_IDS } from '../ownership/rules.ts';
import { perCent, shareText } from '../ownership/share.ts';
import { type NamedReport, OwnershipDesk } from './ownership-desk.ts';
import { keepOwnershipFile, type OwnershipFile, ownershipFiles, takeBackOwnershipFile } from './store-ownership.ts';

export interface OwnershipCommandsParts {
  listed(world: World): Promise<ListedSide>;
}

/** `ownership load`, `files`, `take-back` and `check`. */
export function ownershipCommands(parts: OwnershipCommandsParts): Command[] {
  return [load(), files(), takeBack(), check(parts)];
}

function load(): Command {
  return defineCommand({
    name: 'ownership load',
    summary: 'Take in files of owners: BODS 0.4, GLEIF level 1 and 2 with reporting exceptions, CSV',
    arguments: [{ name: 'file', description: 'files to take in', variadic: true }],
    schema: z.object({}),
    examples: ['npx watchkeeper ownership load owners.csv', 'npx watchkeeper ownership load bods.json rr-data.xml'],
    async run({ args }, world) {
      const database = await world.database();
      const loaded: LoadedFile[] = [];
      for (const path of args) loaded.push(await loadOwnershipFile(database, path));
      world.output.answer(loaded, () => loaded.map(fileLine).join('\n'));
      return undefined;
    },
  });
}

type LoadedFile = { outcome: 'loaded'; file: OwnershipFile } | { outcome: 'unchanged'; file: { name: string } };

/** Reads a file as it is; nothing of it is kept when it cannot be read to its end. */
export async function loadOwnershipFile(database: Database, path: string): Promise<LoadedFile> {
  const hash = createHash('sha256');
  const name = basename(path);
  async function* chunks(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const bytes of createReadStream(path)) {
      hash.update(bytes as Buffer);
      yield decoder.decode(bytes as Buffer, { stream: true });
    }
    yield decoder.decode();
  }
  const records = await readOwnership(name, chunks()).catch((cause) => {
    throw cause instanceof AppError ? cause : unreadable(path, cause);
  });
  const exercise = records.nodes.some((node) => node.name.startsWith('EXERCISE'));
  const file = await keepOwnershipFile(database, { sha256: hash.digest('hex'), name, exercise }, records);
  return file ? { outcome: 'loaded', file } : { outcome: 'unchanged', file: { name } };
}

function unreadable(path: string, cause: unknown): AppError {
  return new AppError({
    code: 'OWNERSHIP_FILE_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'Check the path, and that the file is UTF-8. Nothing of it was kept.',
    cause,
  });
}

function fileLine({ outcome, file }: LoadedFile): string {
  if (outcome === 'unchanged') return `${file.name}: these bytes were taken in before; nothing changed.`;
  const { exercise, name, format, nodes, holdings, claims, silences, rejected, rejections } = file;
  return [
    `${exercise ? 'EXERCISE. ' : ''}${name} (${format}): ${nodes} parties, ${holdings} holdings, ${claims} claims of control, ${silences} silences, ${rejected} left out.`,
    ...rejections.slice(0, 5).map(({ record, reason }) => `  left out: ${record} ${reason}`),
  ].join('\n');
}

function files(): Command {
  return defineCommand({
    name: 'ownership files',
    summary: 'Show the files of owners that were taken in',
    schema: z.object({}),
    async run(_, world) {
      const held = await ownershipFiles(await world.database());
      world.output.answer(held, () =>
        held.length === 0
          ? 'No file of owners is loaded.'
          : held
              .map((file) => `${file.id}  ${file.loadedAt.slice(0, 10)}  ${fileLine({ outcome: 'loaded', file })}`)
              .join('\n'),
      );
      return undefined;
    },
  });
}

const day = z
  .string()
  .refine((text) => text.length === 10 && parsePartialDate(text) !== null, 'must be a day as YYYY-MM-DD');

function takeBack(): Command {
  return defineCommand({
    name: 'ownership take-back',
    summary: 'Take a file of owners back: it stays on the record, and counts no longer',
    arguments: [{ name: 'number', description: 'number of the file, as "ownership files" shows it' }],
    options: [{ flags: '--reason <words>', description: 'why' }],
    schema: z.object({ reason: z.string('say why, in a sentence').trim().min(3, 'say why, in a sentence') }),
    async run({ args: [number = ''], options: { reason } }, world) {
      const file = /^\d{1,9}$/.test(number)
        ? await takeBackOwnershipFile(await world.database(), Number(number), reason)
        : null;
      if (!file)
        throw new AppError({
          code: 'OWNERSHIP_FILE_UNKNOWN',
          kind: 'not-found',
          message: `Cannot take back the file "${number}": none with that number counts`,
          hint: '"ownership files" shows the numbers.',
        });
      world.output.answer(file, () => `${file.name} is taken back and counts no longer.`);
      return undefined;
    },
  });
}

function check({ listed }: OwnershipCommandsParts): Command {
  return defineCommand({
    name: 'ownership check',
    summary: 'Judge whether a firm is blocked by its owners: OFAC, EU and UK side by side, on any day',
    arguments: [{ name: 'id', description: 'id of a party or entry, an LEI, or an id of a loaded file' }],
    options: [
      { flags: '--rule <rule>', description: 'only this rule: ofac, eu or uk' },
      { flags: '--as-of <day>', description: 'the day of the act, YYYY-MM-DD (today)' },
      { flags: '--known-on <day>', description: 'by the files of owners that had been loaded by then (all)' },
    ],
    schema: z.object({
      rule: z.enum(RULE_IDS).optional(),
      asOf: day.optional(),
      knownOn: day.optional(),
    }),
    examples: ['npx watchkeeper ownership check lei:5493001z012ysb2a0k51 --as-of 2024-07-02'],
    async run({ args: [id = ''], options: { rule, asOf, knownOn } }, world) {
      const side = await listed(world);
      const desk = new OwnershipDesk(await world.database(), () => side);
      const on = asOf ?? world.now().toISOString().slice(0, 10);
      const report = await desk.report({ party: id, day: on, rules: rule ? [rule] : [], knownOn });
      world.output.answer(report, () => shown(report));
      return undefined;
    },
  });
}

const VERDICTS: Readonly<Record<RuleReport['verdict'], string>> = {
  listed: 'LISTED itself',
  blocked: 'BLOCKED by its owners',
  'not-blocked': 'not blocked by what is recorded',
  undetermined: 'UNDETERMINED: a share is missing',
  'no-rule': 'no such rule on that day',
};

function shown(report: NamedReport): string {
  const name = (id: string): string => report.names[id] || id;
  const lines = [
    `${report.name || report.party} (${report.party}) on ${report.day}`,
    `Shares with a recorded owner: ${perCent(report.recorded)} %${report.contradicts ? ' (the sources contradict each other: more than the whole)' : ''}`,
  ];
  for (const rule of report.rules) lines.push('', ...ruleLines(rule, name));
  for (const { about, what, reason } of report.silences) lines.push('', `Silence: ${name(about)}: ${what} (${reason})`);
  return lines.join('\n');
}

function ruleLines(rule: RuleReport, name: (id: string) => string): string[] {
  const lines = [`${rule.title}: ${VERDICTS[rule.verdict]}`];
  if (rule.version)
    lines.push(`  ${rule.version.text}${rule.version.confidence === 'background' ? ' (not checked)' : ''}`);
  if (rule.held && rule.held.max > 0)
    lines.push(
      `  Held by listed parties and firms they own: ${shareText(rule.held)}${rule.economic ? `; multiplied ${percentRange(rule.economic)}` : ''}`,
    );
  for (const { party, holders } of rule.steps)
    lines.push(
      `  ${name(party)}: ${holders.map((one) => `${name(one.party)} ${shareText(one.share)}${one.kind === 'votes' ? ' of votes' : ''}`).join(' + ')}`,
    );
  for (const flip of rule.flips)
    lines.push(
      `  Would settle it: the share of ${name(flip.owner)} in ${name(flip.owned)} (${shareText(flip.share)}, ${flip.record})${flip.blockedFrom === null ? '' : `; blocked from ${perCent(flip.blockedFrom)} %`}${flip.freeUpTo === null ? '' : `; not blocked up to ${perCent(flip.freeUpTo)} %`}`,
    );
  for (const claim of rule.control)
    lines.push(`  Control claimed, in no sum: ${name(claim.controller)} by ${claim.means} (${claim.source.record})`);
  if (rule.control.length > 0 && rule.version) lines.push(`  ${rule.version.control}`);
  return lines;
}

function percentRange({ least, most }: { least: number; most: number }): string {
  const [low, high] = [least * 100, most * 100].map((value) => Number(value.toFixed(4)));
  return low === high ? `${low} %` : `${low} to ${high} %`;
}
