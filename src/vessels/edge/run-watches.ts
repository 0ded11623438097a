import { keepRun } from '../../findings/edge/store.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Party } from '../../screening/party.ts';
import type { Database } from '../../store/database.ts';
import { instant } from '../engine/finding-of-event.ts';
import { watchHistory } from '../engine/watch-history.ts';
import { watchIds, watchRegistry } from '../engine/watch-registry.ts';
import { ListedVessels } from '../identity/listed-vessels.ts';
import { PositionStore } from './position-store.ts';
import { loadSeaFacts } from './sea-data.ts';
import { type ReportFile, reportFiles, reportSources } from './store-files.ts';
import { keepWatchRun } from './store-runs.ts';

export interface WatchParts {
  database: Database;
  home: string;
  parties: Iterable<Party>;
  /** ISO instants; everything when not said. */
  from?: string;
  to?: string;
  onStage(stage: string): void;
}

/** What one run over the positions of one kind, real or of an exercise, came to. */
export interface WatchRun {
  exercise: boolean;
  from: string;
  to: string;
  positions: number;
  tracks: number;
  seconds: number;
  events: Record<string, number>;
  findings: Finding[];
  raised: number;
  amended: number;
  withdrawn: number;
}

/** Runs every watch over what has been loaded, real positions and those of exercises apart, and keeps what they find. */
export async function runWatches(parts: WatchParts): Promise<WatchRun[]> {
  const files = await reportFiles(parts.database);
  const listed = new ListedVessels(parts.parties);
  const runs: WatchRun[] = [];
  for (const exercise of [false, true]) {
    const own = files.filter((file) => file.exercise === exercise);
    const run = await runOver(parts, own, exercise, listed);
    if (run) runs.push(run);
  }
  return runs;
}

async function runOver(
  parts: WatchParts,
  files: readonly ReportFile[],
  exercise: boolean,
  listed: ListedVessels,
): Promise<WatchRun | null> {
  const { database, home, onStage } = parts;
  const from = parts.from ?? files.map(({ fromAt }) => fromAt).sort()[0];
  const to =
    parts.to ??
    files
      .map(({ toAt }) => toAt)
      .sort()
      .at(-1);
  if (!from || !to) return null;
  const begin = performance.now();
  const store = new PositionStore(home);
  onStage('reading positions');
  const positions = await store.read(files, { fromAt: seconds(from), toAt: seconds(to) });
  if (positions.length === 0) return null;
  const facts = loadSeaFacts();
  const watches = watchRegistry(facts);
  const result = watchHistory({
    positions,
    statics: await store.readStatics(files),
    sources: await reportSources(database),
    facts,
    listed,
    watches,
    untilAt: seconds(to),
    onStage,
  });
  onStage('keeping findings');
  const scope = { watches: watchIds(watches), from: instant(seconds(from)), to: instant(seconds(to) + 1), exercise };
  const kept = await keepRun(database, scope, result.findings);
  const run: WatchRun = {
    exercise,
    from,
    to,
    positions: positions.length,
    tracks: result.tracks,
    seconds: Math.round(performance.now() - begin) / 1000,
    events: Object.fromEntries([...result.events].sort()),
    findings: result.findings,
    raised: kept.raised.length,
    amended: kept.amended.length,
    withdrawn: kept.withdrawn.length,
  };
  if (!parts.from && !parts.to) await keepWatchRun(database, run);
  return run;
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
