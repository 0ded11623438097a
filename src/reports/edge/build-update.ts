import { exerciseCases, lastEvent, lastEventBefore, publicEvents } from '../../casework/edge/store-public.ts';
import {
  findingsOfPeriod,
  lastRevision,
  lastRevisionBefore,
  standingFindings,
} from '../../findings/edge/store-period.ts';
import { commitRecords } from '../../ledger/edge/store.ts';
import { entriesOfVersion } from '../../lists/edge/store-entries.ts';
import { lastVersion, lastVersionBefore, versionsInForce } from '../../lists/edge/store-period.ts';
import type { Database } from '../../store/database.ts';
import { measureCitation } from '../citation.ts';
import { isComparable, listChanges } from '../list-changes.ts';
import { makeUpdate, sealUpdate } from '../update.ts';
import { isQuiet, type ListRow, type UpdateBody } from '../update-body.ts';
import { summaryOf } from '../writers/headline.ts';
import { type Bounds, findUpdate, inTurn, keepUpdate, latestBounds, type UpdateRow } from './store.ts';

export interface UpdateRequest {
  now: Date;
  /** A day from whose beginning (UTC) on; since the update before when not given. */
  since?: string | undefined;
  /** True where an update in which nothing happened is not made. */
  skipsQuiet?: boolean;
}

const BEGINNING: Bounds = { lastRevision: 0, lastEvent: 0, lastListVersion: 0 };

/**
 * Makes an update and keeps it, with its commitment in the ledger. Null when nothing happened and such are skipped.
 * The very same again is the one that is there.
 * What is written while it is made is in the next one, whole: rooms are read up to numbers below which nothing comes any more.
 */
export async function buildUpdate(database: Database, request: UpdateRequest): Promise<UpdateRow | null> {
  return await inTurn(database, async (transaction) => {
    const bounds: Bounds = {
      lastRevision: await lastRevision(database),
      lastEvent: await lastEvent(database),
      lastListVersion: await lastVersion(database),
    };
    const begin = request.since === undefined ? await sinceUpdate(database) : await sinceDay(database, request.since);
    const period = { since: begin.since, until: request.now.toISOString() };
    const body = await gather(database, { period, follows: begin.follows, from: begin.bounds, to: bounds });
    if (request.skipsQuiet && isQuiet(body)) return null;
    const { id, sha256, text } = sealUpdate(body);
    const same = await findUpdate(transaction, id);
    if (same) return same;
    const record = { record: 'regular-update', id, sha256, since: period.since, until: period.until };
    const [commitment = ''] = await commitRecords(transaction, [record]);
    const { follows } = body;
    return await keepUpdate(transaction, {
      id,
      ...period,
      follows,
      sha256,
      summary: summaryOf(body),
      commitment,
      body: text,
      bounds,
    });
  });
}

interface Beginning {
  since: string | null;
  follows: string | null;
  bounds: Bounds;
}

async function sinceUpdate(database: Database): Promise<Beginning> {
  const last = await latestBounds(database);
  return last
    ? { since: last.until, follows: last.id, bounds: last }
    : { since: null, follows: null, bounds: BEGINNING };
}

async function sinceDay(database: Database, day: string): Promise<Beginning> {
  const since = `${day}T00:00:00.000Z`;
  const bounds = {
    lastRevision: await lastRevisionBefore(database, since),
    lastEvent: await lastEventBefore(database, since),
    lastListVersion: await lastVersionBefore(database, since),
  };
  return { since, follows: null, bounds };
}

interface Scope {
  period: UpdateBody['period'];
  follows: string | null;
  from: Bounds;
  to: Bounds;
}

/** What there is to tell between two bounds: the same bounds give the same, as nothing below them ever changes. */
async function gather(database: Database, { period, follows, from, to }: Scope): Promise<UpdateBody> {
  const events = await publicEvents(database, to.lastEvent);
  const cases = [...new Set(events.map(({ caseId }) => caseId))];
  return makeUpdate({
    period,
    follows,
    touched: await findingsOfPeriod(database, { after: from.lastRevision, upTo: to.lastRevision }),
    standing: await standingFindings(database, to.lastRevision),
    cases: { events, sinceNumber: from.lastEvent, exerciseCases: await exerciseCases(database, cases) },
    lists: await listRows(database, from.lastListVersion, to.lastListVersion),
    citation: measureCitation,
  });
}

async function listRows(database: Database, from: number, to: number): Promise<ListRow[]> {
  const earlier = new Map((await versionsInForce(database, from)).map((version) => [version.list, version]));
  const rows: ListRow[] = [];
  for (const version of await versionsInForce(database, to)) {
    const was = earlier.get(version.list) ?? null;
    if (was?.id === version.id) continue;
    const isCompared = isComparable(was, version);
    const entries = async (id: number) => (isCompared ? await entriesOfVersion(database, id) : []);
    const before = was ? await entries(was.id) : [];
    rows.push(
      listChanges({
        list: version.list,
        from: was && plain(was),
        to: plain(version),
        before,
        after: await entries(version.id),
      }),
    );
  }
  return rows;
}

function plain({ id, publishedAt, parties, isSnapshot }: Awaited<ReturnType<typeof versionsInForce>>[number]) {
  return { id, publishedAt, parties, isSnapshot };
}
