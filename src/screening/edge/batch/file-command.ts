import { resolve } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../../cli/command.ts';
import { AppError } from '../../../kernel/errors.ts';
import { batchPlan } from '../../batch/batch-plan.ts';
import { parseMapping } from '../../batch/column-mapping.ts';
import type { BatchCounts, BatchPlan } from '../../batch/screen-records.ts';
import type { StandingDecisions } from '../../memory/decision-finder.ts';
import type { ScreenerMaterial } from '../build-screener.ts';
import { askable, refuseUnready, share } from '../screen-command.ts';
import { type CustomerFile, inspectFile } from './customer-file.ts';
import { filesOf, ResultFiles, readCheckpoint } from './result-files.ts';
import { type BatchProgress, type FileQuestion, MOST_THREADS, runBatch, runHash, threadsFor } from './run-batch.ts';

const optionsShape = z.object({
  out: z.string('name the file to write').min(1),
  schema: z.string().optional(),
  map: z.string().default(''),
  threshold: share.default(0.7),
  limit: z.coerce.number().int().min(1).max(50).default(5),
  dataset: z.string().default('default'),
  format: z.enum(['csv', 'jsonl']).optional(),
  dates: z.enum(['day-first', 'month-first']).optional(),
  encoding: z.string().max(40).optional(),
  threads: z.coerce.number().int().min(0).max(32).optional(),
  resume: z.boolean().default(false),
});
type Options = z.output<typeof optionsShape>;

export interface FileCommandParts {
  /** What the screener of the lists in force is made of. */
  material(world: World): Promise<ScreenerMaterial>;
  /** What people have decided. */
  standing(world: World): Promise<StandingDecisions>;
}

/** `screen file IN --out OUT`: every row of a customer file against the lists in use. */
export function fileCommand(parts: FileCommandParts): Command {
  return defineCommand({
    name: 'screen file',
    summary: 'Screen every row of a CSV, JSON lines or .xlsx file',
    arguments: [{ name: 'in', description: 'the file; its first row names the columns' }],
    options: [
      { flags: '--out <file>', description: 'results; rows that could not be screened go to OUT.errors.csv' },
      { flags: '--map <columns>', description: 'what columns hold, where the guess errs: name=Kunde,birthDate=DOB' },
      {
        flags: '--schema <name>',
        description: 'Person, Organization, Company, Vessel, …; told from each row if not said',
      },
      { flags: '--threshold <share>', description: 'least score of a hit, 0 to 1 (0.7)' },
      { flags: '--limit <n>', description: 'most hits a row (5)' },
      { flags: '--dataset <name>', description: 'default, dprk, or the id of one list' },
      { flags: '--format <format>', description: 'csv or jsonl; by the name of OUT if not said' },
      { flags: '--dates <order>', description: 'day-first or month-first, where 03/02/1960 can be both' },
      { flags: '--encoding <name>', description: 'utf-8, euc-kr, shift_jis, …, where the file does not tell' },
      { flags: '--threads <n>', description: `threads that screen (${MOST_THREADS}; none for small files)` },
      { flags: '--resume', description: 'go on where a run that was stopped left off' },
    ],
    schema: optionsShape,
    examples: [
      'watchkeeper screen file customers.csv --out hits.csv',
      'watchkeeper screen file ships.xlsx --out hits.jsonl --map "name=Ship"',
    ],
    async run({ args: [path = ''], options }, world) {
      const file = await inspectFile(path, { encoding: options.encoding });
      const plan = planOf(file, options);
      refuseSameFile(path, options.out);
      for (const sheet of file.otherSheets)
        world.output.note(`The sheet "${sheet}" is not read: only the first one is.`);
      const material = await parts.material(world);
      refuseUnready(
        material.lists.map(({ list }) => list),
        options.dataset,
      );
      const asked = { file, plan, material, standing: await parts.standing(world) };
      const files = await openResults(options, plan, runHash(asked), world);
      return await screenInto(files, { ...asked, options, world });
    },
  });
}

interface Prepared extends FileQuestion {
  options: Options;
  world: World;
}

async function screenInto(files: ResultFiles, prepared: Prepared): Promise<number | undefined> {
  const { file, plan, material, standing, options, world } = prepared;
  const threads = options.threads ?? threadsFor(file);
  const bar = world.output.progress('Screening', 1);
  const onProgress = (progress: BatchProgress): void => bar.at(progress.share, detailOf(progress));
  const begin = performance.now();
  const run = { file, plan, material, standing, threads, files, signal: world.signal, onProgress };
  const written = await runBatch(run).finally(() => bar.stop());
  if (!written) throw stopped(file, files.counts);
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  const { counts } = files;
  const lists = material.lists.map(({ list, publishedAt, snapshot }) => ({ list, publishedAt, snapshot }));
  world.output.answer({ in: file.path, ...written, ...counts, mapping: plan.mapping, seconds, lists }, () =>
    [
      said(counts, written),
      `Columns: ${
        Object.entries(plan.mapping)
          .map(([property, columns]) => `${property} = ${columns.join(' + ')}`)
          .join(', ') || "the parties' own properties"
      }`,
      `Lists in use: ${lists.map(({ list, publishedAt }) => `${list} ${publishedAt ?? 'undated'}`).join('; ')}`,
    ].join('\n'),
  );
  return counts.rows > 0 && counts.rejected === counts.rows ? 1 : undefined;
}

function planOf(
  file: CustomerFile,
  { map, schema, dates, dataset, threshold, limit, format, out }: Options,
): BatchPlan {
  return batchPlan(file, {
    mapping: parseMapping(map),
    schema: schema === undefined ? null : askable(schema),
    dateOrder: dates ?? null,
    dataset,
    threshold,
    limit,
    format: format ?? (/\.(?:jsonl|ndjson|json)$/i.test(out) ? 'jsonl' : 'csv'),
  });
}

async function openResults(
  { out, resume }: Options,
  { format }: BatchPlan,
  run: string,
  world: World,
): Promise<ResultFiles> {
  const checkpoint = readCheckpoint(out);
  if (!resume || !checkpoint) {
    if (checkpoint) world.output.note('A run that was stopped is begun again; --resume would have gone on with it.');
    return await ResultFiles.open(out, format, { run });
  }
  if (checkpoint.run === run) return await ResultFiles.open(out, format, checkpoint);
  throw new AppError({
    code: 'RESUME_OTHER_RUN',
    kind: 'refused',
    message: `Cannot go on with ${out}: the file, the options, the lists or the decisions have changed since`,
    hint: 'Results of two versions would be mixed. Start again without --resume.',
  });
}

function refuseSameFile(path: string, out: string): void {
  const { results, faults } = filesOf(resolve(out));
  if (![results, faults].includes(resolve(path))) return;
  throw new AppError({
    code: 'OUT_IS_IN',
    kind: 'usage',
    message: `Cannot write the results to ${out}: that is the file to be screened`,
    hint: 'Name another file with --out.',
  });
}

function stopped({ name }: CustomerFile, { rows }: BatchCounts): AppError {
  return new AppError({
    code: 'SCREENING_STOPPED',
    kind: 'refused',
    message: `Cannot finish screening ${name}: it was stopped after ${number(rows)} rows`,
    hint: 'The same command with --resume goes on from there.',
    data: { rows },
  });
}

function said(
  { rows, matched, hits, rejected, leftOut }: BatchCounts,
  written: { results: string; faults: string | null },
): string {
  const bad = `Rows that could not be screened: ${number(rejected)}; values left out: ${number(leftOut)}`;
  return [
    `Rows screened: ${number(rows)}; with hits: ${number(matched)} (${number(hits)} hits): ${written.results}`,
    ...(written.faults ? [`${bad}: ${written.faults}`] : []),
  ].join('\n');
}

function detailOf({ counts, rowsPerSecond, secondsLeft }: BatchProgress): string {
  const pace = [`${number(counts.rows)} rows`, `${number(Math.round(rowsPerSecond))}/s`];
  if (secondsLeft !== null)
    pace.push(secondsLeft < 90 ? `${Math.ceil(secondsLeft)} s left` : `${Math.round(secondsLeft / 60)} min left`);
  return pace.join(' ');
}

function number(value: number): string {
  return value.toLocaleString('en');
}
