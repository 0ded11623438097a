import type { Act } from './act.ts';
import type { Cap, CapLimit, CapPeriod } from './law.ts';
import { every, some, type Truth } from './truth.ts';

/** Least and most of a quantity: a conversion between barrels and tonnes knows no single factor. */
interface Interval {
  least: number;
  most: number;
}

export interface CapCheck {
  /** Within the cap with this act; null when the totals, the quantity or the conversion leave it open. */
  within: Truth;
  period: CapPeriod | null;
  notes: string[];
}

/** The period of a cap that governs a measure on a day. */
function capPeriodOn(cap: Cap, measure: string, on: string): CapPeriod | null {
  const covers = (period: CapPeriod) =>
    period.measure === measure &&
    period.status !== 'replaced-before-it-began' &&
    period.from <= on &&
    on <= (period.to ?? on);
  return cap.periods.find(covers) ?? null;
}

/**
 * Judges an act against a cap on its day. A cap of all States counts the sum over every State, so that without the
 * total only an act larger than the whole cap is decided.
 */
export function checkCap(cap: Cap, capId: string, measure: string, act: Act): CapCheck {
  const period = capPeriodOn(cap, measure, act.on);
  if (!period) return { within: null, period, notes: ['The data sets no figure for that day.'] };
  if (period.limits.length === 0) return { within: null, period, notes: [period.note ?? 'The facts give no figure.'] };
  const judged = period.limits.map((limit) => withinLimit(limit, period, cap, { act, capId }));
  const within = cap.limitsAre === 'all' ? every(judged) : judged.includes(false) ? false : some(judged);
  return {
    within,
    period,
    notes: cap.barrelsPerTonne && needsFactor(cap, act, capId) ? [cap.barrelsPerTonne.note] : [],
  };
}

function withinLimit(limit: CapLimit, period: CapPeriod, cap: Cap, asked: { act: Act; capId: string }): Truth {
  const before = cap.counts === 'each-act' ? { least: 0, most: 0 } : totalBefore(limit, cap, asked);
  const own = ownShare(limit, cap, asked.act);
  if ((own?.least ?? 0) + (before?.least ?? 0) > limit.value) return false;
  const stopAt = ((period.stopAtPercent ?? Number.POSITIVE_INFINITY) / 100) * limit.value;
  if (before && before.least >= stopAt) return false;
  if (!before || !own || before.most >= stopAt) return null;
  return own.most + before.most <= limit.value ? true : null;
}

function totalBefore(limit: CapLimit, cap: Cap, { act, capId }: { act: Act; capId: string }): Interval | null {
  const totals = act.totals?.[capId] ?? [];
  const exact = totals.find((total) => total.unit === limit.unit);
  if (exact) return { least: exact.value, most: exact.value };
  if (cap.limitsAre === 'alternatives') return null;
  return totals.map((total) => convert(total, limit.unit, cap)).find((total) => total !== null) ?? null;
}

function ownShare(limit: CapLimit, cap: Cap, act: Act): Interval | null {
  if (act.value?.currency === limit.unit) return { least: act.value.amount, most: act.value.amount };
  return act.quantity ? convert(act.quantity, limit.unit, cap) : null;
}

function convert(from: CapLimit, unit: string, cap: Cap): Interval | null {
  if (from.unit === unit) return { least: from.value, most: from.value };
  const factor = cap.barrelsPerTonne;
  if (!factor) return null;
  if (from.unit === 'tonnes' && unit === 'barrels')
    return { least: from.value * factor.least, most: from.value * factor.most };
  if (from.unit === 'barrels' && unit === 'tonnes')
    return { least: from.value / factor.most, most: from.value / factor.least };
  return null;
}

function needsFactor(cap: Cap, act: Act, capId: string): boolean {
  const units = new Set([act.quantity?.unit, ...(act.totals?.[capId] ?? []).map((total) => total.unit)]);
  return cap.limitsAre === 'all' && units.has('tonnes');
}
