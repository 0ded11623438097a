import type { DuckDBConnection } from '@duckdb/node-api';
import { loadRegime } from '../../../regime/load-regime.ts';
import { sqlText } from '../../../store/analytic-engine.ts';
import { type Ban, BanFinder, type WayOfGoods } from '../../rows/ban-finder.ts';

/** The law of the goods, in the engine as tables and here by the ids in them. */
export interface LawTables {
  finder: BanFinder;
  bans: ReadonlyMap<string, Ban>;
}

const AT_ONCE = 5000;

/**
 * Writes what the law says of every code, period and state in the view `flow` as tables: `hs_key (code, key)`,
 * `state_law (country, regime)`, `ban_at (key, direction, regime, in_period, ban)`, and `barred_heading (barred, in_year, since, ban)` of
 * what is barred from the DPRK for all states.
 */
export async function makeLawTables(duck: DuckDBConnection): Promise<LawTables> {
  const finder = new BanFinder(loadRegime());
  const bans = new Map<string, Ban>();
  const texts = async (sql: string): Promise<string[]> =>
    (await duck.runAndReadAll(sql)).getRows().map(([cell]) => String(cell));
  const codes = await texts('select distinct left(hs, 6) from flow');
  const periods = (await texts('select distinct period from flow')).map(Number).sort((one, other) => one - other);
  const states = await texts('select distinct reporter from flow union select distinct partner from flow');
  const keys = new Map<string, string>();
  for (const code of codes) if (!keys.has(finder.keyOf(code))) keys.set(finder.keyOf(code), code);
  const byRegime = new Map<string, string>();
  for (const state of states)
    if (!byRegime.has(finder.regimeOf(state) ?? '')) byRegime.set(finder.regimeOf(state) ?? '', state);
  const rows: string[] = [];
  for (const [key, hs] of keys)
    for (const way of ['to-dprk', 'from-dprk'] as const)
      for (const [regime, state] of byRegime)
        for (const period of periods) {
          const ban = finder.ban({ hs, way, period, state });
          if (!ban) continue;
          bans.set(ban.id, ban);
          rows.push(`(${sqlText(key)}, ${sqlText(way)}, ${sqlText(regime)}, ${period}, ${sqlText(ban.id)})`);
        }
  await fill(
    duck,
    'hs_key (code varchar, key varchar)',
    codes.map((code) => `(${sqlText(code)}, ${sqlText(finder.keyOf(code))})`),
  );
  await fill(
    duck,
    'state_law (country varchar, regime varchar)',
    states.map((state) => `(${sqlText(state)}, ${sqlText(finder.regimeOf(state) ?? '')})`),
  );
  await fill(duck, 'ban_at (key varchar, direction varchar, regime varchar, in_period integer, ban varchar)', rows);
  await fill(
    duck,
    'barred_heading (barred varchar, in_year integer, since integer, ban varchar)',
    barredHeadings(finder, codes, periods, bans),
  );
  return { finder, bans };
}

/** Headings that are wholly barred from the DPRK under the UN's law, by year, with the month since when. */
function barredHeadings(
  finder: BanFinder,
  codes: readonly string[],
  periods: readonly number[],
  bans: Map<string, Ban>,
): string[] {
  const headings = [...new Set(codes.map((code) => code.slice(0, 4)))].filter((heading) => heading.length === 4);
  const years = [...new Set(periods.map((period) => Math.floor(period / 100)))];
  const isBarred = (heading: string, period: number): Ban | null => {
    const ban = finder.ban({ hs: heading, way: 'from-dprk' satisfies WayOfGoods, period, state: '' });
    return ban?.kind === 'barred' ? ban : null;
  };
  return headings.flatMap((heading) =>
    years.flatMap((year) => {
      const ban = isBarred(heading, year * 100 + 12);
      if (!ban) return [];
      bans.set(ban.id, ban);
      let since = year * 100 + 12;
      for (let month = monthBefore(since); isBarred(heading, month); month = monthBefore(month)) since = month;
      return [`(${sqlText(heading)}, ${year}, ${since}, ${sqlText(ban.id)})`];
    }),
  );
}

function monthBefore(period: number): number {
  return period % 100 === 1 ? period - 89 : period - 1;
}

async function fill(duck: DuckDBConnection, table: string, rows: readonly string[]): Promise<void> {
  await duck.run(`create or replace table ${table}`);
  const name = table.slice(0, table.indexOf(' '));
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await duck.run(`insert into ${name} values ${rows.slice(from, from + AT_ONCE).join(', ')}`);
}
