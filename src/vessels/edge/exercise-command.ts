import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { instant } from '../engine/finding-of-event.ts';
import { watchIds, watchRegistry } from '../engine/watch-registry.ts';
import { evaluate } from '../exercise/evaluate.ts';
import { exerciseSentences } from '../exercise/exercise-sentences.ts';
import { type Exercise, makeExercise, STANDARD_EXERCISE } from '../exercise/make-exercise.ts';
import { loadSeaFacts } from './sea-data.ts';
import { watchBatch } from './watch-batch.ts';

/** `vessels exercise`: invented traffic with its truth, to try the watches on. */
export function exerciseCommand(): Command {
  const { days, ships, deeds, everySeconds } = STANDARD_EXERCISE;
  return defineCommand({
    name: 'vessels exercise',
    summary: 'Make invented traffic with known deeds in it, and write the truth beside it',
    options: [
      { flags: '--seed <n>', description: 'the same seed gives the same exercise (1)' },
      { flags: '--days <n>', description: `days of traffic (${days})` },
      { flags: '--ships <n>', description: `ordinary ships (${ships})` },
      { flags: '--deeds <n>', description: `how often each deed is laid (${deeds})` },
      { flags: '--every <seconds>', description: `between the reports of a ship under way (${everySeconds})` },
      { flags: '--out <dir>', description: 'folder to write to (exercise)' },
      { flags: '--score', description: 'run every watch over it and show what it found and missed; writes nothing' },
    ],
    schema: z.object({
      seed: z.coerce
        .number()
        .int()
        .min(0)
        .max(2 ** 31)
        .default(1),
      days: z.coerce.number().int().min(1).max(60).default(days),
      ships: z.coerce.number().int().min(0).max(8000).default(ships),
      deeds: z.coerce.number().int().min(0).max(20).default(deeds),
      every: z.coerce.number().int().min(10).max(3600).default(everySeconds),
      out: z.string().min(1).default('exercise'),
      score: z.boolean().default(false),
    }),
    examples: [
      'npx watchkeeper vessels exercise --seed 7 --out exercise',
      'npx watchkeeper vessels exercise --seed 7 --score',
    ],
    async run({ options: { seed, out, every, score, ...sizes } }, world) {
      const made = makeExercise({ ...sizes, seed, everySeconds: every });
      if (score) {
        showScore(made, world);
        return undefined;
      }
      const folder = resolve(out);
      await mkdir(folder, { recursive: true });
      const reports = join(folder, 'exercise.nmea');
      const bar = world.output.progress('Writing', made.batch.positions.length);
      const sentences = exerciseSentences(made, (row) => bar.at(row));
      await pipeline(Readable.from(sentences), createWriteStream(reports), { signal: world.signal }).finally(() =>
        bar.stop(),
      );
      const truth = join(folder, 'truth.json');
      await writeFile(truth, `${JSON.stringify(truthOf(made, seed), null, 2)}\n`);
      const { positions, statics } = made.batch;
      const answer = {
        exercise: true,
        seed,
        reports,
        truth,
        ships: made.ships.length,
        positions: positions.length,
        statics: statics.length,
        truths: made.truths.length,
      };
      world.output.answer(answer, () =>
        [
          `EXERCISE. ${made.ships.length} invented ships, ${positions.length} positions, ${made.truths.length} things to find.`,
          `Reports: ${reports}`,
          `Truth:   ${truth}`,
          '',
          `Next: npx watchkeeper vessels load ${reports}`,
        ].join('\n'),
      );
      return undefined;
    },
  });
}

function showScore(made: Exercise, { output }: World): void {
  const { findings } = watchBatch(made.batch, made.sources);
  const watches = watchIds(watchRegistry(loadSeaFacts()));
  const scores = evaluate(findings, made.truths, watches);
  output.answer({ exercise: true, scores }, () =>
    [
      `EXERCISE. ${findings.length} findings over ${made.truths.length} truths.`,
      '',
      table(
        ['watch', 'truths found', 'findings borne out', 'missed'],
        scores.map(({ watch, found, truths, borneOut, findings: all, missed }) => [
          watch,
          `${found} of ${truths}`,
          `${borneOut} of ${all}`,
          missed.map(({ deed }) => deed).join(', '),
        ]),
      ),
    ].join('\n'),
  );
}

function truthOf({ truths }: Exercise, seed: number) {
  return {
    exercise: true,
    about: 'EXERCISE: what was laid into the invented traffic. No ship, number or deed in it is real.',
    seed,
    truths: truths.map(({ startAt, endAt, mmsi, ...truth }) => ({
      ...truth,
      mmsi: mmsi.map(String),
      startAt: instant(startAt),
      endAt: instant(endAt),
    })),
  };
}
