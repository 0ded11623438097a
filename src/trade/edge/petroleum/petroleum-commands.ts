import { z } from 'zod';
import { type Command, defineCommand } from '../../../cli/command.ts';
import { table } from '../../../cli/table.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { PetroleumMeter } from '../../petroleum/meter.ts';
import { words } from '../../petroleum/supplier-sum.ts';
import { type LoadedPetroleum, loadPetroleum } from './load-petroleum.ts';
import { petroleumMeter, watchPetroleum } from './petroleum-office.ts';

/** The commands over the caps on petroleum. */
export function petroleumCommands(): Command[] {
  return [loadCommand(), statusCommand(), watchCommand()];
}

function loadCommand(): Command {
  return defineCommand({
    name: 'petroleum load',
    summary:
      'Take in deliveries (supplier,period,product,quantity_bbl,quantity_t) or calls of tankers (vessel,imo,deadweight_t,kind,at,place)',
    arguments: [{ name: 'file', description: 'CSV files', variadic: true }],
    options: [
      {
        flags: '--published-on <day>',
        description: 'when the source published the figures, where the rows do not say it',
      },
      { flags: '--exercise', description: 'the figures are made up for an exercise' },
    ],
    schema: z.object({ publishedOn: z.iso.date().optional(), exercise: z.boolean().default(false) }),
    examples: ['npx watchkeeper petroleum load deliveries.csv'],
    async run({ args, options }, world) {
      if (args.length === 0)
        throw new AppError({
          code: 'NO_FILE',
          kind: 'usage',
          message: 'Cannot take anything in: no file is named',
          hint: 'watchkeeper petroleum load FILE…',
        });
      const database = await world.database();
      const loaded: LoadedPetroleum[] = [];
      for (const path of args) loaded.push(await loadPetroleum({ database, path, ...options }));
      world.output.answer(loaded, () =>
        [...loaded.map(lineOf), '', 'Next: npx watchkeeper petroleum status YEAR'].join('\n'),
      );
      return undefined;
    },
  });
}

const SHOWN_REJECTIONS = 10;

function lineOf({ outcome, file }: LoadedPetroleum): string {
  if (outcome === 'unchanged') return `${file.name}: these bytes were taken in before; nothing changed.`;
  const { rejected } = file;
  return [
    `${file.exercise ? 'EXERCISE. ' : ''}${file.name}: ${file.deliveries} deliveries, ${file.calls} calls of tankers, ${rejected.length} rows rejected.`,
    ...rejected.slice(0, SHOWN_REJECTIONS).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(rejected.length > SHOWN_REJECTIONS ? [`  … ${rejected.length - SHOWN_REJECTIONS} more`] : []),
  ].join('\n');
}

function statusCommand(): Command {
  return defineCommand({
    name: 'petroleum status',
    summary: 'Show how much of a cap was used in a year, as declared and as ships suggest',
    arguments: [{ name: 'year', description: 'the calendar year; for crude the year that ends on 21 December' }],
    options: [
      { flags: '--crude', description: 'the cap on crude oil instead of that on refined products' },
      { flags: '--exercise', description: 'what was loaded as an exercise' },
    ],
    schema: z.object({ crude: z.boolean().default(false), exercise: z.boolean().default(false) }),
    examples: ['npx watchkeeper petroleum status 2021', 'npx watchkeeper petroleum status 2021 --json'],
    async run({ args: [text = ''], options: { crude, exercise } }, world) {
      const year = Number(text);
      if (!/^\d{4}$/.test(text) || year < 2017 || year > 2100)
        throw new AppError({
          code: 'YEAR_UNKNOWN',
          kind: 'usage',
          message: `Cannot read a meter of "${text}": it is no year from 2017 on`,
          hint: 'watchkeeper petroleum status 2021',
        });
      const today = world.now().toISOString().slice(0, 10);
      const cap = crude ? 'crude-oil' : 'refined-petroleum';
      const meter = await petroleumMeter(await world.database(), { cap, year, today, exercise });
      world.output.answer(meter, () => `${exercise ? 'EXERCISE. ' : ''}${meterText(meter)}`);
      return undefined;
    },
  });
}

function meterText(meter: PetroleumMeter): string {
  const { percent, limitBarrels, limitTonnes, measure, declared } = meter;
  const limit = [
    limitBarrels && `${limitBarrels.toLocaleString('en')} barrels`,
    limitTonnes && `${limitTonnes.toLocaleString('en')} t`,
  ];
  const share =
    percent && (percent.least === percent.most ? `${percent.least} %` : `${percent.least} to ${percent.most} %`);
  return [
    `${meter.cap} ${meter.period.from} to ${meter.period.to}: declared ${words(declared)} barrels${share ? `, ${share} of ${limit.filter(Boolean).join(' or ')} (${measure})` : ''}`,
    ...(meter.suppliers.length === 0
      ? ['Nothing was declared, as far as is loaded: npx watchkeeper petroleum load FILE']
      : ['', suppliersTable(meter)]),
    ...(meter.notices.length > 0
      ? [
          '',
          ...meter.notices.map(
            ({ percent: at, barrels, state, by }) =>
              `${at} % (${barrels.toLocaleString('en')}): ${state}${by ? ` by ${by}` : ''}`,
          ),
        ]
      : []),
    ...(meter.flags.length > 0
      ? [
          '',
          ...meter.flags.map(
            ({ kind, suppliers, period, text }) => `! ${kind} ${suppliers.join('+').toUpperCase()} ${period}: ${text}`,
          ),
        ]
      : []),
    ...(meter.estimate.cargoes.length > 0
      ? ['', `Ships suggest, ${meter.estimate.cargoes.length} cargoes:`, scenarioTable(meter)]
      : []),
  ].join('\n');
}

function suppliersTable({ suppliers }: PetroleumMeter): string {
  return table(
    ['supplier', 'barrels', 'months without a figure'],
    suppliers.map(({ suppliers: codes, barrels, months }) => [
      codes.join('+').toUpperCase(),
      words(barrels),
      codes.length > 1
        ? '-'
        : months
            .filter(({ state }) => state === 'missing')
            .map(({ month }) => month)
            .join(' '),
    ]),
  );
}

function scenarioTable({ estimate }: PetroleumMeter): string {
  return table(
    ['laden', 'tonnes', 'barrels', 'over the cap'],
    estimate.scenarios.map(({ percent, tonnes, barrels, passesCap }) => [
      `${percent} %`,
      String(tonnes),
      words(barrels),
      passesCap,
    ]),
  );
}

function watchCommand(): Command {
  return defineCommand({
    name: 'petroleum watch',
    summary: 'Run the watch over the caps on petroleum and keep what it finds',
    schema: z.object({}),
    examples: ['npx watchkeeper petroleum watch'],
    async run(_, world) {
      const runs = await watchPetroleum(await world.database(), world.now().toISOString().slice(0, 10));
      world.output.answer(runs, () =>
        runs.length === 0
          ? 'No deliveries are loaded: npx watchkeeper petroleum load FILE'
          : runs
              .map(
                ({ exercise, years, findings, raised, amended, withdrawn }) =>
                  `${exercise ? 'EXERCISE. ' : ''}${years.length} years, ${findings.length} findings: ${raised} new, ${amended} amended, ${withdrawn} withdrawn.`,
              )
              .join('\n'),
      );
      return undefined;
    },
  });
}
