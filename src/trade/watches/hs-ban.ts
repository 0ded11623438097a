import type { Finding } from '../../findings/finding.ts';
import { readShippedJson } from '../../kernel/shipped-data.ts';
import type { Goods } from '../../regime/law.ts';
import type { Ban, WayOfGoods } from '../rows/ban-finder.ts';
import { dollars, type MixUp } from './korea-mix-up.ts';
import { areaName, flowSubject, periodWords, type TradeRowRef, tradeFinding } from './trade-finding.ts';

export const HS_BAN = { id: 'hs-ban', version: '1' } as const;
export const LUXURY_GOODS = { id: 'luxury-goods', version: '1' } as const;

const disputes = readShippedJson<{
  general: { text: string; source: string };
  codes: { hs: string; text: string; source: string }[];
  /** What a paragraph leaves lawful that no row shows, and what a finding under it counts for. */
  measures: { measure: string; text: string; counts: number }[];
}>('trade/code-disputes.json');

/** Rows of one teller with the DPRK under one heading, in one year and under one ban. */
export interface BarredFlow {
  teller: string;
  partner: string;
  way: 'import' | 'export';
  dprkWay: WayOfGoods;
  heading: string;
  year: number;
  usd: number | null;
  kg: number | null;
  items: number | null;
  rows: number;
  from: number;
  to: number;
  /** Share of rows whose quantity or weight somebody estimated. */
  estimated: number;
  largest: TradeRowRef[];
  ban: Ban;
}

/** US dollars below which a flow is more likely a slip or a parcel than trade. */
const SMALL_USD = 1000;
/** How far a high mix-up score lowers what is believed. */
const MIX_UP_LOWERS = 0.85;

/** What a flow with the DPRK under a ban comes to; null when a threshold of the law leaves it lawful. */
export function judgeBarredFlow(flow: BarredFlow, mixUp: MixUp, goods: Goods, exercise: boolean): Finding | null {
  const { ban, teller, partner, way, heading, year } = flow;
  const isLuxury = ban.kind === 'luxury';
  const threshold = isLuxury ? overThreshold(flow, goods) : null;
  if (ban.kind === 'capped' || threshold === 'below') return null;
  const watch = isLuxury ? LUXURY_GOODS : HS_BAN;
  return tradeFinding({
    watch,
    // In one year the same paragraphs can bar a heading in more than one way: while goods of old contracts are on their way.
    about: { teller, partner, way, heading, year, ...lawOf(ban) },
    subjects: [flowSubject(teller, way, partner, heading)],
    from: flow.from,
    to: flow.to,
    measures: ban.measures,
    confidence: confidenceOf(flow, threshold) * (1 - MIX_UP_LOWERS * mixUp.score),
    explanation: explain(flow, mixUp),
    missing: [
      ...(mixUp.score > 0
        ? ['Is the DPRK meant, or was it written for the Republic of Korea?']
        : ['Does the state confirm the partner, and on which papers?']),
      ...(ban.changed ? ['On which day did the goods cross the border? The law changed within the period.'] : []),
      ...ban.questions,
      ...(ban.exemptions.length > 0
        ? [`Was the trade under an exemption (${ban.exemptions.join(', ')})? Aid under one is no breach.`]
        : []),
    ],
    rows: flow.largest,
    exercise,
  });
}

function leaves({ measures }: Ban): typeof disputes.measures {
  return disputes.measures.filter(({ measure }) => measures.includes(measure));
}

/** What tells one ban from another; not the words, which are corrected. */
function lawOf({ kind, measures, exemptions, changed, questions }: Ban): Record<string, unknown> {
  return { kind, measures, exemptions, changed, questions: questions.length };
}

function confidenceOf(flow: BarredFlow, threshold: 'over' | null): number {
  const { ban } = flow;
  const base = ban.kind === 'barred' ? (ban.basis === 'in-resolution' ? 0.75 : 0.65) : threshold === 'over' ? 0.5 : 0.3;
  return (
    base *
    leaves(ban).reduce((all, { counts }) => all * counts, 1) *
    (ban.changed ? 0.7 : 1) *
    ((flow.usd ?? 0) < SMALL_USD ? 0.6 : 1) *
    (1 - 0.15 * flow.estimated)
  );
}

/** Where the law bars goods above a price an item, and the rows count items. */
function overThreshold({ ban, heading, usd, items, largest }: BarredFlow, goods: Goods): 'over' | 'below' | null {
  const limit = goods.thresholds.find(
    ({ measure, hsCodes }) =>
      ban.measures.includes(measure) &&
      hsCodes.some((code) => largest.every(({ hs }) => hs.startsWith(code)) || code === heading),
  );
  if (!limit || usd === null || !items || limit.currency !== 'USD') return null;
  return usd / items > limit.moreThan ? 'over' : 'below';
}

function explain(flow: BarredFlow, mixUp: MixUp): string {
  const { ban, teller, partner, way, heading, year, rows, usd, kg, dprkWay } = flow;
  const quantity = kg ? `, ${Math.round(kg / 1000).toLocaleString('en')} t` : '';
  const period =
    flow.from === flow.to ? periodWords(flow.from) : `${periodWords(flow.from)} to ${periodWords(flow.to)}`;
  return [
    `${areaName(teller)} reported ${way}s ${way === 'import' ? 'from' : 'to'} ${areaName(partner)} under HS ${heading} in ${year}: ${usd === null ? 'value not in US dollars' : dollars(usd)}${quantity}, ${rows} ${rows === 1 ? 'row' : 'rows'}, ${period}.`,
    `${ban.paragraphs.join('; ')} ${ban.kind === 'barred' ? 'bars' : ban.kind === 'luxury' ? 'bars luxury goods, which each State defines, and names some of' : 'bars some of'} what this heading holds, ${dprkWay === 'to-dprk' ? 'to' : 'from'} the DPRK.`,
    ban.bothWays ? 'The chapter is barred in both directions.' : '',
    ban.changed ? 'The law changed within the period.' : '',
    ban.basis === 'mapping' ? `${disputes.general.text}` : '',
    ...leaves(ban).map(({ text }) => text),
    ...disputes.codes.filter(({ hs }) => heading.startsWith(hs) || hs.startsWith(heading)).map(({ text }) => text),
    flow.estimated > 0 ? `Of its rows ${Math.round(flow.estimated * 100)} % have a quantity that was estimated.` : '',
    mixUp.reasons.length > 0
      ? `Perhaps the Republic of Korea is meant (score ${mixUp.score.toFixed(2)} of 1, which lowers the confidence): ${mixUp.reasons.map(({ text }) => text).join(' ')}`
      : 'Nothing in the data suggests that the Republic of Korea was meant.',
  ]
    .filter(Boolean)
    .join(' ');
}
