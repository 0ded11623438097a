import { AppError } from '../../kernel/errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { type Policy, quorumOf } from '../verify/policy.ts';
import { parseVerifierKey, type VerifierKey } from '../verify/signed-note.ts';

/** One that is asked to sign this log's heads. */
export interface Witness {
  id: number;
  /** What it is called here: a state's code, or an organisation's name. */
  name: string;
  verifierKey: string;
  /** Its submission prefix; null when it takes the heads by itself and hands in its signatures. */
  url: string | null;
  addedAt: string;
  removedAt: string | null;
  removedWhy: string | null;
  /** Of the latest head that it signed; null when it signed none. */
  signedSize: number | null;
  signedAt: string | null;
  /** What became of the last asking. */
  lastOutcome: 'signed' | 'refused' | 'absent' | null;
  lastReason: string | null;
  lastAt: string | null;
}

const MOST_WITNESSES = 100;

/** Every witness, those in office first. */
export async function allWitnesses(database: Queryable): Promise<Witness[]> {
  return await database<Witness[]>`
    select witness.id, name, verifier_key as "verifierKey", url, added_at as "addedAt",
      removed_at as "removedAt", removed_why as "removedWhy",
      signed.size as "signedSize", signed.at as "signedAt",
      latest.outcome as "lastOutcome", latest.reason as "lastReason", latest.at as "lastAt"
    from ledger_witness as witness
    left join lateral (select size, at from ledger_witnessing where witness = witness.id and outcome = 'signed'
      order by size desc limit 1) as signed on true
    left join lateral (select outcome, reason, at from ledger_witnessing where witness = witness.id
      order by id desc limit 1) as latest on true
    order by removed_at nulls first, name, id`;
}

/** Those in office. */
export async function witnessesInOffice(database: Queryable): Promise<Witness[]> {
  return (await allWitnesses(database)).filter(({ removedAt }) => removedAt === null);
}

/** Adds a witness. One of a key that is known already, or of a name in office, is refused. */
export async function addWitness(
  database: Database,
  { name, verifierKey, url }: Pick<Witness, 'name' | 'verifierKey' | 'url'>,
): Promise<void> {
  if (!isKeyOf('cosignature', verifierKey)) throw wrongKey(verifierKey, 'a witness', 'ledger witness key');
  if (!/^[^\s]{1,100}$/u.test(name)) throw wrongName(name);
  const [count] = await database<
    { n: number }[]
  >`select count(*)::int as n from ledger_witness where removed_at is null`;
  if ((count?.n ?? 0) >= MOST_WITNESSES) throw refused(`Cannot add "${name}": there are ${MOST_WITNESSES} witnesses`);
  const added = await database`
    insert into ledger_witness (name, verifier_key, url) values (${name}, ${verifierKey}, ${url})
    on conflict do nothing returning id`;
  if (added.length === 0)
    throw refused(
      `Cannot add "${name}": a witness of that name, or with that key, is or was there`,
      'Remove the one in office first; a key that was removed does not come back.',
    );
}

/** Removes a witness for good, with a reason; what it signed stays. */
export async function removeWitness(database: Database, name: string, why: string): Promise<void> {
  const removed = await database`
    update ledger_witness set removed_at = now(), removed_why = ${why} where name = ${name} and removed_at is null
    returning id`;
  if (removed.length > 0) return;
  throw new AppError({
    code: 'WITNESS_UNKNOWN',
    kind: 'not-found',
    message: `Cannot remove the witness "${name}": none in office has that name`,
    hint: '"watchkeeper ledger status" shows them.',
  });
}

export type Asked =
  | { outcome: 'signed'; line: string }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'absent'; reason: string };

/** Keeps what became of asking a witness for its signature under a head. */
export async function keepAsked(database: Queryable, witness: number, size: number, asked: Asked): Promise<void> {
  const line = asked.outcome === 'signed' ? asked.line : null;
  const reason = asked.outcome === 'signed' ? null : asked.reason.slice(0, 500);
  await database`
    insert into ledger_witnessing (witness, size, outcome, reason, signature_line)
    values (${witness}, ${size}, ${asked.outcome}, ${reason}, ${line}) on conflict do nothing`;
}

/** The policy that readers of this log are given: its key, the witnesses in office, and how many must sign. */
export async function policyOf(database: Queryable, logKey: VerifierKey): Promise<Policy> {
  const witnesses = (await witnessesInOffice(database)).flatMap(({ name, verifierKey, url }) => {
    const key = parseVerifierKey(nodePrimitives, verifierKey);
    return key ? [{ name, key, url }] : [];
  });
  return { logs: [logKey], witnesses, quorum: quorumOf(witnesses.length) };
}

/** Follows a log as its witness: the key that its heads must be signed with. */
export async function followLog(database: Database, verifierKey: string): Promise<string> {
  const key = parseVerifierKey(nodePrimitives, verifierKey);
  if (key?.type !== 'note') throw wrongKey(verifierKey, 'a log', 'ledger status');
  await database`insert into ledger_followed (verifier_key, origin) values (${verifierKey}, ${key.name})
    on conflict do nothing`;
  return key.name;
}

export async function unfollowLog(database: Database, origin: string): Promise<void> {
  const gone = await database`delete from ledger_followed where origin = ${origin} returning origin`;
  if (gone.length === 0) throw refused(`Cannot stop following "${origin}": this node does not`);
}

export interface FollowedLog {
  origin: string;
  verifierKey: string;
  signedSize: number | null;
  signedAt: string | null;
  refusals: number;
  lastRefusal: string | null;
}

/** The logs that this node signs the heads of. */
export async function followedLogs(database: Queryable): Promise<FollowedLog[]> {
  return await database<FollowedLog[]>`
    select followed.origin, verifier_key as "verifierKey", head.size as "signedSize", head.at as "signedAt",
      (select count(*)::int from ledger_refused_head where origin = followed.origin) as refusals,
      (select reason from ledger_refused_head where origin = followed.origin order by id desc limit 1) as "lastRefusal"
    from ledger_followed as followed left join ledger_signed_head as head using (origin) order by followed.origin`;
}

function isKeyOf(type: VerifierKey['type'], text: string): boolean {
  return parseVerifierKey(nodePrimitives, text)?.type === type;
}

function wrongKey(text: string, whose: string, command: string): AppError {
  return new AppError({
    code: 'KEY_WRONG',
    kind: 'usage',
    message: `Cannot use the key "${text.slice(0, 200)}": it is not the key of ${whose}`,
    hint: `It is written name+hash+base64; "watchkeeper ${command}" on that node shows it.`,
  });
}

function wrongName(name: string): AppError {
  return new AppError({
    code: 'WITNESS_NAME_WRONG',
    kind: 'usage',
    message: `Cannot call a witness "${name.slice(0, 200)}": a name has 1 to 100 characters and no space`,
    hint: 'Use the code of its state, as "JP".',
  });
}

function refused(message: string, hint?: string): AppError {
  return new AppError({ code: 'REFUSED', kind: 'refused', message, ...(hint ? { hint } : {}) });
}
