import type { Queryable } from '../../store/database.ts';
import type { OriginLink } from '../origins.ts';

export interface KeptLink extends OriginLink {
  by: string;
  reason: string;
  at: string;
}

/** Keeps that a link stands, or no longer does; what was said before stays on the record. */
export async function keepLink(
  database: Queryable,
  { from, to, kind, stands, by, reason }: OriginLink & { stands: boolean; by: string; reason: string },
): Promise<void> {
  await database`
    insert into evidence_link (evidence, target, kind, stands, author, reason)
    values (${from}, ${to}, ${kind}, ${stands}, ${by}, ${reason})`;
}

/** Every link that stands. */
export async function standingLinks(database: Queryable): Promise<KeptLink[]> {
  return await database<KeptLink[]>`
    select "from", "to", kind, by, reason, at from (
      select distinct on (evidence, target, kind) evidence as "from", target as "to", kind, author as by, reason, at, stands
      from evidence_link order by evidence, target, kind, number desc) latest
    where stands order by "from", "to", kind`;
}
