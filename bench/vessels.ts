import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PositionStore } from '../src/vessels/edge/position-store.ts';
import { loadSeaFacts } from '../src/vessels/edge/sea-data.ts';
import type { ReportFile } from '../src/vessels/edge/store-files.ts';
import { watchHistory } from '../src/vessels/engine/watch-history.ts';
import { watchRegistry } from '../src/vessels/engine/watch-registry.ts';
import { makeExercise } from '../src/vessels/exercise/make-exercise.ts';
import { ListedVessels } from '../src/vessels/identity/listed-vessels.ts';
import { foldStatics } from '../src/vessels/report-batch.ts';
import { tracksOf } from '../src/vessels/tracks/tracks-of.ts';

/**
 * The sea at growing sizes, one thread: segmentation, each watch, and the whole from Parquet to findings; then one
 * ship's track out of the largest store. The reports are the exercise's: ships in the thousands for a week.
 * `--ships=5000` sets the largest; half and a quarter of it show how the cost grows.
 */
const ships = Number(process.argv.find((word) => word.startsWith('--ships='))?.slice(8) ?? 2500);

function line(name: string, rows: number, milliseconds: number): void {
  console.log(
    `${name.padEnd(24)} ${(rows / milliseconds / 1000).toFixed(2).padStart(7)} M positions/s  ${(milliseconds / 1000).toFixed(2)} s`,
  );
}

function timed<Result>(work: () => Result): [Result, number] {
  const begin = performance.now();
  const result = work();
  return [result, performance.now() - begin];
}

const facts = loadSeaFacts();
const watches = watchRegistry(facts);
const costs: [rows: number, milliseconds: number][] = [];
const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
try {
  for (const size of [ships / 4, ships / 2, ships]) {
    const made = makeExercise({ seed: 1, days: 7, ships: Math.round(size), deeds: 2, everySeconds: 120 });
    const { positions } = made.batch;
    const statics = foldStatics(made.batch.statics);
    made.batch.statics.length = 0;
    console.log(`\n${made.ships.length} ships, ${positions.length.toLocaleString('en')} positions, a week`);
    const [{ tracks }, segmenting] = timed(() => tracksOf(positions));
    line('segmentation', positions.length, segmenting);
    let single = segmenting;
    for (const watch of watches.tracks) {
      const [, milliseconds] = timed(() => {
        for (const track of tracks) {
          const state = watch.start();
          for (let i = 0; i < track.length; i++) watch.push(state, track, i, () => {});
        }
      });
      single += milliseconds;
      line(`  ${watch.id}`, positions.length, milliseconds);
    }
    line('all single-ship watches', positions.length, single);
    const store = new PositionStore(folder);
    const begin = performance.now();
    const days = await store.write(String(size), positions, statics);
    const file = { sha256: String(size), days, positions: positions.length } as ReportFile;
    const writing = performance.now() - begin;
    line('written to Parquet', positions.length, writing);
    const from = performance.now();
    const read = await store.read([file]);
    line('read from Parquet', read.length, performance.now() - from);
    const sources = new Map(
      made.sources.map((name, number) => [number, { name, sha256: 'a'.repeat(64), licence: null, exercise: true }]),
    );
    const [{ findings }, watching] = timed(() =>
      watchHistory({
        positions: read,
        statics: foldStatics(statics),
        sources,
        facts,
        listed: new ListedVessels([]),
        watches,
        untilAt: 1_768_176_000,
      }),
    );
    line('watched, with pairs', read.length, watching);
    const whole = performance.now() - begin;
    line(`whole, ${findings.length} findings`, read.length, whole);
    costs.push([read.length, whole]);
    const asked = [...new Set(positions.mmsi.subarray(0, positions.length))]
      .filter((_, k) => k % 97 === 0)
      .slice(0, 40);
    const answers: number[] = [];
    for (const mmsi of asked) {
      const start = performance.now();
      await store.read([file], { mmsi: [mmsi] });
      answers.push(performance.now() - start);
    }
    answers.sort((one, other) => one - other);
    console.log(
      `one ship's track: median ${answers[answers.length >> 1]?.toFixed(0)} ms, slowest ${answers.at(-1)?.toFixed(0)} ms`,
    );
    await store.remove(String(size), days);
  }
  const [small, , large] = costs;
  if (small && large)
    console.log(
      `\ncost a position at ${(large[0] / small[0]).toFixed(1)} times the size: ${(large[1] / large[0] / (small[1] / small[0])).toFixed(2)} times; most memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    );
} finally {
  rmSync(folder, { recursive: true });
}
