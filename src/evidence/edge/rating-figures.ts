import type { Queryable } from '../../store/database.ts';
import { type DiagonalShare, diagonalShare } from '../rating.ts';
import { ratingPairs } from './store-ratings.ts';

/** Below, the figure would tell a rater what the other one has said. */
const LEAST_PAIRS = 10;

/** How often the two ratings say the same, once there are enough to hide each. */
export async function figuresOf(database: Queryable): Promise<DiagonalShare & { least: number }> {
  const figures = diagonalShare(await ratingPairs(database));
  if (figures.pairs >= LEAST_PAIRS) return { ...figures, least: LEAST_PAIRS };
  return { pairs: figures.pairs, onDiagonal: 0, share: null, expected: null, least: LEAST_PAIRS };
}
