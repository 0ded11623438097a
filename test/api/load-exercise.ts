import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReports } from '../../src/vessels/edge/load-reports.ts';
import { runWatches, type WatchRun } from '../../src/vessels/edge/run-watches.ts';
import { exerciseSentences } from '../../src/vessels/exercise/exercise-sentences.ts';
import { type Exercise, makeExercise, STANDARD_EXERCISE } from '../../src/vessels/exercise/make-exercise.ts';
import type { wholeApp } from './whole-app.ts';

/** Takes a small exercise in as a user would, and runs every watch over it. */
export async function loadExercise(
  app: Awaited<ReturnType<typeof wholeApp>>,
): Promise<{ made: Exercise; runs: WatchRun[] }> {
  const made = makeExercise({ ...STANDARD_EXERCISE, days: 9, ships: 25, deeds: 1, seed: 21 });
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-exercise-'));
  const path = join(folder, 'exercise.nmea');
  writeFileSync(path, [...exerciseSentences(made, () => {})].join(''));
  const { database, home } = app;
  await loadReports({ database, home, path, signal: new AbortController().signal, onProgress: () => {} });
  rmSync(folder, { recursive: true });
  const runs = await runWatches({ database, home, parties: app.screener().parties, onStage: () => {} });
  return { made, runs };
}
