import type { Queryable } from '../../store/database.ts';
import type { Rejection } from '../list-record.ts';
import type { ListOrigin } from './store.ts';

/** A version of a list without its entries. */
export interface ListVersion {
  id: number;
  list: string;
  format: string;
  publishedAt: string | null;
  /** The day by which versions are ordered. */
  publishedOn: string;
  loadedAt: string;
  parties: number;
  designations: number;
  origin: ListOrigin;
  carriedOver: string[];
}

/** What became of the latest try to load a list. */
export interface ListAttempt {
  id: number;
  list: string;
  at: string;
  outcome: 'loaded' | 'unchanged' | 'refused';
  message: string | null;
  hint: string | null;
  rejectedRecords: number;
  rejectedValues: number;
}

/** Versions of one list, or of all, newest first. */
export async function versionsOf(database: Queryable, list: string | null = null): Promise<ListVersion[]> {
  return await database<ListVersion[]>`
    select id, list, format, published_at as "publishedAt", published_on as "publishedOn", loaded_at as "loadedAt",
      cardinality(entry_ids) as parties, designation_count as designations, origin, carried_over as "carriedOver"
    from list_version where ${list}::text is null or list = ${list} order by list, published_on desc, id desc`;
}

/** The version in force of every list. */
export async function currentVersions(database: Queryable): Promise<ListVersion[]> {
  return await database<ListVersion[]>`
    select id, list, format, published_at as "publishedAt", published_on as "publishedOn", loaded_at as "loadedAt",
      cardinality(entry_ids) as parties, designation_count as designations, origin, carried_over as "carriedOver"
    from list_current order by list`;
}

export async function latestAttempts(database: Queryable): Promise<ListAttempt[]> {
  return await database<ListAttempt[]>`
    select distinct on (list) id, list, at, outcome, message, hint, rejected_records as "rejectedRecords", rejected_values as "rejectedValues"
    from list_attempt order by list, id desc`;
}

/** The rejected rows of a list's latest attempt. */
export async function rejectionsOf(
  database: Queryable,
  list: string,
  limit: number,
  offset: number,
): Promise<{ total: number; rejections: Rejection[] }> {
  const attempts = (await latestAttempts(database)).filter((attempt) => attempt.list === list);
  const [attempt] = attempts;
  if (!attempt) return { total: 0, rejections: [] };
  const rejections = await database<Rejection[]>`
    select severity, place, reference, reason from list_rejection where attempt_id = ${attempt.id} order by ordinal limit ${limit} offset ${offset}`;
  return { total: attempt.rejectedRecords + attempt.rejectedValues, rejections: [...rejections] };
}

/** The state of one party on one list in each version that could answer: for as-of questions. */
export interface PartyInVersion {
  versionId: number;
  list: string;
  publishedAt: string | null;
  publishedOn: string;
  loadedAt: string;
  /** Null when the version does not hold the party. */
  designations: { listedOn: string | null; delistedOn?: string }[] | null;
}

/** How every version of the given lists held the given entities (`un-sc-KPe.012`), oldest first. */
export async function historyOf(
  database: Queryable,
  lists: readonly string[],
  entities: readonly string[],
): Promise<PartyInVersion[]> {
  return await database<PartyInVersion[]>`
    select v.id as "versionId", v.list, v.published_at as "publishedAt", v.published_on as "publishedOn", v.loaded_at as "loadedAt",
      (select jsonb_path_query_array(jsonb_agg(e.designations), '$[*][*]') from list_entry e
        where e.list = v.list and e.entity = any(${[...entities]}) and e.id = any(v.entry_ids)) as designations
    from list_version v where v.list = any(${[...lists]}) order by v.list, v.published_on, v.id`;
}
