/**
 * How fast `/match` answers over HTTP, with every room and guard of the server and its own PostgreSQL:
 * `npx tsx bench/screening-http.ts [--json] [--seconds 5] [--only 'one query']`. The newest files of all lists are loaded; another process
 * asks over 16 connections for listed names, half of them with an error of spelling, one at a time and by the hundred.
 * Processor time is that of the server's process alone, so that it can be compared between busy machines.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { composeApp } from '../src/app/compose-app.ts';
import { listen } from '../src/app/serve.ts';
import type { Screener } from '../src/screening/screener.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { migrate } from '../src/store/migrate.ts';
import type { Asked, AskingPlan } from './parts/ask-over-http.ts';
import { sequence } from './parts/name-like-parties.ts';
import { storeNewestLists } from './parts/read-lists.ts';

/** The aims on two cores, client included: queries a second by the hundred and one at a time, milliseconds of one. */
const AIMS = { batch: 1500, single: 800, p99Milliseconds: 50 };
const CONNECTIONS = 16;
const BODIES = 200;
const WARM_UP_MILLISECONDS = 2000;

interface Way {
  name: string;
  size: number;
  headers: Record<string, string>;
  /** Connections, where not the standard: by one, what a request waits for is what the server did meanwhile. */
  connections?: number;
  /** True to have the lists read anew at the beginning. */
  reload?: boolean;
}
const WAYS: Way[] = [
  { name: 'one query a request', size: 1, headers: {} },
  { name: 'one query, private', size: 1, headers: { 'x-watchkeeper-private': 'true' } },
  { name: 'one query, compressed', size: 1, headers: { 'accept-encoding': 'gzip' } },
  { name: '100 queries a request', size: 100, headers: {} },
  { name: '100 queries, private', size: 100, headers: { 'x-watchkeeper-private': 'true' } },
  { name: '100 queries, compressed', size: 100, headers: { 'accept-encoding': 'gzip' } },
  { name: 'alone', size: 1, headers: {}, connections: 1 },
  { name: 'alone, while the lists are read anew', size: 1, headers: {}, connections: 1, reload: true },
];

function bodiesOf(screener: Screener, size: number): string[] {
  const next = sequence(20260227);
  const { parties } = screener;
  const example = (): object => {
    const party = parties[Math.floor(next() * parties.length)];
    const { name = [''], birthDate, country } = party?.subject.properties ?? {};
    const [first = ''] = name;
    const at = 1 + Math.floor(next() * Math.max(first.length - 2, 1));
    const asked = next() < 0.5 ? first : first.slice(0, at) + first.slice(at + 1);
    const facts = {
      ...(next() < 0.3 && birthDate ? { birthDate } : {}),
      ...(next() < 0.3 && country ? { country } : {}),
    };
    return { schema: party?.subject.schema ?? 'Thing', properties: { name: [asked], ...facts } };
  };
  return Array.from({ length: BODIES }, () =>
    JSON.stringify({ queries: Object.fromEntries(Array.from({ length: size }, (_, at) => [`q${at}`, example()])) }),
  );
}

async function askFromOutside(plan: AskingPlan): Promise<Asked> {
  const script = fileURLToPath(new URL('parts/ask-over-http.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(plan));
  return JSON.parse(await text(child.stdout)) as Asked;
}

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;
/** Milliseconds of processor time since then. */
const spent = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 1000);
};
const option = (name: string, standard: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? standard : (process.argv[at + 1] ?? standard);
};
const milliseconds = 1000 * Number(option('--seconds', '5'));
const ways = WAYS.filter(({ name }) => name.startsWith(option('--only', '')));

const home = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-home-'));
const cluster = await startCluster(home);
const database = await cluster.connect();
await migrate(database);
await storeNewestLists(database);
const [startAt, startUsage] = [performance.now(), process.cpuUsage()];
const composed = await composeApp({
  ...{
    database,
    home,
    catalogue: [],
    offline: true,
    updateToken: null,
    fetchLists: async () => [],
    now: () => new Date(),
  },
  subjectOf: () => ({ kind: 'public', name: 'public' }),
  log: () => {},
  page: async () => null,
  onError: (cause) => console.error(cause),
});
const server = await listen(composed.app, '127.0.0.1', 0);
const start = { milliseconds: Math.round(performance.now() - startAt), processorMilliseconds: spent(startUsage) };
if (!process.argv.includes('--json')) console.log({ start });
const rows: object[] = [];
for (const { name, size, headers, connections = CONNECTIONS, reload } of ways) {
  const plan = { ...{ headers, connections }, address: `${server.address}match/default` };
  const bodies = bodiesOf(composed.screener(), size);
  await askFromOutside({ ...plan, bodies, milliseconds: WARM_UP_MILLISECONDS });
  if (reload) await database.notify('lists_changed', 'bench');
  const before = process.cpuUsage();
  const asked = await askFromOutside({ ...plan, bodies, milliseconds });
  const processor = spent(before);
  const at = (share: number): number => round(asked.times[Math.floor(asked.times.length * share)] ?? 0);
  const row = {
    name,
    queriesPerSecond: Math.round((asked.requests * size) / (asked.milliseconds / 1000)),
    p50Milliseconds: at(0.5),
    p99Milliseconds: at(0.99),
    longestMilliseconds: round(asked.times.at(-1) ?? 0),
    processorMillisecondsPerQuery: round(processor / (asked.requests * size), 3),
  };
  rows.push(row);
  if (!process.argv.includes('--json')) console.log(row);
}
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ aims: AIMS, parties: composed.screener().parties.length, start, rows }));
await server.close();
await composed.close();
await database.end();
await cluster.stop();
rmSync(home, { recursive: true, force: true });
