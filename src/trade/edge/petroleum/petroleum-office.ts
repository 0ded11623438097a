import { findFindings, keepRun } from '../../../findings/edge/store.ts';
import type { Finding } from '../../../findings/finding.ts';
import { loadRegime } from '../../../regime/load-regime.ts';
import type { Database, Queryable } from '../../../store/database.ts';
import { kindOfProduct } from '../../petroleum/barrel-factors.ts';
import { withFindings } from '../../petroleum/calls-of-findings.ts';
import { PETROLEUM_CAP, petroleumFindings } from '../../petroleum/cap-watch.ts';
import type { Delivery, TankerCall } from '../../petroleum/delivery.ts';
import { capYear, type MeterAsked, type PetroleumMeter, readMeter } from '../../petroleum/meter.ts';
import { keepTradeWatchRun } from '../store-watch-runs.ts';
import { callsOf, deliveriesOf } from './store-petroleum.ts';

const MOST_FINDINGS = 1000;

interface Material {
  deliveries: Delivery[];
  calls: TankerCall[];
}

export async function petroleumMaterial(database: Queryable, exercise: boolean): Promise<Material> {
  const calls = await callsOf(database, exercise);
  const imos = [...new Set(calls.flatMap(({ imo }) => imo ?? []))];
  const findings: Finding[] = [];
  for (const imo of imos)
    findings.push(...(await findFindings(database, { subject: imo, limit: MOST_FINDINGS, offset: 0 })).findings);
  const own = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  return { deliveries: await deliveriesOf(database, exercise), calls: withFindings(calls, own) };
}

export async function petroleumMeter(
  database: Queryable,
  asked: MeterAsked & { exercise: boolean },
): Promise<PetroleumMeter> {
  const { deliveries, calls } = await petroleumMaterial(database, asked.exercise);
  return readMeter(deliveries, calls, asked, loadRegime());
}

export interface PetroleumWatchRun {
  exercise: boolean;
  years: number[];
  findings: Finding[];
  raised: number;
  amended: number;
  withdrawn: number;
}

/** Runs the watch over every year that anything was loaded of, real data and exercises apart. */
export async function watchPetroleum(database: Database, today: string): Promise<PetroleumWatchRun[]> {
  const runs: PetroleumWatchRun[] = [];
  for (const exercise of [false, true]) {
    const { deliveries, calls } = await petroleumMaterial(database, exercise);
    const years = yearsOf(deliveries, calls);
    if (years.length === 0) continue;
    const findings = years.flatMap((year) =>
      (['refined-petroleum', 'crude-oil'] as const).flatMap((cap) =>
        petroleumFindings(readMeter(deliveries, calls, { cap, year, today }, loadRegime()), exercise),
      ),
    );
    const scope = { watches: [PETROLEUM_CAP.id], from: '1900-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z', exercise };
    const kept = await keepRun(database, scope, findings);
    runs.push({
      exercise,
      years,
      findings,
      raised: kept.raised.length,
      amended: kept.amended.length,
      withdrawn: kept.withdrawn.length,
    });
  }
  await keepTradeWatchRun(database, 'petroleum', runs.flatMap(({ findings }) => findings).length);
  return runs;
}

/** The years of the caps that the rows lie in: crude counts from 22 December. */
export function yearsOf(deliveries: readonly Delivery[], calls: readonly TankerCall[]): number[] {
  const days = [
    ...deliveries.flatMap(({ product, period }) => [period.from, period.to].map((day) => ({ product, day }))),
    ...calls.map(({ product, on }) => ({ product, day: on })),
  ];
  const years = days.map(({ product, day }) => {
    const year = Number(day.slice(0, 4));
    return kindOfProduct(product) === 'crude' && day > capYear('crude-oil', year).to ? year + 1 : year;
  });
  return [...new Set(years)].sort((one, other) => one - other);
}
