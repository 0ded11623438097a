import type { Finding } from '../../findings/finding.ts';
import { dollars } from './korea-mix-up.ts';
import { areaName, flowSubject, type TradeRowRef, tradeFinding } from './trade-finding.ts';

export const MIRROR_GAP = { id: 'mirror-gap', version: '1' } as const;

/** What freight and insurance add to a value at the border of the exporter: from nothing to a fifth; 8 % is the rule of thumb. */
export const CIF_BAND = { least: 1, usual: 1.08, most: 1.2 } as const;
/** Months that goods may be under way. */
export const LAG_MONTHS = 3;

/** Both sides of one flow in a year, never made one. */
export interface MirrorPair {
  exporter: string;
  importer: string;
  heading: string;
  year: number;
  /** What the importer told, with freight and insurance. */
  importUsd: number;
  /** What the exporter told of goods that left so that they must have arrived in the year, and that can have. */
  exportLeast: number;
  exportMost: number;
  /** A side told of the year as a whole: then no lag can be told. */
  annual: boolean;
  largest: TradeRowRef[];
  /** Measures that bar the heading from the DPRK. */
  measures: string[];
}

/** US dollars beyond the band from which a gap is shown. */
export const LEAST_GAP_USD = 500_000;
/** How many times what would fit. */
export const LEAST_RATIO = 2;

/** What the importer's figure can be if the exporter's is right. */
export function expectedImports({ exportLeast, exportMost }: Pick<MirrorPair, 'exportLeast' | 'exportMost'>): {
  least: number;
  most: number;
} {
  return { least: exportLeast * CIF_BAND.least, most: exportMost * CIF_BAND.most };
}

/**
 * An importer that tells of far more of what is barred from the DPRK than the named origin tells of sending: one way in
 * which goods of the DPRK are given another origin. Null within the band.
 */
export function judgeMirrorPair(pair: MirrorPair, exercise: boolean): Finding | null {
  const { exporter, importer, heading, year, importUsd, exportMost } = pair;
  const expected = expectedImports(pair);
  const gap = importUsd - expected.most;
  if (gap < LEAST_GAP_USD || importUsd < LEAST_RATIO * expected.most) return null;
  const ratio = exportMost === 0 ? null : importUsd / exportMost;
  return tradeFinding({
    watch: MIRROR_GAP,
    about: { exporter, importer, heading, year },
    subjects: [flowSubject(importer, 'import', exporter, heading), flowSubject(exporter, 'export', importer, heading)],
    from: year * 100,
    to: year * 100,
    measures: pair.measures,
    confidence: (ratio === null || ratio > 10 ? 0.25 : 0.15) * (pair.annual ? 0.8 : 1),
    explanation: [
      `${areaName(importer)} reported imports of ${dollars(importUsd)} from ${areaName(exporter)} under HS ${heading} in ${year}; ${areaName(exporter)} reported exports there of ${dollars(pair.exportLeast)} to ${dollars(exportMost)}, by when goods that were ${LAG_MONTHS} months under way are counted.`,
      `With freight and insurance (factor ${CIF_BAND.least} to ${CIF_BAND.most}) imports of ${dollars(expected.least)} to ${dollars(expected.most)} would fit; ${dollars(gap)} do not.`,
      pair.annual
        ? 'A side told of the year as a whole, so that the time under way could not be taken into account.'
        : '',
      'Goods of this heading are barred from the DPRK: a false origin is one cause of such a gap. Others are re-export, transit, confidential partners, other classification, and errors. There are more than thirty; this is a lead, not a finding of fact.',
    ]
      .filter(Boolean)
      .join(' '),
    missing: [
      'From which port did the goods come, on which ships, with which certificates of origin?',
      'Does the exporter hide this partner or heading as confidential?',
      'Which side is right: were both asked?',
    ],
    rows: pair.largest,
    exercise,
  });
}
