/**
 * Times the index and the matching over synthetic parties: `npx tsx bench/screening.ts [entries]`, 60,000 when not
 * said. Names are made of syllables and words by a fixed sequence; no real person is meant.
 */
import type { StoredEntry } from '../src/lists/entry.ts';
import { mergeEntries } from '../src/parties/merge.ts';
import { mergeEntryOf, nameComparison } from '../src/screening/merge-names.ts';
import { Screener } from '../src/screening/screener.ts';

const GIVEN = [
  'Chol',
  'Jong',
  'Song',
  'Yong',
  'Hyok',
  'Il',
  'Nam',
  'Su',
  'Kwang',
  'Myong',
  'Hui',
  'Un',
  'Ho',
  'Chun',
  'Mun',
];
const SURNAMES = ['Kim', 'Ri', 'Pak', 'Choe', 'Jang', 'Kang', 'O', 'Yun', 'Paek', 'Ryu'];
const PARTS = [
  'ba',
  'den',
  'kor',
  'lim',
  'san',
  'tev',
  'mir',
  'hal',
  'zu',
  'per',
  'nov',
  'gal',
  'tor',
  'shi',
  'wen',
  'qas',
  'rud',
  'vel',
  'ich',
  'ani',
];
const WORDS = [
  'Trading',
  'Shipping',
  'General',
  'International',
  'Technology',
  'Marine',
  'Industrial',
  'Import Export',
  'Investment',
];
const FORMS = ['Company', 'Corporation', 'Co Ltd', 'LLC', 'JSC', 'GmbH'];
const LISTS = ['un-sc', 'us-ofac-sdn', 'eu-fsf', 'uk-sanctions-list', 'jp-mof', 'ca-sema'];

let state = 20260227;
function next(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const pick = (from: readonly string[]): string => from[next(from.length)] ?? '';
const word = (): string => {
  const text = Array.from({ length: 2 + next(2) }, () => pick(PARTS)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const korean = (): string => `${pick(SURNAMES)} ${pick(GIVEN)} ${pick(GIVEN)}`;
const person = (): string => (next(20) === 0 ? korean() : `${word()} ${word()}${next(2) ? ` ${word()}` : ''}`);
const company = (): string => `${word()} ${next(3) ? '' : `${word()} `}${pick(WORDS)} ${pick(FORMS)}`;
const ship = (): string => `${word()} ${1 + next(30)}`;

function variant(name: string): string {
  const at = 1 + next(Math.max(name.length - 2, 1));
  return next(2) ? name.split(' ').reverse().join(' ') : name.slice(0, at) + name.slice(at + 1);
}

function entry(at: number): StoredEntry {
  const kind = next(10);
  const [schema, make] =
    kind < 6 ? (['Person', person] as const) : kind < 9 ? (['Company', company] as const) : (['Vessel', ship] as const);
  const name = make();
  const year = 1940 + next(60);
  return {
    list: pick(LISTS),
    key: String(at),
    schema,
    caption: name,
    properties: {
      name: [name],
      alias: Array.from({ length: next(4) }, () => variant(name)),
      country: [pick(['kp', 'ru', 'ir', 'sy', 'cn'])],
      ...(schema === 'Person'
        ? { birthDate: [`${year}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`] }
        : {}),
    },
    designations: [{ programmes: ['BENCH'], listedOn: '2020-01-01' }],
    links: [],
    extracted: [],
    firstSeen: '2026-01-01T00:00:00.000Z',
    lastChange: '2026-01-01T00:00:00.000Z',
  };
}

const size = Number(process.argv[2] ?? 60_000);
const entries = Array.from({ length: size }, (_, at) => entry(at));
const lap = (begin: number): string => `${Math.round(performance.now() - begin)} ms`;

const mergeBegin = performance.now();
const clusters = mergeEntries(entries.map(mergeEntryOf), [], nameComparison());
console.log(`merge ${size} entries: ${lap(mergeBegin)}, ${clusters.length} parties of several entries`);
const indexBegin = performance.now();
const screener = new Screener(entries, { clusters, measuresFor: () => [], lists: [] });
console.log(`index: ${lap(indexBegin)}, heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`);

const queries = Array.from({ length: 2000 }, () => {
  const { schema, caption } = entries[next(size)] ?? entry(0);
  return { schema, properties: { name: [next(2) ? variant(caption) : caption] } };
});
const options = { scope: { dataset: 'default' }, threshold: 0.7, cutoff: 0.7, limit: 5 };
const ask = (all: typeof queries): { times: number[]; hits: number } => {
  let hits = 0;
  const times = all.map((query) => {
    const begin = performance.now();
    if (screener.match(query, options).total > 0) hits += 1;
    return performance.now() - begin;
  });
  return { times: times.sort((one, other) => one - other), hits };
};
ask(queries.slice(0, 200));
const { times, hits } = ask(queries);
const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(2)} ms`;
console.log(
  `match: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(0.9999)}; ${hits} of ${queries.length} hit`,
);
