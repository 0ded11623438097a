import type { Database, Queryable, Transaction } from '../../store/database.ts';
import type { OwnershipNode, OwnershipRecords, OwnershipRejection } from '../ownership/holding.ts';

/** A file of owners as it was taken in. */
export interface OwnershipFile {
  id: number;
  sha256: string;
  name: string;
  format: string;
  exercise: boolean;
  nodes: number;
  holdings: number;
  claims: number;
  silences: number;
  rejected: number;
  rejections: OwnershipRejection[];
  loadedAt: string;
}

/** Rows that go to the database in one statement. */
const AT_ONCE = 5000;
/** Rejections that are kept one by one; all are counted. */
const MOST_KEPT = 200;

const fileColumns = `id, sha256, name, format, exercise, nodes, holdings, claims, silences, rejected, rejections, loaded_at as "loadedAt"`;

/** Keeps a file in one transaction. Null when the same bytes were taken in before. */
export async function keepOwnershipFile(
  database: Database,
  facts: Pick<OwnershipFile, 'sha256' | 'name' | 'exercise'>,
  records: OwnershipRecords,
): Promise<OwnershipFile | null> {
  return (await database.begin(async (transaction: Transaction) => {
    const { nodes, holdings, claims, silences, rejections, format } = records;
    const [file] = await transaction<OwnershipFile[]>`
      insert into ownership_file (sha256, name, format, exercise, nodes, holdings, claims, silences, rejected, rejections)
      values (${facts.sha256}, ${facts.name}, ${format}, ${facts.exercise}, ${nodes.length}, ${holdings.length},
        ${claims.length}, ${silences.length}, ${rejections.length}, ${transaction.json(rejections.slice(0, MOST_KEPT) as never)})
      on conflict (sha256) do nothing returning ${transaction.unsafe(fileColumns)}`;
    if (!file) return null;
    await keepRows(transaction, file.id, records);
    return file;
  })) as OwnershipFile | null;
}

async function keepRows(transaction: Transaction, file: number, records: OwnershipRecords): Promise<void> {
  for (const part of parts(records.nodes))
    await transaction`
      insert into ownership_node (file, id, name, kind, identifiers)
      select ${file}, id, name, kind, identifiers
      from jsonb_to_recordset(${transaction.json(part as never)}) as r(id text, name text, kind text, identifiers text[])`;
  for (const part of parts(records.holdings))
    await transaction`
      insert into ownership_holding (file, owner, owned, share_min, share_max, kind, path, declared_min, declared_max,
        from_on, to_on, joint, record, said_on)
      select ${file}, owner, owned, (share ->> 'min')::int, (share ->> 'max')::int, kind, path, (declared ->> 'min')::int,
        (declared ->> 'max')::int, "from", "to", joint, source ->> 'record', (source ->> 'saidOn')::date
      from jsonb_to_recordset(${transaction.json(part as never)}) as r(owner text, owned text, share jsonb, kind text,
        path text, declared jsonb, "from" date, "to" date, joint text, source jsonb)`;
  for (const part of parts(records.claims))
    await transaction`
      insert into ownership_claim (file, controller, controlled, means, details, from_on, to_on, record, said_on)
      select ${file}, controller, controlled, means, details, "from", "to", source ->> 'record', (source ->> 'saidOn')::date
      from jsonb_to_recordset(${transaction.json(part as never)}) as r(controller text, controlled text, means text,
        details text, "from" date, "to" date, source jsonb)`;
  for (const part of parts(records.silences))
    await transaction`
      insert into ownership_silence (file, about, what, reason, record, said_on)
      select ${file}, about, what, reason, source ->> 'record', (source ->> 'saidOn')::date
      from jsonb_to_recordset(${transaction.json(part as never)}) as r(about text, what text, reason text, source jsonb)`;
}

function* parts<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
}

/** The files that count, latest first. */
export async function ownershipFiles(database: Queryable): Promise<OwnershipFile[]> {
  return await database<OwnershipFile[]>`
    select ${database.unsafe(fileColumns)} from ownership_file where withdrawn_at is null order by id desc`;
}

/**
 * Everything that the files that count say; with a day, what they said as known by its end: files taken in later are
 * left out, and those taken back later still count.
 */
export async function ownershipRecords(database: Queryable, knownOn: string | null = null): Promise<OwnershipRecords> {
  const counts = database`file in (select id from ownership_file
    where case when ${knownOn}::date is null then withdrawn_at is null
      else loaded_at < ${knownOn}::date + 1 and (withdrawn_at is null or withdrawn_at >= ${knownOn}::date + 1) end)`;
  const nodes = await database<OwnershipNode[]>`
    select id, name, kind, identifiers from ownership_node where ${counts} order by file, id`;
  const holdings = await database<OwnershipRecords['holdings']>`
    select owner, owned, json_build_object('min', share_min, 'max', share_max) as share, kind, path,
      case when declared_min is not null then json_build_object('min', declared_min, 'max', declared_max) end as declared,
      from_on as "from", to_on as "to", joint,
      json_build_object('record', record, 'saidOn', said_on, 'file', file::text) as source
    from ownership_holding where ${counts} order by file, owned, owner, record`;
  const claims = await database<OwnershipRecords['claims']>`
    select controller, controlled, means, details, from_on as "from", to_on as "to",
      json_build_object('record', record, 'saidOn', said_on) as source
    from ownership_claim where ${counts} order by file, controlled, controller, record`;
  const silences = await database<OwnershipRecords['silences']>`
    select about, what, reason, json_build_object('record', record, 'saidOn', said_on) as source
    from ownership_silence where ${counts} order by file, about, record`;
  return { format: 'lists', nodes, holdings, claims, silences, rejections: [] };
}

/** Takes a file back: it stays on the record with the reason, and counts no longer. */
export async function takeBackOwnershipFile(
  database: Queryable,
  id: number,
  reason: string,
): Promise<OwnershipFile | null> {
  const [row] = await database<OwnershipFile[]>`
    update ownership_file set withdrawn_at = now(), withdrawn_reason = ${reason}
    where id = ${id} and withdrawn_at is null returning ${database.unsafe(fileColumns)}`;
  return row ?? null;
}

/** What distinguishes one state of the files from another: it changes with every file taken in or back. */
export async function ownershipState(database: Queryable): Promise<string> {
  const [row] = await database<{ state: string }[]>`
    select coalesce(max(id), 0) || '-' || count(withdrawn_at) as state from ownership_file`;
  return row?.state ?? '';
}
