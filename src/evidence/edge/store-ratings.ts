import type { Database, Queryable } from '../../store/database.ts';
import { type Credibility, type RaterPast, type Rating, type Reliability, type Scale, whyNotRate } from '../rating.ts';

export type NumberedRating = Rating & { number: number };

/** What the two triggers raise; the store asks first, so that only two at the same moment meet them. */
const NOT_BLIND = new Set(['WK451', 'WK452']);

/** Keeps a rating. Throws AppError (conflict) for a rater who has rated or seen the other scale of this item. */
export async function keepRating(
  database: Database,
  { evidence, rater, scale, value, reason }: Omit<Rating, 'at'> & { evidence: string },
): Promise<void> {
  const refusal = whyNotRate(await raterPast(database, evidence, rater), scale);
  if (refusal) throw refusal;
  await database
    .begin(async (transaction) => {
      await transaction`
        insert into evidence_rater (evidence, rater, scale) values (${evidence}, ${rater}, ${scale})
        on conflict (evidence, rater, scale) do nothing`;
      await transaction`
        insert into evidence_rating (evidence, rater, scale, value, reason)
        values (${evidence}, ${rater}, ${scale}, ${value}, ${reason})`;
    })
    .catch(async (cause: unknown) => {
      const { code, constraint_name: constraint } = cause as { code?: string; constraint_name?: string };
      if (!NOT_BLIND.has(code ?? '') && constraint !== 'evidence_rater_pkey') throw cause;
      throw whyNotRate(await raterPast(database, evidence, rater), scale) ?? cause;
    });
}

/** The ratings of an item that may be shown to someone; that they were is kept, and bars them from rating the other scale. */
export async function showRatings(database: Queryable, evidence: string, reader: string): Promise<NumberedRating[]> {
  return await database<NumberedRating[]>`
    select number, rater, scale, value, reason, at from evidence_ratings_shown(${evidence}, ${reader})`;
}

/** The latest rating on each scale of every item that is rated on both, for the figure over all; never shown by item. */
export async function ratingPairs(
  database: Queryable,
): Promise<{ reliability: Reliability; credibility: Credibility }[]> {
  return await database<{ reliability: Reliability; credibility: Credibility }[]>`
    with latest as (
      select distinct on (evidence, scale) evidence, scale, value from evidence_rating order by evidence, scale, number desc)
    select r.value as reliability, c.value as credibility from latest r
    join latest c on c.evidence = r.evidence and c.scale = 'credibility' where r.scale = 'reliability'`;
}

async function raterPast(database: Queryable, evidence: string, person: string): Promise<RaterPast> {
  const rated = await database<{ scale: Scale }[]>`
    select scale from evidence_rater where evidence = ${evidence} and rater = ${person}`;
  const seen = await database<{ scale: Scale }[]>`
    select scale from evidence_rating_seen where evidence = ${evidence} and reader = ${person}`;
  return { rated: rated.map(({ scale }) => scale), seen: seen.map(({ scale }) => scale) };
}
