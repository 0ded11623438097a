import type { Database, Transaction } from '../../store/database.ts';
import { type Label, normalLabel } from '../label.ts';
import { authorCodes, type LabelSubject, readerCodes, subjectCaveats } from '../may.ts';

/**
 * Runs work that sees and adds only what labels let the subject see and add: a transaction under the role that the
 * policies bind, with the subject's codes set for this transaction alone. Every query over labelled tables that answers
 * somebody goes through here; in it, only tables that are granted to `watchkeeper_subject` can be named.
 */
export async function asSubject<Result>(
  database: Database,
  subject: LabelSubject,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const [codes, authors, caveats] = [readerCodes(subject), authorCodes(subject), subjectCaveats(subject)];
  return (await database.begin(async (transaction) => {
    await transaction`select
      set_config('watchkeeper.codes', (${codes}::text[])::text, true),
      set_config('watchkeeper.authors', (${authors}::text[])::text, true),
      set_config('watchkeeper.caveats', (${caveats}::text[])::text, true),
      set_config('watchkeeper.keeper', '', true),
      set_config('role', 'watchkeeper_subject', true)`;
    return await work(transaction);
  })) as Result;
}

/** Runs work that keeps the data and answers nobody: it sees every row. Without it, the owner of a labelled table sees none. */
export async function asKeeper<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return (await database.begin(async (transaction) => {
    await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
    return await work(transaction);
  })) as Result;
}

/** A label as the columns that `label_table()` adds. */
export interface LabelColumns {
  originator: string;
  rel_to: string[];
  caveats: string[];
  expires_at: string | null;
}

export function labelColumns(label: Label): LabelColumns {
  const { originator, relTo, caveats, expiresAt } = normalLabel(label);
  return { originator, rel_to: relTo === 'public' ? ['public'] : relTo, caveats, expires_at: expiresAt };
}

export function labelOfColumns({ originator, rel_to, caveats, expires_at }: LabelColumns): Label {
  return {
    originator,
    relTo: rel_to.includes('public') ? 'public' : rel_to,
    caveats,
    expiresAt: expires_at,
  };
}
