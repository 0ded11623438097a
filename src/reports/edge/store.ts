import { AppError } from '../../kernel/errors.ts';
import type { Database, Queryable, Transaction } from '../../store/database.ts';
import type { Summary } from '../writers/headline.ts';

/** Up to where the records of each room had been read. Never told to anyone. */
export interface Bounds {
  lastRevision: number;
  lastEvent: number;
  lastListVersion: number;
}

export interface UpdateRow {
  number: number;
  id: string;
  since: string | null;
  until: string;
  follows: string | null;
  sha256: string;
  summary: Summary;
  commitment: string;
}

export interface NewUpdate extends Omit<UpdateRow, 'number'> {
  body: string;
  bounds: Bounds;
}

const COLUMNS = `number, id, since_at as since, until_at as until, follows, sha256, summary, commitment`;

/** Updates, latest first, with how many there are in all. */
export async function readUpdates(
  database: Queryable,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ total: number; updates: UpdateRow[] }> {
  const [count] = await database<{ n: number }[]>`select count(*)::int as n from regular_update`;
  const updates = await database<UpdateRow[]>`
    select ${database.unsafe(COLUMNS)} from regular_update order by number desc limit ${limit} offset ${offset}`;
  return { total: count?.n ?? 0, updates: [...updates] };
}

/** One update with its bytes. Throws AppError (not-found) when there is none of that id. */
export async function updateNamed(database: Queryable, id: string): Promise<UpdateRow & { body: string }> {
  const [row] = await database<(UpdateRow & { body: string })[]>`
    select ${database.unsafe(COLUMNS)}, body from regular_update where id = ${id}`;
  if (row) return row;
  throw new AppError({
    code: 'UPDATE_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the update "${id.slice(0, 80)}"`,
    hint: '"watchkeeper update list" and GET /api/v1/updates show them all.',
  });
}

/** The latest of the regular updates, with the bounds at which the next one begins; null before the first. One since a day stands beside their row. */
export async function latestBounds(database: Queryable): Promise<(Bounds & { id: string; until: string }) | null> {
  const [row] = await database<(Bounds & { id: string; until: string })[]>`
    select id, until_at as until, last_revision as "lastRevision", last_event as "lastEvent",
      last_list_version as "lastListVersion"
    from regular_update where since_at is null or follows is not null order by number desc limit 1`;
  return row ?? null;
}

/** The update of that id, without its bytes; null when it has not been made. */
export async function findUpdate(database: Queryable, id: string): Promise<UpdateRow | null> {
  const [row] = await database<UpdateRow[]>`select ${database.unsafe(COLUMNS)} from regular_update where id = ${id}`;
  return row ?? null;
}

export async function keepUpdate(transaction: Transaction, update: NewUpdate): Promise<UpdateRow> {
  const { id, since, until, follows, sha256, summary, commitment, body, bounds } = update;
  const row = {
    id,
    since_at: since,
    until_at: until,
    follows,
    sha256,
    summary: transaction.json(summary as never),
    commitment,
    body,
    last_revision: bounds.lastRevision,
    last_event: bounds.lastEvent,
    last_list_version: bounds.lastListVersion,
  };
  const [kept] = await transaction<{ number: number }[]>`
    insert into regular_update ${transaction(row)} returning number`;
  return { number: kept?.number ?? 0, id, since, until, follows, sha256, summary, commitment };
}

/** Two that make updates at once take turns on this key. */
const TURN = 1_718_0080;

/** Runs work of which one goes on at a time, in every process. */
export async function inTurn<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return (await database.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${TURN})`;
    return await work(transaction);
  })) as Result;
}
