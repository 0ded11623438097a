/**
 * How fast OFAC's XML lists are read, and in how much memory: `npx tsx bench/lists.ts [--json] [--megabytes 100]`.
 * Makes a file in the shape of sdnList and one in the shape of Advanced, with invented names, in a temporary folder;
 * reads each with its reader and, in the same run, with bare saxes; each reading in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';
import type { ListReader, ListSink } from '../src/lists/list-reader.ts';
import { ofacAdvancedXml } from '../src/lists/readers/ofac/ofac-advanced-xml.ts';
import { ofacSdnXml } from '../src/lists/readers/ofac/ofac-sdn-xml.ts';
import { advancedXml, sdnListXml } from './parts/ofac-shapes.ts';

/** The aims: seconds for 100 MB, megabytes of memory at most, share of the speed of bare saxes at least. */
const AIMS = { seconds: 8, peakMegabytes: 300, shareOfSaxes: 0.5 };

const READERS: Record<string, ListReader> = { sdnList: ofacSdnXml, advanced: ofacAdvancedXml };
const SHAPES = { sdnList: sdnListXml, advanced: advancedXml };
type Shape = keyof typeof SHAPES;

interface Reading {
  seconds: number;
  /** Of the processor, all threads: on a busy machine they say more than the clock. */
  processorSeconds: number;
  peakMegabytes: number;
  parties: number;
  designations: number;
}

interface Round {
  saxes: Reading;
  reader: Reading;
}

interface Counts {
  parties: number;
  designations: number;
}

/** Readings of each kind; odd, so that the median is one of them. */
const ROUNDS = 5;

async function readWith(reader: ListReader, path: string): Promise<Counts> {
  let parties = 0;
  const designations: string[] = [];
  const sink: ListSink = {
    header: () => {},
    party: () => {
      parties += 1;
    },
    designation: ({ party, programmes }) => void designations.push(`${party} ${programmes.join()}`),
    link: () => {},
    removal: () => {},
    change: () => {},
    reject: (rejection) => {
      throw new Error(`The benchmark's own file was rejected: ${rejection.reason}`);
    },
    ready: async () => {},
  };
  await reader.read(
    { name: basename(path), size: statSync(path).size, open: () => createReadStream(path, { highWaterMark: 1 << 16 }) },
    sink,
  );
  return { parties, designations: designations.length };
}

async function readBare(path: string): Promise<Counts> {
  let elements = 0;
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('opentag', () => {
    elements += 1;
  });
  parser.on('text', () => {});
  parser.on('closetag', () => {});
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 16 })) {
    parser.write(decoder.decode(chunk as Buffer, { stream: true }));
  }
  parser.close();
  return { parties: elements, designations: 0 };
}

/** The child's part: one reading, its figures on standard output. */
async function measure(how: string, shape: string, path: string): Promise<void> {
  const reader = READERS[shape];
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  const counts = how === 'reader' && reader ? await readWith(reader, path) : await readBare(path);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = (user + system) / 1e6;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const reading: Reading = { seconds, processorSeconds, peakMegabytes, ...counts };
  process.stdout.write(JSON.stringify(reading));
}

async function write(path: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
}

function inChild(how: string, shape: Shape, path: string): Reading {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, [...process.execArgv, script, 'measure', how, shape, path], { encoding: 'utf8' }),
  ) as Reading;
}

/** Both ways read the file in turn, so that other work on the machine slows both alike. */
function inTurn(shape: Shape, path: string): Round[] {
  return Array.from({ length: ROUNDS }, () => ({
    saxes: inChild('saxes', shape, path),
    reader: inChild('reader', shape, path),
  }));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** How fast the reader is in each round, saxes being 1: by the clock, or by the seconds of the processor. */
function shares(rounds: readonly Round[], by: 'seconds' | 'processorSeconds'): number[] {
  return rounds.map(({ saxes, reader }) => Number((saxes[by] / reader[by]).toFixed(3)));
}

/** The figures of a shape: of each the median over the rounds, the memory at its most, and the share of each round. */
function summary(rounds: readonly Round[]): object {
  const [last] = rounds.slice(-1);
  const byClock = shares(rounds, 'seconds');
  const byProcessor = shares(rounds, 'processorSeconds');
  return {
    parties: last?.reader.parties,
    designations: last?.reader.designations,
    readerSeconds: median(rounds.map(({ reader }) => reader.seconds)),
    saxesSeconds: median(rounds.map(({ saxes }) => saxes.seconds)),
    peakMegabytes: Math.max(...rounds.map(({ reader }) => reader.peakMegabytes)),
    shareOfSaxes: median(byClock),
    shareOfProcessor: median(byProcessor),
    rounds: { byClock, byProcessor },
  };
}

async function compare(megabytes: number): Promise<object[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  try {
    const results: object[] = [];
    for (const shape of Object.keys(SHAPES) as Shape[]) {
      const path = join(folder, `${shape}.xml`);
      await write(path, SHAPES[shape](megabytes * 1e6));
      const size = Math.round(statSync(path).size / 1e6);
      results.push({ shape, megabytes: size, ...summary(inTurn(shape, path)), aims: AIMS });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'measure') {
  const [how = '', shape = '', path = ''] = rest;
  await measure(how, shape, path);
} else {
  const at = process.argv.indexOf('--megabytes');
  const results = await compare(at < 0 ? 100 : Number(process.argv[at + 1]));
  if (process.argv.includes('--json')) console.log(JSON.stringify(results));
  else for (const result of results) console.log(result);
}
