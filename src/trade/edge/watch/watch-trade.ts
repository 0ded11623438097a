import type { DuckDBConnection } from '@duckdb/node-api';
import { keepRun } from '../../../findings/edge/store.ts';
import type { Finding } from '../../../findings/finding.ts';
import { loadRegime } from '../../../regime/load-regime.ts';
import { sqlText } from '../../../store/analytic-engine.ts';
import type { Database } from '../../../store/database.ts';
import type { TradeExemption } from '../../rows/read-exemptions.ts';
import { type BarredFlow, HS_BAN, judgeBarredFlow, LUXURY_GOODS } from '../../watches/hs-ban.ts';
import { KoreaMixUp, type ToldFlow } from '../../watches/korea-mix-up.ts';
import { judgeMirrorPair, MIRROR_GAP, type MirrorPair } from '../../watches/mirror-gap.ts';
import { judgeSurge, type Surge, TRANSSHIPMENT } from '../../watches/transshipment.ts';
import { judgePrice, type PricedRow, UNIT_VALUE } from '../../watches/unit-value.ts';
import { openTrade, type TradeView } from '../rows/trade-view.ts';
import { keepTradeWatchRun } from '../store-watch-runs.ts';
import { type LawTables, makeLawTables } from './law-tables.ts';
import { type RawRef, rowRefs } from './row-refs.ts';
import { tradeExemptions } from './store-exemptions.ts';
import { BARRED_FLOWS, DPRK_FLOWS, KOREA_FLOWS, MIRROR_PAIRS, NOT_EXEMPT, PRICES, SURGES } from './watch-sql.ts';

export interface WatchTradeParts {
  database: Database;
  home: string;
  onStage(stage: string): void;
}

/** What one run over the rows of one kind, real or of an exercise, came to. */
export interface TradeWatchRun {
  exercise: boolean;
  files: number;
  seconds: number;
  /** Rows with the DPRK that an exemption covers: they are not raised. */
  exempted: number;
  /** Seconds of each stage. */
  stages: Record<string, number>;
  /** By watch: all there are. Of leads the largest are kept, of what the law bars all. */
  found: Record<string, number>;
  findings: Finding[];
  raised: number;
  amended: number;
  withdrawn: number;
}

export async function watchTrade(parts: WatchTradeParts): Promise<TradeWatchRun[]> {
  const runs: TradeWatchRun[] = [];
  for (const exercise of [false, true]) {
    const view = await openTrade(parts.database, parts.home, { exercise });
    if (!view) continue;
    try {
      runs.push(await runOver(view, exercise, parts));
    } finally {
      view.close();
    }
  }
  await keepTradeWatchRun(parts.database, 'trade', runs.flatMap(({ findings }) => findings).length);
  return runs;
}

async function runOver(
  view: TradeView,
  exercise: boolean,
  { database, onStage }: WatchTradeParts,
): Promise<TradeWatchRun> {
  const begin = performance.now();
  const stages: Record<string, number> = {};
  const stage = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    onStage(name);
    const from = performance.now();
    const result = await run();
    stages[name] = Math.round(performance.now() - from) / 1000;
    return result;
  };
  const law = await stage('law', () => makeLawTables(view.duck));
  await stage('flows', () => view.duck.run(DPRK_FLOWS));
  const exempted = await exempt(view.duck, await tradeExemptions(database, exercise));
  const bans = await stage('bans', () => barred(view, law, exercise));
  const gaps = await stage('mirror gaps', () => mirror(view, law, exercise));
  const prices = await stage('prices', () => priced(view, law, exercise));
  const surges = await stage('transshipment', () => surged(view, law, exercise));
  const findings = [...bans, ...gaps.findings, ...prices.findings, ...surges.findings];
  const watches = [HS_BAN, LUXURY_GOODS, MIRROR_GAP, UNIT_VALUE, TRANSSHIPMENT].map(({ id }) => id);
  const scope = { watches, from: '1900-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z', exercise };
  const kept = await stage('keeping findings', () => keepRun(database, scope, findings));
  const ofBans = (id: string): number => bans.filter(({ watch }) => watch === id).length;
  const found = {
    [HS_BAN.id]: ofBans(HS_BAN.id),
    [LUXURY_GOODS.id]: ofBans(LUXURY_GOODS.id),
    [MIRROR_GAP.id]: gaps.total,
    [UNIT_VALUE.id]: prices.total,
    [TRANSSHIPMENT.id]: surges.total,
  };
  return {
    ...{
      exercise,
      exempted,
      files: view.files.length,
      seconds: Math.round(performance.now() - begin) / 1000,
      stages,
      found,
      findings,
    },
    ...{ raised: kept.raised.length, amended: kept.amended.length, withdrawn: kept.withdrawn.length },
  };
}

/** Makes the view of what no exemption covers; returns how many rows one does. */
async function exempt(duck: DuckDBConnection, exemptions: readonly TradeExemption[]): Promise<number> {
  await duck.run(
    'create or replace table exemption (direction varchar, hs varchar, state varchar, from_day date, to_day date)',
  );
  const values = exemptions.map(
    ({ direction, hs, state, from, to }) =>
      `(${sqlText(direction)}, ${sqlText(hs)}, ${state === null ? 'null' : sqlText(state)}, ${sqlText(from)}, ${sqlText(to)})`,
  );
  if (values.length > 0) await duck.run(`insert into exemption values ${values.join(', ')}`);
  await duck.run(exemptions.length > 0 ? NOT_EXEMPT : 'create or replace view not_exempt as select * from dprk');
  if (exemptions.length === 0) return 0;
  const counted = await duck.runAndReadAll(
    'select ((select count(*) from dprk) - (select count(*) from not_exempt))::integer',
  );
  return Number(counted.getRows()[0]?.[0] ?? 0);
}

/** Rows of a query with plain values. */
async function rowsOf<Row>(duck: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await duck.runAndReadAll(sql)).getRowObjectsJson() as unknown as Row[];
}

type WithRefs<Row> = Omit<Row, 'largest' | 'ban' | 'measures' | 'row'> & { largest: RawRef[]; ban: string | null };

/** The largest leads of a watch, with how many there are in all. */
interface Leads {
  findings: Finding[];
  total: number;
}

function leadsOf<Row extends { total: number }>(rows: readonly Row[], judge: (row: Row) => Finding | null): Leads {
  return { findings: rows.flatMap((row) => judge(row) ?? []), total: rows[0]?.total ?? 0 };
}

async function barred({ duck, files }: TradeView, { bans }: LawTables, exercise: boolean): Promise<Finding[]> {
  const mixUp = new KoreaMixUp(await rowsOf<ToldFlow>(duck, KOREA_FLOWS));
  const { goods } = loadRegime();
  const flows = await rowsOf<WithRefs<BarredFlow>>(duck, BARRED_FLOWS);
  return flows.flatMap((row) => {
    const ban = bans.get(row.ban ?? '');
    if (!ban || ban.kind === 'capped') return [];
    const score = row.teller === 'kp' ? { score: 0, reasons: [] } : mixUp.scoreOf(row);
    return judgeBarredFlow({ ...row, ban, largest: rowRefs(row.largest, files) }, score, goods, exercise) ?? [];
  });
}

async function mirror({ duck, files }: TradeView, { bans }: LawTables, exercise: boolean): Promise<Leads> {
  const pairs = await rowsOf<WithRefs<MirrorPair> & { total: number }>(duck, MIRROR_PAIRS);
  return leadsOf(pairs, (row) =>
    judgeMirrorPair({ ...row, measures: measuresOf(bans, row.ban), largest: rowRefs(row.largest, files) }, exercise),
  );
}

async function priced({ duck, files }: TradeView, { bans }: LawTables, exercise: boolean): Promise<Leads> {
  type Priced = WithRefs<PricedRow> & { usualRows: number; median: number; deviations: number; total: number };
  const rows = await rowsOf<Priced>(duck, PRICES);
  return leadsOf(rows, ({ usualRows, median, deviations, largest, ban, ...row }) => {
    const [ref] = rowRefs(largest, files);
    const usual = { rows: usualRows, median, deviations };
    return ref ? judgePrice({ ...row, usual, row: ref, measures: measuresOf(bans, ban) } as PricedRow, exercise) : null;
  });
}

async function surged({ duck, files }: TradeView, { bans }: LawTables, exercise: boolean): Promise<Leads> {
  const surges = await rowsOf<WithRefs<Surge> & { total: number }>(duck, SURGES);
  return leadsOf(surges, (row) =>
    judgeSurge({ ...row, measures: measuresOf(bans, row.ban), largest: rowRefs(row.largest, files) }, exercise),
  );
}

function measuresOf(bans: LawTables['bans'], id: string | null): string[] {
  return bans.get(id ?? '')?.measures ?? [];
}
