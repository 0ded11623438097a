import type { Database } from '../../store/database.ts';
import { type DiagonalShare, diagonalShare } from '../rating.ts';
import { ratingPairs } from './store-ratings.ts';

/** Below, the figure would tell a rater what the other one has said. */
const LEAST_PAIRS = 10;

/** How often the two ratings of all items, or of these, say the same, once there are enough to hide each. */
export async function figuresOf(
  database: Database,
  among: readonly string[] | null = null,
): Promise<DiagonalShare & { least: number }> {
  const figures = diagonalShare(await ratingPairs(database, among));
  if (figures.pairs >= LEAST_PAIRS) return { ...figures, least: LEAST_PAIRS };
  return { pairs: figures.pairs, onDiagonal: 0, share: null, expected: null, least: LEAST_PAIRS };
}
