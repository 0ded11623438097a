import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import type { Finding } from '../../findings/finding.ts';
import { AppError } from '../../kernel/errors.ts';
import { areaOf } from '../area-code.ts';
import { periodWords } from '../watches/trade-finding.ts';
import { fetchCommand } from './comtrade/fetch-command.ts';
import { type LoadedTrade, loadTrade } from './rows/load-trade.ts';
import { exemptCommand } from './watch/exempt-command.ts';
import { type TradeWatchRun, watchTrade } from './watch/watch-trade.ts';

/** The commands over trade rows. */
export function tradeCommands(): Command[] {
  return [loadCommand(), fetchCommand(), exemptCommand(), watchCommand()];
}

function loadCommand(): Command {
  return defineCommand({
    name: 'trade load',
    summary: "Take in trade rows: UN Comtrade (JSON, CSV), China's customs (CSV), other tables; also gzipped",
    arguments: [{ name: 'file', description: 'files to take in', variadic: true }],
    options: [
      { flags: '--columns <pairs>', description: 'what each column holds, as partner=Land,value=Wert' },
      { flags: '--flow <flow>', description: 'import or export, where no column says it' },
      { flags: '--reporter <country>', description: 'who reported, where no column says it' },
      { flags: '--currency <code>', description: 'currency of the values (USD)' },
      { flags: '--published-on <day>', description: 'when the source published the file: its vintage' },
      { flags: '--exercise', description: 'the rows are made up for an exercise' },
    ],
    schema: z.object({
      columns: z.string().optional(),
      flow: z.enum(['import', 'export', 're-import', 're-export']).optional(),
      reporter: z.string().optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      publishedOn: z.iso.date().optional(),
      exercise: z.boolean().default(false),
    }),
    examples: [
      'npx watchkeeper trade load comtrade.json',
      'npx watchkeeper trade load gacc.csv --flow import --published-on 2024-04-20',
    ],
    async run({ args, options: { columns, flow, reporter, currency, publishedOn, exercise } }, world) {
      if (args.length === 0)
        throw new AppError({
          code: 'NO_FILE',
          kind: 'usage',
          message: 'Cannot take anything in: no file is named',
          hint: 'watchkeeper trade load FILE…',
        });
      const given = {
        flow,
        currency,
        reporter: reporter && reporterOf(reporter),
        columns: columns && pairsOf(columns),
      };
      const database = await world.database();
      const today = world.now().toISOString().slice(0, 10);
      const loaded: LoadedTrade[] = [];
      for (const path of args)
        loaded.push(
          await loadTrade({
            database,
            home: world.home,
            path,
            today,
            publishedOn,
            exercise,
            given: { ...given, columns: given.columns || undefined },
          }),
        );
      world.output.answer(loaded, () => [...loaded.map(lineOf), '', 'Next: npx watchkeeper trade watch'].join('\n'));
      return undefined;
    },
  });
}

function reporterOf(text: string): string {
  const code = areaOf(text);
  if (code) return code;
  throw new AppError({
    code: 'COUNTRY_UNKNOWN',
    kind: 'usage',
    message: `Cannot read the rows as those of "${text}": no country is known by that`,
    hint: 'Give a code of two letters: CN.',
  });
}

function pairsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [what = '', word = ''] = pair.split('=').map((part) => part.trim());
      return [what, word];
    }),
  );
}

function lineOf({ outcome, file }: LoadedTrade): string {
  if (outcome === 'unchanged') return `${file.name}: these bytes were taken in before; nothing changed.`;
  const left = Object.entries(file.rejected).sort((one, other) => other[1] - one[1]);
  const kinds = { comtrade: 'UN Comtrade', gacc: "China's customs", table: 'a table' };
  return [
    `${file.exercise ? 'EXERCISE. ' : ''}${file.name}: ${file.rows} rows of ${kinds[file.kind]}, ${periodWords(file.fromPeriod)} to ${periodWords(file.toPeriod)}, vintage ${file.vintage}${file.parts > 0 ? `; ${file.parts} are parts of others and not summed` : ''}.`,
    ...left.map(([reason, count]) => {
      const first = file.rejections.find((one) => one.reason.replace(/".*"/, '…') === reason);
      return `  rejected: ${count} × ${reason}${first ? ` (first in line ${first.line}: ${first.reason})` : ''}`;
    }),
  ].join('\n');
}

/** Findings that are shown; all are kept. */
const SHOWN = 15;
const STAGES = 7;

function watchCommand(): Command {
  return defineCommand({
    name: 'trade watch',
    summary: 'Run the watches over all trade rows and keep what they find',
    schema: z.object({}),
    examples: ['npx watchkeeper trade watch'],
    async run(_, world) {
      const bar = world.output.progress('Watching', STAGES);
      let stage = 0;
      const runs = await watchTrade({
        database: await world.database(),
        home: world.home,
        onStage: (name) => bar.at(Math.min(STAGES, ++stage), name),
      }).finally(() => bar.stop());
      world.output.answer(runs, () => (runs.length === 0 ? NOTHING : runs.map(wordsOf).join('\n\n')));
      return undefined;
    },
  });
}

const NOTHING = 'No trade rows are loaded, so there is nothing to watch. Load some: npx watchkeeper trade load FILE';

function wordsOf({
  exercise,
  exempted,
  files,
  seconds,
  found,
  findings,
  raised,
  amended,
  withdrawn,
}: TradeWatchRun): string {
  const kept = (watch: string): number => findings.filter((finding) => finding.watch === watch).length;
  const strongest = [...findings].sort((one, other) => other.confidence - one.confidence).slice(0, SHOWN);
  return [
    `${exercise ? 'EXERCISE. ' : ''}${files} ${files === 1 ? 'file' : 'files'} in ${seconds.toFixed(1)} s. ${findings.length} findings: ${raised} new, ${amended} amended, ${withdrawn} withdrawn.${exempted > 0 ? ` ${exempted} rows are under an exemption.` : ''}`,
    '',
    table(
      ['watch', 'found', 'kept'],
      Object.entries(found).map(([watch, count]) => [watch, String(count), String(kept(watch))]),
    ),
    ...(strongest.length > 0 ? ['', table(['finding', 'watch', 'from', 'conf.', 'flow'], strongest.map(rowOf))] : []),
    ...(findings.length > SHOWN ? [`… ${findings.length - SHOWN} more: npx watchkeeper findings list`] : []),
  ].join('\n');
}

function rowOf({ id, watch, startAt, confidence, subjects }: Finding): string[] {
  return [id, watch, startAt?.slice(0, 7) ?? '', confidence.toFixed(2), String(subjects[0]?.name ?? '')];
}
