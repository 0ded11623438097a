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
  peakMegabytes: number;
  parties: number;
  designations: number;
}

async function readWith(reader: ListReader, path: string): Promise<Omit<Reading, 'peakMegabytes' | 'seconds'>> {
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

async function readBare(path: string): Promise<Omit<Reading, 'peakMegabytes' | 'seconds'>> {
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
  const counts = how === 'reader' && reader ? await readWith(reader, path) : await readBare(path);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const reading: Reading = { seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024, ...counts };
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

/** Both ways read the file three times in turn; the fastest of each counts, since other work only slows. */
function bestOfThree(shape: Shape, path: string): [Reading, Reading] {
  const rounds = [1, 2, 3].map(() => [inChild('saxes', shape, path), inChild('reader', shape, path)] as const);
  const fastest = (readings: Reading[]): Reading =>
    readings.reduce((one, other) => (one.seconds <= other.seconds ? one : other));
  return [fastest(rounds.map(([saxes]) => saxes)), fastest(rounds.map(([, reader]) => reader))];
}

async function compare(megabytes: number): Promise<object[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  try {
    const results: object[] = [];
    for (const shape of Object.keys(SHAPES) as Shape[]) {
      const path = join(folder, `${shape}.xml`);
      await write(path, SHAPES[shape](megabytes * 1e6));
      const [saxes, reader] = bestOfThree(shape, path);
      const size = Math.round(statSync(path).size / 1e6);
      results.push({ shape, megabytes: size, reader, saxes, shareOfSaxes: saxes.seconds / reader.seconds, aims: AIMS });
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
