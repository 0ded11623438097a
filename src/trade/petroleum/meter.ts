import type { Law } from '../../regime/law.ts';
import { grouped } from '../grouped.ts';
import {
  type BarrelFactor,
  effectOfFactors,
  type Interval,
  kindOfProduct,
  type PetroleumKind,
  sum,
} from './barrel-factors.ts';
import { type Cargo, cargoesOf, type LoadScenario, loadScenarios } from './cargoes.ts';
import type { Delivery, TankerCall } from './delivery.ts';
import type { SupplyFlag } from './stated-amount.ts';
import { type SupplierSum, supplierSum, words } from './supplier-sum.ts';
import { holds, monthAfter, monthsOf, type SupplyPeriod } from './supply-period.ts';

/** How much of the cap was used in a year, as it was declared and as ships suggest. */
export interface PetroleumMeter {
  cap: 'refined-petroleum' | 'crude-oil';
  year: number;
  period: SupplyPeriod;
  /** Id of the measure that governs the year; null when the data knows of none. */
  measure: string | null;
  limitBarrels: number | null;
  limitTonnes: number | null;
  declared: Interval;
  /** Null unless every figure that counts was stated in tonnes. */
  declaredTonnes: number | null;
  /** Of the cap, in percent; null without a cap. Where tonnes are the limit that applies too, the unit that is stated decides. */
  percent: Interval | null;
  suppliers: SupplierSum[];
  months: { month: string; declared: Interval; cumulative: Interval }[];
  notices: { percent: number; barrels: number; state: 'reached' | 'possibly' | 'not-reached'; by: string | null }[];
  flags: SupplyFlag[];
  estimate: { cargoes: Cargo[]; scenarios: (LoadScenario & { passesCap: 'yes' | 'possibly' | 'no' })[] };
  /** What each factor would make of all that was stated in tonnes alone. */
  factors: (BarrelFactor & { barrels: number })[];
}

export interface MeterAsked {
  cap: PetroleumMeter['cap'];
  year: number;
  /** Day of today: later months are not due, nor is a month within the time that suppliers have to report. */
  today: string;
}

const KIND: Readonly<Record<PetroleumMeter['cap'], PetroleumKind>> = {
  'refined-petroleum': 'refined',
  'crude-oil': 'crude',
};

/** The days of a year of a cap: the calendar's, or from 22 December of the year before (2397 para 4). */
export function capYear(cap: PetroleumMeter['cap'], year: number): SupplyPeriod {
  return cap === 'refined-petroleum'
    ? { from: `${year}-01-01`, to: `${year}-12-31` }
    : { from: `${year - 1}-12-22`, to: `${year}-12-21` };
}

/** Reads the meter of a cap. Method and limits: docs/methods/trade/petroleum-cap.md. */
export function readMeter(
  deliveries: readonly Delivery[],
  calls: readonly TankerCall[],
  asked: MeterAsked,
  law: Law,
): PetroleumMeter {
  const { cap, year } = asked;
  const period = capYear(cap, year);
  const kind = KIND[cap];
  const governing = law.caps
    .get(cap)
    ?.periods.findLast(
      (one) => one.status !== 'replaced-before-it-began' && one.from <= period.to && period.to <= (one.to ?? period.to),
    );
  const limitOf = (unit: string) => governing?.limits.find((limit) => limit.unit === unit)?.value ?? null;
  const own = deliveries.filter(({ product }) => kindOfProduct(product) === kind);
  const total = declaredIn(own, period, dueBy(asked, governing?.reportEveryDays ?? 30));
  const [limitBarrels, limitTonnes] = [limitOf('barrels'), limitOf('tonnes')];
  const months = monthsOf(period).map((month) => {
    const until = declaredIn(
      own.filter((one) => one.period.to.slice(0, 7) <= month),
      period,
      '',
    );
    return { month, cumulative: until.barrels };
  });
  const cargoes = cargoesOf(
    calls.filter(({ product, on }) => kindOfProduct(product) === kind && period.from <= on && on <= period.to),
  );
  return {
    cap,
    year,
    period,
    measure: governing?.measure ?? null,
    limitBarrels,
    limitTonnes,
    declared: total.barrels,
    declaredTonnes: total.tonnes,
    percent: percentOf(total, limitBarrels, limitTonnes),
    suppliers: total.suppliers,
    months: months.map((one, at) => ({ ...one, declared: step(months[at - 1]?.cumulative, one.cumulative) })),
    notices: (governing?.notices ?? []).map(({ percent, value }) =>
      noticeOf(percent, value ?? ((limitBarrels ?? 0) * percent) / 100, total.barrels, months),
    ),
    flags: total.flags,
    estimate: {
      cargoes,
      scenarios: loadScenarios(cargoes).map((one) => ({ ...one, passesCap: passes(one.barrels, limitBarrels) })),
    },
    factors: effectOfFactors(tonnesAlone(total.suppliers), kind),
  };
}

interface Declared {
  barrels: Interval;
  tonnes: number | null;
  suppliers: SupplierSum[];
  flags: SupplyFlag[];
}

/** The sum over suppliers. What some state together is a check on the sum of what they state alone, never added to it. */
function declaredIn(deliveries: readonly Delivery[], period: SupplyPeriod, due: string): Declared {
  const groups = [...grouped(deliveries, ({ suppliers }) => suppliers.join('+')).entries()].sort();
  const suppliers = groups
    .map(([, rows]) => supplierSum(rows, period, due))
    .filter(({ statements }) => statements.length > 0);
  const alone = suppliers.filter((one) => one.suppliers.length === 1);
  let barrels = sum(alone.map((one) => one.barrels));
  const flags = suppliers.flatMap((one) =>
    one.suppliers.length > 1 ? one.flags.filter(({ kind }) => kind !== 'missing-months') : one.flags,
  );
  for (const joint of suppliers.filter((one) => one.suppliers.length > 1)) {
    const members = sum(
      alone.filter((one) => joint.suppliers.includes(one.suppliers[0] ?? '')).map((one) => one.barrels),
    );
    flags.push({
      kind: 'stated-jointly',
      suppliers: joint.suppliers,
      period: String(period.to.slice(0, 4)),
      text: `${joint.suppliers.join(' and ').toUpperCase()} together: ${words(joint.barrels)} barrels; alone, as far as stated: ${words(members)}.`,
    });
    const rest = { least: barrels.least - members.least, most: barrels.most - members.most };
    barrels = {
      least: rest.least + Math.max(members.least, joint.barrels.least),
      most: rest.most + Math.max(members.most, joint.barrels.most),
    };
  }
  const tonnes = alone.map((one) => one.tonnes);
  const inTonnes = tonnes.length > 0 && !tonnes.includes(null) && alone.length === suppliers.length;
  return {
    barrels,
    suppliers,
    flags,
    tonnes: inTonnes ? tonnes.reduce<number>((all, one) => all + (one ?? 0), 0) : null,
  };
}

/** The last month whose report is due: its end lies further back than suppliers have to report. */
function dueBy({ today }: MeterAsked, reportDays: number): string {
  const then = new Date(Date.parse(today) - reportDays * 86_400_000).toISOString().slice(0, 7);
  return monthAfter(then, -1);
}

function percentOf(total: Declared, barrels: number | null, tonnes: number | null): Interval | null {
  const share = (value: number, limit: number): number => Math.round((value / limit) * 10_000) / 100;
  if (tonnes !== null && total.tonnes !== null) {
    const exact = share(total.tonnes, tonnes);
    return { least: exact, most: exact };
  }
  return barrels === null
    ? null
    : { least: share(total.barrels.least, barrels), most: share(total.barrels.most, barrels) };
}

function noticeOf(
  percent: number,
  barrels: number,
  declared: Interval,
  months: readonly { month: string; cumulative: Interval }[],
): PetroleumMeter['notices'][number] {
  const state = declared.least >= barrels ? 'reached' : declared.most >= barrels ? 'possibly' : 'not-reached';
  const by = months.find(({ cumulative }) => (state === 'reached' ? cumulative.least : cumulative.most) >= barrels);
  return { percent, barrels, state, by: state === 'not-reached' ? null : (by?.month ?? null) };
}

function step(before: Interval = { least: 0, most: 0 }, now: Interval): Interval {
  return { least: Math.max(0, now.least - before.least), most: Math.max(0, now.most - before.most) };
}

function passes(barrels: Interval, limit: number | null): 'yes' | 'possibly' | 'no' {
  if (limit === null || barrels.most <= limit) return 'no';
  return barrels.least > limit ? 'yes' : 'possibly';
}

/** Tonnes of statements that give no barrels; of those that lie in a longer one, the longer alone. */
function tonnesAlone(suppliers: readonly SupplierSum[]): number {
  const single = suppliers.filter((one) => one.suppliers.length === 1);
  return single.reduce((total, { statements }) => {
    const inTonnes = statements.filter(({ barrels, tonnes }) => barrels === null && tonnes !== null);
    const inBarrels = statements.filter(({ barrels }) => barrels !== null);
    const outermost = inTonnes.filter(
      (one) => ![...inTonnes, ...inBarrels].some((other) => other !== one && holds(other.period, one.period)),
    );
    return total + outermost.reduce((all, { tonnes }) => all + (tonnes ?? 0), 0);
  }, 0);
}
