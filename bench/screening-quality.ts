/**
 * How right screening is, on the lists at hand: whether each alias of the UN and OFAC lists finds its entry, and how
 * many of 20,000 invented customers are alerted at the standard threshold.
 */
import type { StoredEntry } from '../src/lists/entry.ts';
import { mergeEntries } from '../src/parties/merge.ts';
import { mergeEntryOf, nameComparison } from '../src/screening/merge-names.ts';
import { namesOf } from '../src/screening/score-pair.ts';
import { Screener } from '../src/screening/screener.ts';
import { inventedCustomers } from './parts/invented-customers.ts';
import { readNewestLists } from './parts/read-lists.ts';

const AIMS = { first: 0.99, topFive: 0.998, alertsInThousand: 5 };
const CUSTOMERS = 20_000;
const THRESHOLD = 0.7;
const isVerbose = process.argv.includes('--verbose');

const entries = await readNewestLists();
const clusters = mergeEntries(entries.map(mergeEntryOf), [], nameComparison());
const screener = new Screener(entries, { clusters, measuresFor: () => [], lists: [] });
console.log(`${entries.length} entries, ${screener.parties.length} parties`);
aliases();
customers();

function aliases(): void {
  const counts = { asked: 0, first: 0, topFive: 0 };
  for (const party of screener.parties) {
    for (const { entry } of party.members) {
      if (entry.list !== 'un-sc' && entry.list !== 'us-ofac-sdn') continue;
      for (const name of namesOf(entry.properties)) tell(entry, name, party.id, counts);
    }
  }
  const share = (count: number): string => `${((100 * count) / counts.asked).toFixed(2)} %`;
  console.log(
    `aliases of the UN and OFAC lists: ${counts.asked} asked, first ${share(counts.first)} (aim ${AIMS.first * 100} %), in the top five ${share(counts.topFive)} (aim ${AIMS.topFive * 100} %)`,
  );
}

/** Parties that bear the same name with the same score share the first place. */
function tell(
  entry: StoredEntry,
  name: string,
  id: string,
  counts: { asked: number; first: number; topFive: number },
): void {
  const { results } = screener.match(
    { schema: entry.schema, properties: { name: [name] } },
    { scope: { dataset: 'default' }, threshold: THRESHOLD, cutoff: 0.3, limit: 50 },
  );
  const found = results.find((result) => result.id === id);
  const before = results.filter(({ score }) => score > (found?.score ?? 0)).length;
  counts.asked += 1;
  if (found && before === 0) counts.first += 1;
  else if (isVerbose) console.log(`not first: ${entry.list} ${entry.key} "${name}": ${found ? before : 'not found'}`);
  if (found && before < 5) counts.topFive += 1;
}

function customers(): void {
  let alerts = 0;
  for (const { schema, properties } of inventedCustomers(CUSTOMERS)) {
    const options = { scope: { dataset: 'default' }, threshold: THRESHOLD, cutoff: THRESHOLD, limit: 1 };
    const [result] = screener.match({ schema, properties }, options).results;
    if (!result?.match) continue;
    alerts += 1;
    if (isVerbose) console.log(`alert: ${JSON.stringify(properties)}: ${result.score} ${result.sentence}`);
  }
  console.log(
    `${CUSTOMERS} invented customers: ${alerts} alerted, ${((1000 * alerts) / CUSTOMERS).toFixed(2)} in 1,000 (aim ${AIMS.alertsInThousand} at most)`,
  );
}
