import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Loaded, loadReports } from './load-reports.ts';

/** `vessels load`: files of AIS sentences or positions into the store. */
export function loadCommand(): Command {
  return defineCommand({
    name: 'vessels load',
    summary: 'Take in files of AIS sentences or positions (NMEA, CSV, JSON lines; also gzipped)',
    arguments: [{ name: 'file', description: 'files to take in; - reads standard input', variadic: true }],
    options: [
      {
        flags: '--columns <pairs>',
        description: 'for CSV: what each column holds, as mmsi=Vessel,at=Time,lat=Y,lon=X',
      },
      { flags: '--received-at <instant>', description: 'for sentences that say no time: when they were received' },
      { flags: '--licence <terms>', description: "the provider's terms, kept with every finding: CC0, NLOD, …" },
    ],
    schema: z.object({
      columns: z.string().optional(),
      receivedAt: z.iso.datetime({ offset: true }).optional(),
      licence: z.string().max(200).optional(),
    }),
    examples: [
      'npx watchkeeper vessels load exercise/exercise.nmea',
      'npx watchkeeper vessels load AIS_2023_01_01.csv --licence CC0',
    ],
    async run({ args, options }, world) {
      if (args.length === 0)
        throw new AppError({
          code: 'NO_FILE',
          kind: 'usage',
          message: 'Cannot take anything in: no file is named',
          hint: 'watchkeeper vessels load FILE…',
        });
      const database = await world.database();
      const loaded: Loaded[] = [];
      for (const path of args) {
        const bar = world.output.progress(`Taking in ${path}`, 1);
        try {
          loaded.push(
            await loadReports({
              database,
              home: world.home,
              path,
              signal: world.signal,
              onProgress: (done, total) => bar.at(done / total),
              ...(options.columns ? { columns: pairsOf(options.columns) } : {}),
              ...(options.receivedAt ? { receivedAt: Date.parse(options.receivedAt) / 1000 } : {}),
              ...(options.licence ? { licence: options.licence } : {}),
            }),
          );
        } finally {
          bar.stop();
        }
      }
      world.output.answer(loaded, () => [...loaded.map(lineOf), '', 'Next: npx watchkeeper vessels watch'].join('\n'));
      return undefined;
    },
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

function lineOf({ outcome, file, rejections }: Loaded): string {
  if (outcome === 'unchanged') return `${file.name}: these bytes were taken in before; nothing changed.`;
  const left = Object.entries(file.rejected).sort((one, other) => other[1] - one[1]);
  return [
    `${file.exercise ? 'EXERCISE. ' : ''}${file.name}: ${file.positions} positions of ${file.ships} ships, ${file.fromAt} to ${file.toAt} (${file.format}, ${file.lines} lines).`,
    ...left.map(
      ([reason, count]) =>
        `  left out: ${count} × ${reason} (first in line ${rejections.find((one) => one.reason === reason)?.line ?? '?'})`,
    ),
  ].join('\n');
}
