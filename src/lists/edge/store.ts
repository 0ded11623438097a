import { finished } from 'node:stream/promises';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { dayOf, firstDay, parsePartialDate } from '../../kernel/partial-date.ts';
import type { Properties } from '../../parties/entity.ts';
import type { Database, Queryable, Transaction } from '../../store/database.ts';
import { applyChange, type ListEntry } from '../entry.ts';
import type { ListReader, SourceFile } from '../list-reader.ts';
import { StagingSink } from './staging-sink.ts';

/** Where a version came from. */
export interface ListOrigin {
  files: { name: string; size: number; sha256: string }[];
  /** The official address, when it was fetched. */
  url?: string;
  /** True for the facts that ship with the program. */
  snapshot?: boolean;
  /** What the list says of itself besides its date. */
  notes?: Record<string, string>;
}

export interface LoadRequest {
  list: string;
  reader: ListReader;
  file: SourceFile;
  companions?: ReadonlyMap<string, SourceFile>;
  origin: ListOrigin;
  /** The date of publication where the file itself gives none: from its name or folder. */
  publishedHint?: string;
  /** Take a version with under half the parties of the one in force. */
  acceptShrink?: boolean;
  onProgress?(parties: number): void;
}

export interface LoadOutcome {
  list: string;
  file: string;
  outcome: 'loaded' | 'unchanged' | 'refused';
  versionId: number | null;
  publishedAt: string | null;
  parties: number;
  rejectedRecords: number;
  rejectedValues: number;
  message: string | null;
  hint: string | null;
}

/** A version in force that shrinks below this share of the one before is refused: files get cut off, lists rarely do. */
const LEAST_SHARE = 0.5;
/** Older versions are judged against the next newer one more mildly: lists grow over the years. */
const LEAST_SHARE_OF_NEWER = 0.1;
/** Lists smaller than this may change freely. */
const SMALL_LIST = 20;

/**
 * Reads a list into a new version, in one transaction: either the whole good file is there, or the last good version
 * stays and the attempt says why. Never throws for a bad file; throws when the database fails.
 */
export async function loadList(database: Database, request: LoadRequest): Promise<LoadOutcome> {
  let sink: StagingSink | undefined;
  try {
    return await database.begin(async (transaction) => {
      await transaction`create temporary table stage (kind "char", key text, ordinal integer, hash text, body jsonb) on commit drop`;
      const stream = await transaction`copy stage from stdin`.writable();
      sink = new StagingSink(request.list, stream, () => currentProperties(database, request.list));
      try {
        await request.reader.read(request.file, reporting(sink, request), request.companions);
        await sink.flush();
      } catch (cause) {
        stream.destroy();
        throw asRefusal(cause, request.file.name);
      }
      stream.end();
      await finished(stream);
      return await finish(transaction, request, sink);
    });
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return await recordRefusal(database, request, cause, sink);
  }
}

/** A reader that stumbles over a file refuses it; what the database throws is not the file's fault. */
function asRefusal(cause: unknown, file: string): unknown {
  if (cause instanceof AppError || (cause instanceof Error && 'severity' in cause)) return cause;
  return new AppError({
    code: 'LIST_READER_FAILED',
    kind: 'internal',
    message: `Cannot read ${file}: its reader failed (${messageOf(cause).slice(0, 200)})`,
    hint: 'The last good version stays in use. Please report this with the file.',
    cause,
  });
}

function reporting(sink: StagingSink, request: LoadRequest): StagingSink {
  if (!request.onProgress) return sink;
  const ready = sink.ready.bind(sink);
  sink.ready = async () => {
    request.onProgress?.(sink.parties);
    await ready();
  };
  return sink;
}

async function currentProperties(database: Queryable, list: string): Promise<ReadonlyMap<string, Properties>> {
  const rows = await database<{ key: string; properties: Properties }[]>`
    select e.key, e.properties from list_current v, unnest(v.entry_ids) as i(id) join list_entry e on e.id = i.id
    where v.list = ${list}`;
  return new Map(rows.map(({ key, properties }) => [key, properties]));
}

async function finish(transaction: Transaction, request: LoadRequest, sink: StagingSink): Promise<LoadOutcome> {
  const { list } = request;
  if (sink.head?.delta) await stageChanges(transaction, list, sink);
  await transaction`analyze stage`;
  await rejectStrays(transaction, sink);
  await transaction`
    create temporary table staged on commit drop as
    with p as (select distinct on (key) key, hash, body from stage where kind = 'p' order by key, ordinal),
      d as (select key, jsonb_agg(body order by hash) as bodies, string_agg(hash, ' ' order by hash) as hashes, count(*)::int as n
        from (select distinct on (key, hash) key, hash, body from stage where kind = 'd') u group by key),
      l as (select key, jsonb_agg(body order by hash) as bodies, string_agg(hash, ' ' order by hash) as hashes
        from (select distinct on (key, hash) key, hash, body from stage where kind = 'l') u group by key)
    select p.key, p.body, coalesce(d.bodies, '[]') as designations, coalesce(l.bodies, '[]') as links, coalesce(d.n, 0) as n,
      sha256(convert_to(p.hash || '|' || coalesce(d.hashes, '') || '|' || coalesce(l.hashes, ''), 'UTF8')) as hash
    from p left join d using (key) left join l using (key)`;
  await transaction`
    insert into list_entry (list, key, entity, hash, schema, caption, properties, designations, links, extracted, place)
    select ${list}, key, body->>'entity', hash, body->>'schema', body->>'caption', body->'properties', designations, links,
      body->'extracted', nullif(body->'place', 'null') from staged
    on conflict (list, key, hash) do nothing`;
  const base = sink.head?.delta === true;
  const [made] = await transaction<{ ids: number[]; digest: Buffer; designations: number }[]>`
    with member as (
      select e.id, e.key, e.hash, jsonb_array_length(e.designations) as n from staged s join list_entry e on e.list = ${list} and e.key = s.key and e.hash = s.hash
      union all
      select e.id, e.key, e.hash, jsonb_array_length(e.designations) from list_current v, unnest(v.entry_ids) as i(id) join list_entry e on e.id = i.id
      where ${base} and v.list = ${list} and not e.key = any(${sink.removals}) and not exists (select from staged s where s.key = e.key))
    select coalesce(array_agg(id order by key), '{}') as ids, sha256(convert_to(coalesce(string_agg(encode(hash, 'hex'), '' order by key), ''), 'UTF8')) as digest,
      coalesce(sum(n), 0)::int as designations from member`;
  if (!made) throw new Error('the version was not counted');
  return await keepVersion(transaction, request, sink, made);
}

/** Stages the entries that a delta's field changes make of those in force. */
async function stageChanges(transaction: Transaction, list: string, sink: StagingSink): Promise<void> {
  const keys = sink.changes.map(({ party }) => party);
  const rows = await transaction<ListEntry[]>`
    select e.list, e.key, e.schema, e.caption, e.properties, e.designations, e.links, e.extracted from list_current v, unnest(v.entry_ids) as i(id)
    join list_entry e on e.id = i.id where v.list = ${list} and e.key = any(${keys})`;
  const entries = new Map(rows.map((entry) => [entry.key, entry]));
  const stream = await transaction`copy stage from stdin`.writable();
  const again = new StagingSink(list, stream, async () => new Map());
  for (const change of sink.changes) {
    const entry = entries.get(change.party);
    if (!entry) {
      sink.reject({
        place: change.place ?? {},
        reference: change.party,
        severity: 'record',
        reason: 'changes a party that the version in force does not hold',
      });
      continue;
    }
    const next = applyChange(entry, change);
    entries.set(change.party, next);
  }
  for (const entry of entries.values()) {
    again.party(entry);
    for (const designation of entry.designations) again.designation({ ...designation, party: entry.key });
    for (const link of entry.links) again.link({ ...link, from: entry.key });
  }
  await again.flush();
  stream.end();
  await finished(stream);
}

/** Counts rows that refer to nobody and references that stand twice; they are not part of the version. */
async function rejectStrays(transaction: Transaction, sink: StagingSink): Promise<void> {
  const strays = await transaction<{ kind: string; key: string; n: number }[]>`
    select s.kind::text, s.key, count(*)::int as n from stage s
    where s.kind <> 'p' and not exists (select from stage p where p.kind = 'p' and p.key = s.key) group by 1, 2 limit 1000`;
  for (const { kind, key } of strays) {
    sink.reject({
      place: {},
      reference: key,
      severity: 'record',
      reason: `a ${kind === 'd' ? 'designation' : 'relation'} refers to a party that the file does not hold`,
    });
  }
  const twice = await transaction<{ key: string; n: number }[]>`
    select key, count(*)::int as n from stage where kind = 'p' group by key having count(*) > 1 limit 1000`;
  for (const { key, n } of twice) {
    sink.reject({
      place: {},
      reference: key,
      severity: 'record',
      reason: `the reference stands ${n} times; the first was taken`,
    });
  }
}

interface MadeVersion {
  ids: number[];
  digest: Buffer;
  designations: number;
}

async function keepVersion(
  transaction: Transaction,
  request: LoadRequest,
  sink: StagingSink,
  made: MadeVersion,
): Promise<LoadOutcome> {
  const { list, reader, origin } = request;
  const publishedAt = sink.head?.publishedAt ?? request.publishedHint ?? null;
  const partial = publishedAt === null ? null : parsePartialDate(dayOf(publishedAt));
  const [day] = await transaction<{ today: string }[]>`select current_date as today`;
  const publishedOn = partial ? firstDay(partial) : (day?.today ?? '');
  await refuseThin(transaction, request, sink, { parties: made.ids.length, publishedOn });
  const [same] = await transaction<{ id: number }[]>`
    select id from list_version where list = ${list} and digest = ${made.digest} and published_on = ${publishedOn}`;
  const full: ListOrigin = { ...origin, ...(sink.head?.notes ? { notes: sink.head.notes } : {}) };
  const lacks = [...(sink.head?.lacks ?? [])];
  const versionId =
    same?.id ??
    (await insertVersion(transaction, {
      list,
      format: reader.format,
      publishedAt,
      publishedOn,
      made,
      origin: full,
      lacks,
    }));
  const outcome = same ? 'unchanged' : 'loaded';
  await recordAttempt(transaction, { list, outcome, versionId, origin: full, message: null, hint: null }, sink);
  await transaction`select pg_notify('lists_changed', ${list})`;
  return {
    list,
    file: request.file.name,
    outcome,
    versionId,
    publishedAt,
    parties: made.ids.length,
    rejectedRecords: sink.rejectedRecords,
    rejectedValues: sink.rejectedValues,
    message: null,
    hint: null,
  };
}

interface NewVersion {
  list: string;
  format: string;
  publishedAt: string | null;
  publishedOn: string;
  made: MadeVersion;
  origin: ListOrigin;
  lacks: string[];
}

async function insertVersion(transaction: Transaction, version: NewVersion): Promise<number> {
  const { list, format, publishedAt, publishedOn, made, origin, lacks } = version;
  const [row] = await transaction<{ id: number }[]>`
    insert into list_version (list, format, published_at, published_on, digest, entry_ids, designation_count, origin, carried_over)
    values (${list}, ${format}, ${publishedAt}, ${publishedOn}, ${made.digest}, ${made.ids}, ${made.designations}, ${transaction.json(origin as never)}, ${lacks})
    returning id`;
  if (!row) throw new Error('the version got no id');
  return row.id;
}

/** Refuses a file that is empty, mostly bad, cut off by its own count, or far smaller than its neighbours in time. */
async function refuseThin(
  transaction: Transaction,
  request: LoadRequest,
  sink: StagingSink,
  made: { parties: number; publishedOn: string },
): Promise<void> {
  const { parties, publishedOn } = made;
  if (parties === 0)
    throw thin(
      request,
      'it holds no party that can be read',
      'The last good version stays in use. Check the file and its rejected rows.',
    );
  if (sink.rejectedRecords > parties && !sink.head?.delta) {
    throw thin(
      request,
      `${sink.rejectedRecords} of its records were rejected and only ${parties} could be read`,
      'The file is damaged. The last good version stays in use.',
    );
  }
  if (request.acceptShrink) return;
  const declared = sink.head?.declaredCount ?? 0;
  if (declared > 0 && parties < declared * LEAST_SHARE) {
    throw thin(request, `it holds ${parties} parties and says of itself that it holds ${declared}`, EXCERPT);
  }
  const [before] = await transaction<{ n: number }[]>`
    select cardinality(entry_ids) as n from list_version where list = ${request.list} and published_on <= ${publishedOn} order by published_on desc, id desc limit 1`;
  const [after] = await transaction<{ n: number }[]>`
    select cardinality(entry_ids) as n from list_version where list = ${request.list} and published_on > ${publishedOn} order by published_on, id limit 1`;
  const least = Math.max((before?.n ?? 0) * LEAST_SHARE, (after?.n ?? 0) * LEAST_SHARE_OF_NEWER);
  const neighbour = before && before.n * LEAST_SHARE >= least ? before : after;
  if (neighbour && neighbour.n >= SMALL_LIST && parties < least) {
    throw thin(
      request,
      `it holds ${parties} parties where the version next to it in time holds ${neighbour.n}`,
      EXCERPT,
    );
  }
}

const EXCERPT =
  'It is probably an excerpt or cut off; the last good version stays in use. If the authority did remove that many, load it with --accept-shrink.';

function thin(request: LoadRequest, state: string, hint: string): AppError {
  return new AppError({
    code: 'LIST_THIN',
    kind: 'invalid',
    message: `Cannot take ${request.file.name} as list "${request.list}": ${state}`,
    hint,
  });
}

async function recordRefusal(
  database: Database,
  request: LoadRequest,
  error: AppError,
  sink: StagingSink | undefined,
): Promise<LoadOutcome> {
  const { list, origin } = request;
  await database.begin((transaction) =>
    recordAttempt(
      transaction,
      { list, outcome: 'refused', versionId: null, origin, message: error.message, hint: error.hint ?? null },
      sink,
    ),
  );
  return {
    list,
    file: request.file.name,
    outcome: 'refused',
    versionId: null,
    publishedAt: sink?.head?.publishedAt ?? null,
    parties: 0,
    rejectedRecords: sink?.rejectedRecords ?? 0,
    rejectedValues: sink?.rejectedValues ?? 0,
    message: messageOf(error),
    hint: error.hint ?? null,
  };
}

/** Records that a list could not even be fetched, so that its standing says so. */
export async function recordFailedFetch(database: Database, list: string, url: string, error: AppError): Promise<void> {
  const attempt: Attempt = {
    list,
    outcome: 'refused',
    versionId: null,
    origin: { files: [], url },
    message: error.message,
    hint: error.hint ?? null,
  };
  await database.begin((transaction) => recordAttempt(transaction, attempt, undefined));
}

interface Attempt {
  list: string;
  outcome: 'loaded' | 'unchanged' | 'refused';
  versionId: number | null;
  origin: ListOrigin;
  message: string | null;
  hint: string | null;
}

async function recordAttempt(transaction: Transaction, attempt: Attempt, sink: StagingSink | undefined): Promise<void> {
  const { list, outcome, versionId, origin, message, hint } = attempt;
  const [row] = await transaction<{ id: number }[]>`
    insert into list_attempt (list, outcome, version_id, origin, message, hint, rejected_records, rejected_values)
    values (${list}, ${outcome}, ${versionId}, ${transaction.json(origin as never)}, ${message}, ${hint}, ${sink?.rejectedRecords ?? 0}, ${sink?.rejectedValues ?? 0}) returning id`;
  const rows = (sink?.rejections ?? []).map((rejection, at) => ({
    attempt_id: row?.id ?? 0,
    ordinal: at + 1,
    severity: rejection.severity,
    place: rejection.place as never,
    reference: rejection.reference?.slice(0, 500) ?? null,
    reason: rejection.reason.slice(0, 1000),
  }));
  for (let at = 0; at < rows.length; at += 1000) {
    await transaction`insert into list_rejection ${transaction(rows.slice(at, at + 1000))}`;
  }
}
