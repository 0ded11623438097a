import type { Queryable } from '../../store/database.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../verify/checkpoint.ts';
import { parseSignatureLine, writeNote } from '../verify/signed-note.ts';

/** A published head with the signatures that it has by now. */
export interface PublishedHead extends SignedCheckpoint {
  /** As it is served: the signed note with the witnesses' lines. */
  text: string;
  at: string;
}

interface HeadRow {
  note: string;
  at: string;
  lines: string[];
}

/** The latest head; null of a log that has not begun. */
export async function latestHead(database: Queryable): Promise<PublishedHead | null> {
  const [row] = await database<HeadRow[]>`${headRows(database)} order by size desc limit 1`;
  return row ? published(row) : null;
}

export async function headAt(database: Queryable, size: number): Promise<PublishedHead | null> {
  const [row] = await database<HeadRow[]>`${headRows(database)} where size = ${size}`;
  return row ? published(row) : null;
}

/** The latest head that at least so many witnesses signed; null when there is none. */
export async function latestHeadSignedBy(database: Queryable, quorum: number): Promise<PublishedHead | null> {
  const [row] = await database<HeadRow[]>`${headRows(database)} where size = (
    select size from ledger_witnessing join ledger_witness on ledger_witness.id = witness and removed_at is null
    where outcome = 'signed' group by size having count(*) >= ${quorum} order by size desc limit 1)`;
  return row ? published(row) : null;
}

/** Every head, by size, in parts. */
export async function* allHeads(database: Queryable): AsyncGenerator<PublishedHead> {
  let after = -1;
  for (;;) {
    const rows = await database<HeadRow[]>`${headRows(database)} where size > ${after} order by size limit 1000`;
    if (rows.length === 0) return;
    for (const row of rows) {
      const head = published(row);
      after = head.size;
      yield head;
    }
  }
}

function headRows(database: Queryable) {
  return database`select note, at, array(
      select signature_line from ledger_witnessing where ledger_witnessing.size = ledger_checkpoint.size
        and outcome = 'signed' order by id) as lines
    from ledger_checkpoint`;
}

function published({ note, at, lines }: HeadRow): PublishedHead {
  const own = parseCheckpoint(note);
  if (!own) throw new Error('the ledger holds a checkpoint that is none');
  const signatures = [...own.note.signatures, ...lines.flatMap((line) => parseSignatureLine(line) ?? [])];
  const whole = { body: own.note.body, signatures };
  return { ...own, note: whole, text: writeNote(whole), at };
}
