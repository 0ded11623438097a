import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Party } from '../../screening/party.ts';
import { runWatches, type WatchRun } from './run-watches.ts';

export interface WatchCommandParts {
  /** The parties of the lists in use. */
  parties(world: World): Promise<Iterable<Party>>;
}

/** Findings that are shown; all are kept. */
const SHOWN = 15;
/** Stages of a run, for the bar. */
const STAGES = 6;

/** `vessels watch`: every watch over what has been loaded. */
export function watchCommand({ parties }: WatchCommandParts): Command {
  return defineCommand({
    name: 'vessels watch',
    summary: 'Run every watch over the positions that were loaded, and keep what they find',
    options: [
      { flags: '--from <instant>', description: 'only from this instant (ISO 8601)' },
      { flags: '--to <instant>', description: 'only to this instant (ISO 8601)' },
    ],
    schema: z.object({
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    examples: ['npx watchkeeper vessels watch'],
    async run({ options: { from, to } }, world) {
      const database = await world.database();
      const bar = world.output.progress('Watching', STAGES);
      let stage = 0;
      const runs = await runWatches({
        database,
        home: world.home,
        parties: await parties(world),
        onStage: (name) => bar.at(Math.min(STAGES, ++stage), name),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
      }).finally(() => bar.stop());
      world.output.answer(runs, () => (runs.length === 0 ? NOTHING : runs.map(wordsOf).join('\n\n')));
      return undefined;
    },
  });
}

const NOTHING = 'No positions are loaded, so there is nothing to watch. Load some: npx watchkeeper vessels load FILE';

function wordsOf(run: WatchRun): string {
  const counts = new Map<string, number>();
  for (const { watch } of run.findings) counts.set(watch, (counts.get(watch) ?? 0) + 1);
  const watches = [...new Set([...Object.keys(run.events), ...counts.keys()])].sort();
  const strongest = [...run.findings].sort((one, other) => other.confidence - one.confidence).slice(0, SHOWN);
  return [
    `${run.exercise ? 'EXERCISE. ' : ''}${run.positions} positions in ${run.tracks} tracks, ${run.from} to ${run.to}, in ${run.seconds.toFixed(1)} s.`,
    `${run.findings.length} findings: ${run.raised} new, ${run.amended} amended, ${run.withdrawn} withdrawn.`,
    '',
    table(
      ['watch', 'events', 'findings'],
      watches.map((watch) => [watch, String(run.events[watch] ?? 0), String(counts.get(watch) ?? 0)]),
    ),
    ...(strongest.length > 0
      ? ['', table(['', 'finding', 'watch', 'from', 'conf.', 'ships'], strongest.map(rowOf))]
      : []),
    ...(run.findings.length > SHOWN ? [`… ${run.findings.length - SHOWN} more: npx watchkeeper findings list`] : []),
  ].join('\n');
}

function rowOf({ exercise, id, watch, startAt, confidence, subjects }: Finding): string[] {
  return [
    exercise ? 'EXERCISE' : '',
    id,
    watch,
    startAt?.slice(0, 16) ?? '',
    confidence.toFixed(2),
    subjects.map(({ name, mmsi }) => String(name ?? mmsi)).join(', '),
  ];
}
