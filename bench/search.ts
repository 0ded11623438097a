/**
 * How long `/search` takes over the newest files of all lists, without HTTP: `npx tsx bench/search.ts [--json]`. Each
 * question is one that people ask, or one made to be slow; each is asked until half a second has passed.
 */
import { mergeEntries } from '../src/parties/merge.ts';
import { mergeEntryOf, nameComparison } from '../src/screening/merge-names.ts';
import { Screener } from '../src/screening/screener.ts';
import type { SearchFilters } from '../src/screening/search-parties.ts';
import { readNewestLists } from './parts/read-lists.ts';

const STANDARD: SearchFilters = {
  scope: { dataset: 'default' },
  schema: 'Thing',
  countries: [],
  topics: [],
  datasets: [],
  fields: [],
  every: false,
  fuzzy: false,
  sort: [],
  facets: ['countries', 'topics', 'datasets'],
  limit: 10,
  offset: 0,
};
const QUESTIONS: [string, Partial<SearchFilters>][] = [
  ['korea mining development', {}],
  ['kim', {}],
  ['trading company', {}],
  ['"general trading"~2 AND country:(kp OR cn)', {}],
  ['birthDate:[1960 TO 1970] nationality:kp', {}],
  ['shiping agncy', { fuzzy: true }],
  ['ocean mar*', {}],
  ['', { sort: ['caption:desc'] }],
  ['', { facets: ['countries', 'topics', 'datasets', 'schema', 'genders', 'identifiers'] }],
  [Array.from({ length: 10 }, (_, at) => `*a${at}*b*`).join(' OR '), {}],
  [Array.from({ length: 10 }, (_, at) => `tradin${at}~2`).join(' OR '), {}],
  [Array.from({ length: 30 }, () => 'a*').join(' OR '), {}],
];

const entries = await readNewestLists();
const clusters = mergeEntries(entries.map(mergeEntryOf), [], nameComparison());
const screener = new Screener(entries, { clusters, measuresFor: () => [], lists: [] });
const first = performance.now();
screener.search('first', STANDARD);
const firstMilliseconds = Math.round(performance.now() - first);

const rows = QUESTIONS.map(([question, more]) => {
  const times: number[] = [];
  let found = 0;
  for (const begin = performance.now(); performance.now() - begin < 500; ) {
    const asked = performance.now();
    found = screener.search(question, { ...STANDARD, ...more }).total;
    times.push(performance.now() - asked);
  }
  times.sort((one, other) => one - other);
  const milliseconds = (at: number | undefined): number => Math.round((at ?? 0) * 10) / 10;
  return {
    question: `${question.slice(0, 50)} ${JSON.stringify(more)}`,
    found,
    median: milliseconds(times[times.length >> 1]),
    most: milliseconds(times.at(-1)),
  };
});
if (process.argv.includes('--json'))
  process.stdout.write(`${JSON.stringify({ parties: screener.parties.length, firstMilliseconds, rows })}\n`);
else {
  process.stdout.write(
    `${screener.parties.length} parties; the first search, which makes the index: ${firstMilliseconds} ms\n`,
  );
  for (const { question, found, median, most } of rows)
    process.stdout.write(
      `${String(median).padStart(7)} ms, most ${String(most).padStart(7)} ms  ${found} found  ${question}\n`,
    );
}
