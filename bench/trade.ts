/**
 * Ten million trade rows from CSV to findings: `npm run bench trade [--rows=10000000]`. Rows are invented: states that
 * trade some thousand headings with each other for eight years, one row in two hundred with the DPRK, some with prices and
 * partners that are off. Loading and watching run in a process of their own with a private PostgreSQL, whose memory is
 * not counted.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDuck, sqlText } from '../src/store/analytic-engine.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { migrate } from '../src/store/migrate.ts';
import { loadTrade } from '../src/trade/edge/rows/load-trade.ts';
import { watchTrade } from '../src/trade/edge/watch/watch-trade.ts';

/** The aims: seconds from the file to the findings, megabytes of the process at most. */
const AIMS = { seconds: 60, peakMegabytes: 2000 };
const rows = Number(process.argv.find((word) => word.startsWith('--rows='))?.slice(7) ?? 10_000_000);

/** Comtrade's numbers of states that report. */
const STATES =
  '36,40,56,76,100,104,116,124,156,170,188,203,208,233,246,251,276,300,344,348,360,372,392,404,410,458,484,496,524,528,554,566,579,586,604,608,616,620,642,643,682,699,702,704,710,724,752,757,764,784,788,792,804,818,826,834,842,858,12,31';

/** A number that looks like chance and is the same on every run. */
const chance = (salt: string, below: number): string => `(hash(i::varchar || '${salt}') % ${below})::integer`;

async function write(path: string): Promise<void> {
  const duck = await openDuck(tmpdir());
  await duck.connection.run(`
    copy (
      with made as (
        select i, [${STATES}][1 + ${chance('reporter', 60)}] as reporter,
          case when ${chance('dprk', 200)} = 0 then 408 else [${STATES}][1 + ${chance('partner', 60)}] end as partner,
          case when ${chance('flow', 2)} = 0 then 'M' else 'X' end as flow,
          (2013 + ${chance('year', 8)}) * 100 + 1 + ${chance('month', 12)} as period,
          lpad((100 * (1 + ${chance('chapter', 97)}) + 1 + ${chance('heading', 12)})::varchar, 4, '0') || ((10 + ${chance('sub', 4)} * 10))::varchar as hs,
          10 + ${chance('quantity', 500_000)} as quantity, exp((${chance('price', 1000)} - 500) / 400.0) * case when ${chance('odd', 500)} = 0 then 40 else 1 end as price
        from range(${rows}) t(i)
      )
      select reporter as "reporterCode", partner as "partnerCode", 0 as "partner2Code", flow as "flowCode", period, hs as "cmdCode", 'H5' as "classificationCode",
        'C00' as "customsCode", 0 as "motCode", 'kg' as "qtyUnitAbbr", quantity as qty, ${chance('estimated', 5)} = 0 as "isQtyEstimated",
        quantity as "netWgt", false as "isNetWgtEstimated", round(quantity * price, 2) as "primaryValue"
      from made where reporter <> partner
    ) to ${sqlText(path)} (header)`);
  duck.close();
}

async function run(path: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-home-'));
  const cluster = await startCluster(home);
  const database = await cluster.connect();
  await migrate(database);
  const begin = performance.now();
  const { file } = await loadTrade({ database, home, path, today: '2026-01-01', exercise: true, given: {} });
  const loaded = performance.now();
  const [watched] = await watchTrade({ database, home, onStage: () => {} });
  const end = performance.now();
  process.stdout.write(
    JSON.stringify({
      rows: file.rows,
      rejected: Object.values(file.rejected).reduce((all, one) => all + one, 0),
      loadSeconds: Math.round(loaded - begin) / 1000,
      watchSeconds: Math.round(end - loaded) / 1000,
      seconds: Math.round(end - begin) / 1000,
      cpuSeconds: Math.round(process.cpuUsage().user / 1000) / 1000,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      stages: watched?.stages,
      found: watched?.found,
    }),
  );
  await database.end();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

const given = process.argv.find((word) => word.startsWith('--run='));
if (given) await run(given.slice(6));
else {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-bench-'));
  try {
    const path = join(folder, 'rows.csv');
    await write(path);
    const text = execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), `--run=${path}`], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const { stages, found, ...figures } = JSON.parse(text);
    console.table([figures]);
    console.table([stages]);
    console.table([found]);
    const missed = figures.seconds > AIMS.seconds || figures.peakMegabytes > AIMS.peakMegabytes;
    console.log(`${missed ? 'MISSED' : 'reached'}: ${AIMS.seconds} s, ${AIMS.peakMegabytes} MB`);
    if (missed) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
