/**
 * How fast screening is: `npx tsx bench/screening.ts [--parties 1000000]`. Over the lists at hand: merging, index,
 * one match. Over as many name-like parties as are asked for: index, saving, opening again, one match, and how many
 * true matches the choice of candidates loses against scoring five thousand of them.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeEntries } from '../src/parties/merge.ts';
import { openCollection, saveCollection } from '../src/screening/edge/saved-collection.ts';
import { mergeEntryOf, nameComparison } from '../src/screening/merge-names.ts';
import { collectParties, type PartyCollection } from '../src/screening/party-collection.ts';
import { namesOf, type Subject } from '../src/screening/score-pair.ts';
import { Screener } from '../src/screening/screener.ts';
import { nameLikeParties, sequence } from './parts/name-like-parties.ts';
import { readNewestLists } from './parts/read-lists.ts';

const QUERIES = 2_000;
const sizeAt = process.argv.indexOf('--parties');
const size = sizeAt > 0 ? Number(process.argv[sizeAt + 1]) : 1_000_000;
const entries = await readNewestLists();
await lists();
await million();

/** Wall and processor milliseconds of a piece of work; on a busy machine only the second can be compared. */
async function timed<Result>(label: string, work: () => Result | Promise<Result>): Promise<Result> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${label}: ${Math.round(performance.now() - begin)} ms (processor ${Math.round((user + system) / 1000)} ms), ${memory} MB`,
  );
  return result;
}

async function lists(): Promise<void> {
  const clusters = await timed(`merge ${entries.length} entries`, () =>
    mergeEntries(entries.map(mergeEntryOf), [], nameComparison()),
  );
  const screener = await timed(
    'index them (aim 3,000 ms)',
    () => new Screener(entries, { clusters, measuresFor: () => [], lists: [] }),
  );
  const options = { scope: { dataset: 'default' }, threshold: 0.7, cutoff: 0.7, limit: 5 };
  const asked = questions(entries.map(({ schema, properties }) => ({ schema, properties })));
  report(
    'one match over the lists (aim p50 0.5 ms, p99 5 ms)',
    asked,
    (query) => screener.match(query, options).total > 0,
  );
}

async function million(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  try {
    const made = await timed(`make and index ${size} name-like parties (aim 60,000 ms, 2,500 MB)`, () =>
      collectParties(nameLikeParties(size, entries)),
    );
    const path = join(folder, 'saved');
    await timed('save', () => saveCollection(made, path));
    console.log(`file: ${Math.round(statSync(path).size / 1e6)} MB`);
    const opened = await timed('open again (aim 5,000 ms)', () => openCollection(path));
    const next = sequence(7);
    const parties = Array.from({ length: QUERIES }, () => opened.at(Math.floor(next() * size)));
    const asked = questions(parties);
    report(`one match over ${size} (aim p50 3 ms, p99 25 ms)`, asked, (query) => opened.match(query).length > 0);
    lost(opened, asked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Half of the names as they are, half with a letter left out. */
function questions(parties: readonly Subject[]): Subject[] {
  const next = sequence(11);
  return Array.from(
    { length: QUERIES },
    (_, number) => parties[parties.length === QUERIES ? number : Math.floor(next() * parties.length)],
  ).flatMap((party) => {
    const names = party ? namesOf(party.properties) : [];
    const name = names[Math.floor(next() * names.length)];
    if (!party || !name) return [];
    const at = 1 + Math.floor(next() * Math.max(1, name.length - 2));
    return {
      schema: party.schema,
      properties: { name: [next() < 0.5 ? name : name.slice(0, at) + name.slice(at + 1)] },
    };
  });
}

function report(label: string, asked: readonly Subject[], ask: (query: Subject) => boolean): void {
  for (const query of asked.slice(0, 300)) ask(query);
  const before = process.cpuUsage();
  let hits = 0;
  const times = asked
    .map((query) => {
      const begin = performance.now();
      if (ask(query)) hits += 1;
      return performance.now() - begin;
    })
    .sort((one, other) => one - other);
  const { user, system } = process.cpuUsage(before);
  const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(2)} ms`;
  console.log(
    `${label}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}; processor ${((user + system) / 1000 / asked.length).toFixed(2)} ms each; ${hits} of ${asked.length} hit`,
  );
}

/** Questions whose best answer is not as good as the best of five thousand candidates. */
function lost(collection: PartyCollection, asked: readonly Subject[]): void {
  let [matches, worse] = [0, 0];
  for (const query of asked.slice(0, 500)) {
    const [best] = collection.match(query, { limit: 1, candidates: 5_000 });
    if (!best) continue;
    matches += 1;
    if ((collection.match(query, { limit: 1 })[0]?.score ?? 0) < best.score) worse += 1;
  }
  console.log(`lost by the choice of candidates: ${worse} of ${matches} (aim 0.2 %)`);
}
