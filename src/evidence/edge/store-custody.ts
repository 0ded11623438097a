import { AppError } from '../../kernel/errors.ts';
import type { Queryable, Transaction } from '../../store/database.ts';
import type { CustodianKey, CustodyEntry } from '../custody/custody-chain.ts';

/** The entries of an item, from the first. */
export async function custodyEntries(database: Queryable, id: string): Promise<CustodyEntry[]> {
  return await database<CustodyEntry[]>`
    select body, signature from evidence_custody where evidence = ${id} order by number`;
}

/** Lets nobody else add to an item's chain until the transaction ends. */
export async function lockCustody(transaction: Transaction, id: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`custody ${id}`}, 45))`;
}

/** Adds the next entry. Throws AppError (conflict) when another was added since the chain was read. */
export async function keepCustodyEntry(database: Queryable, { body, signature }: CustodyEntry): Promise<void> {
  const kept = await database`
    insert into evidence_custody (evidence, number, body, signature)
    values (${body.evidence}, ${body.number}, ${database.json(body as never)}, ${signature})
    on conflict do nothing returning number`;
  if (kept.length > 0) return;
  throw new AppError({
    code: 'CUSTODY_CONFLICT',
    kind: 'conflict',
    message: `Cannot sign for evidence ${body.evidence}: someone else did at the same moment`,
    hint: 'Look at its custody and try again.',
  });
}

export async function custodianKeys(database: Queryable): Promise<CustodianKey[]> {
  return await database<CustodianKey[]>`
    select custodian, public_key as "publicKey" from evidence_custodian order by custodian, at`;
}

export async function keepCustodianKey(database: Queryable, { custodian, publicKey }: CustodianKey): Promise<void> {
  await database`
    insert into evidence_custodian (custodian, public_key) values (${custodian}, ${publicKey}) on conflict do nothing`;
}
