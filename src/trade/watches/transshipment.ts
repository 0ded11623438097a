import type { Finding } from '../../findings/finding.ts';
import { dollars } from './korea-mix-up.ts';
import { areaName, flowSubject, periodWords, type TradeRowRef, tradeFinding } from './trade-finding.ts';

export const TRANSSHIPMENT = { id: 'transshipment', version: '1' } as const;

export const TRANSSHIPMENT_LIMITS = {
  months: 12,
  leastBefore: 1_000_000,
  fell: 0.5,
  tookUp: 0.3,
  rose: 3,
  floor: 100_000,
} as const;

/** A buyer that bought of the DPRK until a ban, and a third state from which it bought far more after. */
export interface Surge {
  buyer: string;
  third: string;
  heading: string;
  /** Month in which the ban began, as 201708. */
  banFrom: number;
  dprkBefore: number;
  dprkAfter: number;
  thirdBefore: number;
  thirdAfter: number;
  /** What the third state itself imported of the heading in the year after; null when it told of nothing. */
  thirdImports: number | null;
  largest: TradeRowRef[];
  measures: string[];
}

/** A hint that goods of the DPRK may come by a third state since they are barred; null when the figures do not say so. */
export function judgeSurge(surge: Surge, exercise: boolean): Finding | null {
  const { buyer, third, heading, banFrom, dprkBefore, dprkAfter, thirdBefore, thirdAfter } = surge;
  const { leastBefore, fell, tookUp, rose, floor, months } = TRANSSHIPMENT_LIMITS;
  const lost = dprkBefore - dprkAfter;
  const won = thirdAfter - thirdBefore;
  if (dprkBefore < leastBefore || dprkAfter > fell * dprkBefore || won < tookUp * lost) return null;
  if (thirdAfter < rose * Math.max(thirdBefore, floor)) return null;
  const passesOn = surge.thirdImports !== null && surge.thirdImports > 0.5 * thirdAfter;
  return tradeFinding({
    watch: TRANSSHIPMENT,
    about: { buyer, third, heading, banFrom },
    subjects: [flowSubject(buyer, 'import', third, heading), flowSubject(buyer, 'import', 'kp', heading)],
    from: banFrom,
    to: banFrom + 100,
    measures: surge.measures,
    confidence: passesOn ? 0.25 : 0.15,
    explanation: [
      `${areaName(buyer)} reported ${dollars(dprkBefore)} of HS ${heading} from the DPRK in the ${months} months before the ban of ${periodWords(banFrom)} and ${dollars(dprkAfter)} after.`,
      `From ${areaName(third)} it reported ${dollars(thirdBefore)} before and ${dollars(thirdAfter)} after.`,
      surge.thirdImports === null
        ? `What ${areaName(third)} itself imported of the heading is not loaded.`
        : `${areaName(third)} itself imported ${dollars(surge.thirdImports)} of the heading in those months${passesOn ? ', so that it may pass goods on' : ''}.`,
      'Buyers that lose one source find another: that alone is lawful and the likeliest cause.',
    ].join(' '),
    missing: [
      'Does the third state produce so much of it itself?',
      'Which ships brought it, and where did they load?',
      'What do the certificates of origin say?',
    ],
    rows: surge.largest,
    exercise,
  });
}
