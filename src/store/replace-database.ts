import { AppError } from '../kernel/errors.ts';
import type { Transaction } from './database.ts';

/** The ledger's latest published head: what a backup that takes this database's place must hold too. */
interface LedgerHead {
  size: number;
  note: string;
}

export async function ledgerHead(transaction: Transaction): Promise<LedgerHead | null> {
  const [head] = await transaction<LedgerHead[]>`select size, note from ledger_checkpoint order by size desc limit 1`;
  return head && head.size > 0 ? head : null;
}

/**
 * Empties every table, those too that refuse it: for a restore alone, which puts back at once what only grows. The
 * guards are down for this transaction only, and the tables locked in it.
 */
export async function emptyAll(transaction: Transaction, names: readonly string[]): Promise<void> {
  const guarded = await transaction<{ name: string }[]>`
    select distinct relname as name from pg_trigger join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and relname = any(${[...names]}) order by 1`;
  for (const { name } of guarded) await transaction`alter table ${transaction(name)} disable trigger user`;
  await transaction`truncate ${transaction([...names])}`;
  for (const { name } of guarded) await transaction`alter table ${transaction(name)} enable trigger user`;
}

/** Refuses a backup whose ledger does not hold all that this database's held: others have its heads. */
export async function refuseForgotten(transaction: Transaction, path: string, head: LedgerHead): Promise<void> {
  const [row] = await transaction`select from ledger_checkpoint where size = ${head.size} and note = ${head.note}`;
  if (row) return;
  throw new AppError({
    code: 'RESTORE_FORGETS',
    kind: 'refused',
    message: `Cannot restore ${path}: the ledger here has ${head.size} entries that the backup does not all have`,
    hint: 'A log that forgets is seen by its witnesses. Restore into an empty database, or take a later backup.',
    data: { entries: head.size },
  });
}
