import { randomBytes } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Queryable } from '../../store/database.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { commitmentOf, SALT_BYTES } from '../verify/commitment.ts';
import type { Opening } from '../verify/proof-file.ts';

/** Rows that go to the database in one statement. */
const AT_ONCE = 5000;

/**
 * Commits to records: in the transaction that does what they say, so that neither is without the other. They enter
 * the log with the next batch. Returns their commitments in hex, in order, by which they are found again.
 */
export async function commitRecords(database: Queryable, records: readonly unknown[]): Promise<string[]> {
  const commitments: string[] = [];
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const rows = records.slice(from, from + AT_ONCE).map((record) => {
      const content = canonicalJson(record);
      const salt = randomBytes(SALT_BYTES);
      return { content, salt, commitment: commitmentOf(nodePrimitives, salt, content) };
    });
    await database`
      with kept as (
        insert into ledger_record (commitment, salt, content)
        select decode(commitment, 'hex'), decode(salt, 'hex'), content
        from unnest(${rows.map((row) => hex(row.commitment))}::text[], ${rows.map((row) => hex(row.salt))}::text[],
          ${rows.map((row) => row.content)}::text[]) as row (commitment, salt, content)
        returning id
      )
      insert into ledger_queue (record) select id from kept`;
    commitments.push(...rows.map((row) => hex(row.commitment)));
  }
  return commitments;
}

export interface RecordState {
  commitment: string;
  /** Null while it waits for the next batch. */
  index: number | null;
  /** Null once the record is erased. */
  opening: Opening | null;
  erasedAt: string | null;
  erasedWhy: string | null;
}

interface RecordRow extends Omit<RecordState, 'commitment' | 'opening'> {
  salt: Uint8Array | null;
  content: string | null;
}

/** What became of a record that was committed to here; null when there was none with that commitment. */
export async function recordState(database: Queryable, commitment: string): Promise<RecordState | null> {
  const [row] = await database<RecordRow[]>`
    select entry.index, salt, content, erased_at as "erasedAt", erased_why as "erasedWhy"
    from ledger_record as record left join ledger_entry as entry using (commitment)
    where commitment = decode(${commitment}, 'hex')`;
  if (!row) return null;
  const { salt, content, ...state } = row;
  const opening = salt && content !== null ? { salt: Uint8Array.from(salt), record: content } : null;
  return { commitment, ...state, opening };
}

/** Where an entry stands in the log; null when it does not. Also of commitments whose record is elsewhere. */
export async function indexOfCommitment(database: Queryable, commitment: string): Promise<number | null> {
  const [row] = await database<{ index: number }[]>`
    select index from ledger_entry where commitment = decode(${commitment}, 'hex')`;
  return row?.index ?? null;
}

/** Destroys a record's salt and content for good. Its entry stays, and then tells nothing to anyone. */
export async function eraseRecord(database: Queryable, commitment: string, why: string): Promise<void> {
  const erased = await database`
    update ledger_record set salt = null, content = null, erased_at = now(), erased_why = ${why}
    where commitment = decode(${commitment}, 'hex') and erased_at is null returning id`;
  if (erased.length === 0)
    throw new AppError({
      code: 'RECORD_UNKNOWN',
      kind: 'not-found',
      message: `Cannot erase the record of ${commitment}: there is none here, or it is erased already`,
    });
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
