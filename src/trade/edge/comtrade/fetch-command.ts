import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Command, defineCommand } from '../../../cli/command.ts';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { areaOf } from '../../area-code.ts';
import { monthsOf } from '../../petroleum/supply-period.ts';
import type { ComtradeQuestion } from '../../rows/comtrade-question.ts';
import { COMTRADE, DAILY_CALLS } from './comtrade-client.ts';
import { fetchTrade } from './fetch-trade.ts';

/** Periods in one question: what Comtrade takes. */
const PERIODS_AT_ONCE = 12;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM');

const asked = z.object({
  from: month,
  to: month,
  partner: z.string().default('KP,KR'),
  reporter: z.string().optional(),
  codes: z
    .string()
    .regex(/^(AG[246]|\d{2,6})(,(AG[246]|\d{2,6}))*$/, 'must be HS codes or AG2, AG4, AG6')
    .default('AG6'),
  annual: z.boolean().default(false),
  tariffLine: z.boolean().default(false),
  keysFile: z.string().optional(),
  run: z.string().max(100).optional(),
  base: z.url({ protocol: /^https?$/ }).default(COMTRADE),
});

/** `trade fetch`: asks UN Comtrade and takes the answers in. */
export function fetchCommand(): Command {
  return defineCommand({
    name: 'trade fetch',
    summary: `Ask UN Comtrade for trade with a partner, within ${DAILY_CALLS} calls a key and day, and take the answers in`,
    options: [
      { flags: '--from <month>', description: 'first month, YYYY-MM' },
      { flags: '--to <month>', description: 'last month, YYYY-MM' },
      { flags: '--partner <countries>', description: 'partners (KP,KR: the second shows mix-ups)' },
      { flags: '--reporter <countries>', description: 'only these reporters' },
      { flags: '--codes <codes>', description: 'HS codes or a level (AG6)' },
      { flags: '--annual', description: 'by year instead of by month' },
      { flags: '--tariff-line', description: "in the states' own codes of eight digits and more; needs keys" },
      {
        flags: '--keys-file <file>',
        description: 'file with keys of UN Comtrade, one a line; without, the public preview of 500 rows is asked',
      },
      {
        flags: '--run <name>',
        description: 'name of the run; the same one goes on where it stopped (the month of today)',
      },
      { flags: '--base <address>', description: 'another address of the service' },
    ],
    schema: asked,
    examples: ['npx watchkeeper trade fetch --from 2024-01 --to 2024-12 --keys-file keys.txt'],
    async run({ options }, world) {
      const { tariffLine, keysFile, run, base } = options;
      if (world.offline)
        throw new AppError({
          code: 'OFFLINE',
          kind: 'refused',
          message: 'Cannot ask UN Comtrade: this installation is offline',
          hint: 'Load files with "trade load", or unset WATCHKEEPER_OFFLINE.',
        });
      const today = world.now().toISOString().slice(0, 10);
      const keys = keysFile ? await keysOf(keysFile) : [];
      if (tariffLine && keys.length === 0)
        throw new AppError({
          code: 'KEYS_MISSING',
          kind: 'usage',
          message: 'Cannot ask for tariff lines: UN Comtrade gives them to holders of a key alone',
          hint: 'Give keys with --keys-file, one a line.',
        });
      const questions = questionsOf(options, keys.length > 0);
      const bar = world.output.progress('Asking UN Comtrade', 1);
      const fetched = await fetchTrade({
        ...{
          database: await world.database(),
          home: world.home,
          base: base.replace(/\/$/, ''),
          keys,
          today,
          questions,
          signal: world.signal,
        },
        run: run ?? today.slice(0, 7),
        onProgress: (done, total) => bar.at(done / total),
      }).finally(() => bar.stop());
      world.output.answer(fetched, () => {
        const rows = fetched.loaded.reduce((all, { file }) => all + file.rows, 0);
        return `${fetched.asked} questions asked, ${fetched.answeredBefore} were answered before, ${fetched.empty} found nothing reported: ${rows} rows in ${fetched.loaded.length} files.\n\nNext: npx watchkeeper trade watch`;
      });
      return undefined;
    },
  });
}

/** A question a partner and so many periods at once; of the preview, which answers for one at a time, one. */
function questionsOf(
  { from, to, partner, reporter, codes, annual, tariffLine }: z.output<typeof asked>,
  hasKeys: boolean,
): ComtradeQuestion[] {
  const months = monthsOf({ from: `${from}-01`, to: `${to}-01` });
  const periods = annual
    ? [...new Set(months.map((one) => one.slice(0, 4)))]
    : months.map((one) => one.replace('-', ''));
  if (periods.length === 0)
    throw new AppError({
      code: 'PERIOD_EMPTY',
      kind: 'usage',
      message: `Cannot ask for ${from} to ${to}: it ends before it begins`,
      hint: 'Name the earlier month first.',
    });
  return chunks(periods, hasKeys ? PERIODS_AT_ONCE : 1).flatMap((some) =>
    countries(partner).map(
      (one): ComtradeQuestion => ({
        kind: !hasKeys ? 'preview' : tariffLine ? 'tariff-line' : 'final',
        frequency: annual ? 'annual' : 'monthly',
        periods: some,
        reporters: reporter ? countries(reporter) : [],
        partners: [one],
        codes: codes.split(','),
      }),
    ),
  );
}

async function keysOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read the keys in "${path}": ${messageOf(cause)}`,
      hint: 'Write one key a line.',
      cause,
    });
  });
  return text.split(/\s+/).filter(Boolean);
}

function countries(text: string): string[] {
  return text.split(',').map((one) => {
    const code = areaOf(one);
    if (code) return code;
    throw new AppError({
      code: 'COUNTRY_UNKNOWN',
      kind: 'usage',
      message: `Cannot ask about "${one}": no country is known by that`,
      hint: 'Give codes of two letters: KP,KR.',
    });
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
