import type { Database, Queryable } from '../../store/database.ts';
import { asKeeper } from '../../team/edge/store.ts';
import { type Credibility, type RaterPast, type Rating, type Reliability, type Scale, whyNotRate } from '../rating.ts';

export type NumberedRating = Rating & { number: number };

/** What the two triggers raise; the store asks first, so that only two at the same moment meet them. */
const NOT_BLIND = new Set(['WK451', 'WK452']);

/** Keeps a rating. Throws AppError (conflict) for a rater who has rated or seen the other scale of this item. */
export async function keepRating(
  database: Database,
  { evidence, rater, scale, value, reason }: Omit<Rating, 'at'> & { evidence: string },
): Promise<void> {
  const past = (): Promise<RaterPast> => asKeeper(database, (transaction) => raterPast(transaction, evidence, rater));
  const refusal = whyNotRate(await past(), scale);
  if (refusal) throw refusal;
  await asKeeper(database, async (transaction) => {
    await transaction`
      insert into evidence_rater (evidence, rater, scale) values (${evidence}, ${rater}, ${scale})
      on conflict (evidence, rater, scale) do nothing`;
    await transaction`
      insert into evidence_rating (evidence, rater, scale, value, reason)
      values (${evidence}, ${rater}, ${scale}, ${value}, ${reason})`;
  }).catch(async (cause: unknown) => {
    const { code, constraint_name: constraint } = cause as { code?: string; constraint_name?: string };
    if (!NOT_BLIND.has(code ?? '') && constraint !== 'evidence_rater_pkey') throw cause;
    throw whyNotRate(await past(), scale) ?? cause;
  });
}

/** The ratings of an item that may be shown to someone; that they were is kept, and bars them from rating the other scale. */
export function showRatings(database: Database, evidence: string, reader: string): Promise<NumberedRating[]> {
  return asKeeper(
    database,
    async (transaction) =>
      await transaction<NumberedRating[]>`
      select number, rater, scale, value, reason, at from evidence_ratings_shown(${evidence}, ${reader})`,
  );
}

export interface RatingPair {
  reliability: Reliability;
  credibility: Credibility;
}

/** The latest rating on each scale of every item, or of these, that is rated on both, for the figure over all; never shown by item. */
export function ratingPairs(database: Database, among: readonly string[] | null = null): Promise<RatingPair[]> {
  return asKeeper(
    database,
    async (transaction) =>
      await transaction<RatingPair[]>`
    with latest as (
      select distinct on (evidence, scale) evidence, scale, value from evidence_rating
      where ${among === null} or evidence = any (${[...(among ?? [])]}::text[])
      order by evidence, scale, number desc)
    select r.value as reliability, c.value as credibility from latest r
    join latest c on c.evidence = r.evidence and c.scale = 'credibility' where r.scale = 'reliability'`,
  );
}

async function raterPast(database: Queryable, evidence: string, person: string): Promise<RaterPast> {
  const rated = await database<{ scale: Scale }[]>`
    select scale from evidence_rater where evidence = ${evidence} and rater = ${person}`;
  const seen = await database<{ scale: Scale }[]>`
    select scale from evidence_rating_seen where evidence = ${evidence} and reader = ${person}`;
  return { rated: rated.map(({ scale }) => scale), seen: seen.map(({ scale }) => scale) };
}
