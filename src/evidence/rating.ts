import { AppError } from '../kernel/errors.ts';
import { readShippedJson } from '../kernel/shipped-data.ts';

export const SCALES = ['reliability', 'credibility'] as const;
/** How reliable the source is (A to F), or how credible what it says (1 to 6): rated apart, by different people. */
export type Scale = (typeof SCALES)[number];

export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const CREDIBILITIES = ['1', '2', '3', '4', '5', '6'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
export type Credibility = (typeof CREDIBILITIES)[number];

/** What each value means, in words. */
export const RATING_WORDS = readShippedJson<{
  reliability: Record<Reliability, string>;
  credibility: Record<Credibility, string>;
}>('evidence/rating.json');

export interface Rating {
  scale: Scale;
  value: Reliability | Credibility;
  rater: string;
  reason: string;
  /** Instant, ISO 8601. */
  at: string;
}

/** What someone has done with the ratings of one piece of evidence so far. */
export interface RaterPast {
  /** The scales that they rated. */
  rated: readonly Scale[];
  /** The scales of which they were shown ratings. */
  seen: readonly Scale[];
}

/** The scale of a value; throws AppError (invalid) for what is on neither. */
export function scaleOf(value: string): Scale {
  if ((RELIABILITIES as readonly string[]).includes(value)) return 'reliability';
  if ((CREDIBILITIES as readonly string[]).includes(value)) return 'credibility';
  throw new AppError({
    code: 'RATING_UNKNOWN',
    kind: 'invalid',
    message: `Cannot rate with "${value.slice(0, 20)}": it is on neither scale`,
    hint: 'The source is rated A to F, what it says 1 to 6; F and 6 say that it cannot be judged.',
  });
}

export function otherScale(scale: Scale): Scale {
  return scale === 'reliability' ? 'credibility' : 'reliability';
}

/** Why someone may not rate on a scale; null when they may. Who knows the one rating would bend the other to it. */
export function whyNotRate({ rated, seen }: RaterPast, scale: Scale): AppError | null {
  const other = otherScale(scale);
  if (rated.includes(other))
    return notBlind(scale, `you have rated its ${other}`, `Let someone else rate its ${scale}.`);
  if (seen.includes(other))
    return notBlind(
      scale,
      `you have seen a rating of its ${other}`,
      `Let someone rate its ${scale} who has seen none.`,
    );
  return null;
}

/** The scales whose ratings may be shown to someone: a rater of one never sees the other. */
export function visibleScales({ rated }: Pick<RaterPast, 'rated'>): Scale[] {
  return rated.length === 0 ? [...SCALES] : SCALES.filter((scale) => rated.includes(scale));
}

function notBlind(scale: Scale, state: string, hint: string): AppError {
  return new AppError({
    code: 'RATING_NOT_BLIND',
    kind: 'conflict',
    message: `Cannot rate the ${scale} of this evidence: ${state}`,
    hint,
  });
}

export interface DiagonalShare {
  /** Pieces of evidence that are rated on both scales. */
  pairs: number;
  /** Of them, those rated A1, B2, C3, D4, E5 or F6. */
  onDiagonal: number;
  /** null without pairs. */
  share: number | null;
  /** The share to be expected if the two ratings had nothing to do with each other. */
  expected: number | null;
}

/**
 * How often the two ratings say the same. A share far above the expected one tells that raters see one judgement where
 * there are two (87 % in Baker et al. 1968).
 */
export function diagonalShare(pairs: readonly { reliability: Reliability; credibility: Credibility }[]): DiagonalShare {
  const ofSource = RELIABILITIES.map((value) => pairs.filter(({ reliability }) => reliability === value).length);
  const ofContent = CREDIBILITIES.map((value) => pairs.filter(({ credibility }) => credibility === value).length);
  const onDiagonal = pairs.filter(
    ({ reliability, credibility }) => RELIABILITIES.indexOf(reliability) === CREDIBILITIES.indexOf(credibility),
  ).length;
  const total = pairs.length;
  if (total === 0) return { pairs: 0, onDiagonal: 0, share: null, expected: null };
  const expected = ofSource.reduce((sum, count, at) => sum + count * (ofContent[at] ?? 0), 0) / (total * total);
  return { pairs: total, onDiagonal, share: onDiagonal / total, expected };
}
