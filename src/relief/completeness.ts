import { readShippedJson } from '../kernel/shipped-data.ts';
import type { Confidence } from '../regime/measure.ts';
import { goodsNamed } from './aid-goods.ts';
import type { Application } from './application.ts';
import { amountOf } from './quantity.ts';

interface Procedure {
  notice: string;
  source: string;
  elements: { id: string; title: string; confidence: Confidence }[];
  periods: {
    from: string;
    months: number;
    mostShipments: number;
    source: string;
    confidence: Confidence;
    note?: string;
  }[];
  ways: { id: string; title: string; order: number }[];
}

export interface Gap {
  element: string;
  /** `missing`: the notice asks for it. `look`: it is there, and something about it may be sent back. */
  weight: 'missing' | 'look';
  sentence: string;
  /** How far it was checked that the notice asks for this. */
  confidence: Confidence;
}

export interface Completeness {
  complete: boolean;
  notice: string;
  source: string;
  gaps: Gap[];
}

const MOST_LISTED = 20;

export function procedure(): Procedure {
  return readShippedJson<Procedure>('relief/procedure.json');
}

/** What an application lacks of what the Committee's notice asks for, before it is filed. */
export function completenessOf(application: Application): Completeness {
  const { notice, source, elements } = procedure();
  const confidence = new Map(elements.map(({ id, confidence: mark }) => [id, mark]));
  const gaps = [...missing(application), ...itemGaps(application), ...dateGaps(application)].map((gap) => ({
    ...gap,
    confidence: confidence.get(gap.element) ?? 'background',
  }));
  return { complete: gaps.every(({ weight }) => weight !== 'missing'), notice, source, gaps };
}

type Found = Omit<Gap, 'confidence'>;
const lacks = (element: string, sentence: string): Found => ({ element, weight: 'missing', sentence });
const look = (element: string, sentence: string): Found => ({ element, weight: 'look', sentence });

function missing(application: Application): Found[] {
  const { applicant, way, directBecause, parties = [] } = application;
  const gaps: (Found | false)[] = [
    !applicant && lacks('parties', 'It does not say who applies.'),
    !way &&
      lacks(
        'nature',
        'It does not say by which way it is filed: a Member State, the Resident Coordinator, the Secretary, or direct.',
      ),
    way === 'direct' && !directBecause && lacks('nature', 'It is filed direct and does not say by what right.'),
    !application.nature && lacks('nature', 'It does not say what the aid is.'),
    !application.recipients?.length &&
      lacks('recipients', 'It names no recipient and no criteria by which they were selected.'),
    !application.reason && lacks('reason', 'It does not say why an exemption is needed.'),
    !application.items?.length && !application.services?.length && lacks('items', 'It lists no goods and no services.'),
    !application.shipments?.length && lacks('routes', 'It gives no shipment with route, means and ports.'),
    !application.period && lacks('dates', 'It gives no period.'),
    !parties.some(({ role }) => role === 'supplier') && lacks('parties', 'It names no supplier.'),
    !parties.some(({ role }) => role === 'consignee') && lacks('parties', 'It names no consignee.'),
    !parties.some(({ role }) => role === 'bank') &&
      !application.transactions?.length &&
      lacks('finance', 'It names no bank and no transaction.'),
    !application.againstDiversion && lacks('safeguards', 'It does not say how diversion is prevented.'),
    !application.monitoring && lacks('safeguards', 'It does not say how use is monitored.'),
  ];
  return gaps.filter((gap) => gap !== false);
}

function itemGaps({ items = [] }: Application): Found[] {
  const lines = new Set<number>();
  const gaps = items.flatMap((item): Found[] => {
    const twice = lines.has(item.line);
    lines.add(item.line);
    const named = goodsNamed(item.name)[0]?.goods;
    const where = `Line ${item.line} (${item.name.slice(0, 60)})`;
    const rows: (Found | false)[] = [
      twice && lacks('annex', `${where}: another line has the same number.`),
      !item.hsCode &&
        lacks(
          'annex',
          `${where}: no HS code${named ? `; such goods are usually declared under ${named.hsCode}` : ''}.`,
        ),
      !item.specification && lacks('items', `${where}: no specification.`),
      !item.value && lacks('annex', `${where}: no value.`),
      !item.maker && look('annex', `${where}: no maker.`),
      !amountOf(item.quantity, item.unit) &&
        look(
          'items',
          `${where}: "${item.unit}" is no unit that a customs desk can compare; say pieces, kg, l, m, or "box of 100".`,
        ),
      item.hsCode !== undefined &&
        named !== undefined &&
        !item.hsCode.startsWith(named.hsCode.slice(0, 2)) &&
        look(
          'annex',
          `${where}: HS ${item.hsCode} is of another chapter than ${named.hsCode}, under which such goods are usually declared.`,
        ),
    ];
    return rows.filter((row) => row !== false);
  });
  const rest = gaps.length - MOST_LISTED;
  if (rest <= 0) return gaps;
  const left = gaps.slice(MOST_LISTED);
  const weight = left.some((gap) => gap.weight === 'missing') ? ('missing' as const) : ('look' as const);
  return [
    ...gaps.slice(0, MOST_LISTED),
    { element: 'annex', weight, sentence: `${rest} more gaps in the item table.` },
  ];
}

function dateGaps({ period, shipments = [], longerBecause }: Application): Found[] {
  if (!period) return [];
  const rule = procedure().periods.findLast(({ from }) => from <= period.from);
  const outside = shipments.filter(({ on }) => on < period.from || on > period.to);
  const gaps: (Found | false | undefined)[] = [
    period.to < period.from && lacks('dates', 'The period ends before it begins.'),
    outside.length > 0 && lacks('dates', `Shipments outside the period: ${outside.map(({ on }) => on).join(', ')}.`),
    rule &&
      !longerBecause &&
      period.to > monthsLater(period.from, rule.months) &&
      lacks(
        'dates',
        `The period is longer than ${rule.months} months and no reason is given.${rule.note ? ` ${rule.note}` : ''}`,
      ),
    rule &&
      shipments.length > rule.mostShipments &&
      look('routes', `${shipments.length} shipments; the notice gives ${rule.mostShipments} in one period.`),
  ];
  return gaps.filter((gap) => gap !== false && gap !== undefined);
}

function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
