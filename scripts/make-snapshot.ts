/**
 * Makes the dated facts that ship (`data/lists/*.jsonl`) from a folder of official files, through our own readers:
 * `tsx scripts/make-snapshot.ts FOLDER [WALLETS.json]`. The same files give the same bytes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedDataUrl } from '../src/kernel/shipped-data.ts';
import { loadFiles } from '../src/lists/edge/load-files.ts';
import { loadCurrentEntries } from '../src/lists/edge/store-entries.ts';
import { currentVersions } from '../src/lists/edge/store-versions.ts';
import type { ListEntry } from '../src/lists/entry.ts';
import { listSources } from '../src/lists/list-source.ts';
import { readers } from '../src/lists/readers/registry.ts';
import { writeSnapshot } from '../src/lists/snapshot.ts';
import { bitingMeasures } from '../src/screening/biting-measures.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { migrate } from '../src/store/migrate.ts';

/** Lists whose DPRK entries ship. The closed UK list and the US screening list repeat others. */
const SHIPPED = [
  'un-sc',
  'un-1718-vessels',
  'us-ofac-sdn',
  'eu-fsf',
  'uk-sanctions-list',
  'au-dfat',
  'ch-seco',
  'jp-mof',
  'jp-meti-eul',
  'kr-kofiu',
];

const [folder, wallets] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Usage: tsx scripts/make-snapshot.ts FOLDER [WALLETS.json]\n');
  process.exit(2);
}
const home = mkdtempSync(join(tmpdir(), 'watchkeeper-snapshot-'));
const cluster = await startCluster(home);
const database = await cluster.connect();
try {
  await migrate(database);
  await loadFiles(database, { path: folder, readers });
  const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
  for (const list of SHIPPED) {
    const version = versions.find((one) => one.list === list);
    if (version)
      write(
        list,
        version.publishedAt,
        entries.filter((entry) => entry.list === list && isDprk(entry)),
      );
  }
  if (wallets) writeWallets(wallets);
} finally {
  await database.end();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Under a DPRK measure by its programme, or of a file that holds nothing else, or an end user in the country. */
function isDprk(entry: ListEntry): boolean {
  if (entry.list === 'kr-kofiu') return true;
  if (entry.list === 'jp-meti-eul') return entry.properties.country?.includes('kp') ?? false;
  if (entry.list === 'ch-seco')
    return entry.designations.some(({ programmes }) =>
      programmes.some((programme) => /North Korea|DPRK|3978/i.test(programme)),
    );
  return entry.designations.some(
    (designation) => bitingMeasures({ list: entry.list, schema: entry.schema, designation }).length > 0,
  );
}

function write(list: string, publishedAt: string | null, entries: readonly ListEntry[]): void {
  const source = listSources().find((one) => one.list === list);
  if (!source) throw new Error(`sources.json lacks ${list}`);
  const header = {
    list,
    title: source.title,
    publishedAt,
    scope: 'dprk',
    source: source.homepage,
    terms: source.terms,
    note: source.snapshotNote,
  };
  writeFileSync(fileURLToPath(new URL(`lists/${list}.jsonl`, shippedDataUrl)), writeSnapshot(header, entries));
  process.stdout.write(`${list} ${publishedAt}: ${entries.length} parties\n`);
}

interface WalletFact {
  address: string;
  date_listed: string;
  entity_id: number;
  ofac_tickers: string[];
  programs: string[];
}

/** Wallets of DPRK programmes from a table of facts about the OFAC list; its date stands in its name. */
function writeWallets(path: string): void {
  const facts = (JSON.parse(readFileSync(path, 'utf8')) as { addresses: WalletFact[] }).addresses;
  const entries = facts.map(
    (fact): ListEntry => ({
      list: 'us-ofac-wallets',
      key: fact.address,
      schema: 'CryptoWallet',
      caption: fact.address,
      properties: { publicKey: [fact.address], currency: fact.ofac_tickers },
      designations: [{ programmes: fact.programs, listedOn: fact.date_listed, reference: String(fact.entity_id) }],
      links: [],
      extracted: [],
    }),
  );
  write('us-ofac-wallets', /\d{4}-\d{2}-\d{2}/.exec(path)?.[0] ?? null, entries.filter(isDprk));
}
