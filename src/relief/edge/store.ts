import { AppError, messageOf } from '../../kernel/errors.ts';
import { hashOf, sha256 } from '../../kernel/hash.ts';
import { commitRecords } from '../../ledger/edge/store.ts';
import type { SignedDocument } from '../../ledger/verify/signed-document.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { type Approval, type RevokedApproval, readApproval } from '../approval.ts';
import type { ApprovalState } from '../consignment.ts';
import { amountOf } from '../quantity.ts';

/** Who does it, for the record, and when. */
export interface Doing {
  by: string;
  at: string;
}

/** Keeps a signed approval with its balances, and commits to it in the ledger. */
export async function keepApproval(
  database: Database,
  { approval, signed }: { approval: Approval; signed: string },
  { by, at }: Doing,
): Promise<string> {
  return database.begin(async (transaction) => {
    const [known] = await transaction`select from relief_approval where id = ${approval.id}`;
    if (known)
      throw new AppError({
        code: 'APPROVAL_EXISTS',
        kind: 'conflict',
        message: `Cannot issue the approval "${approval.id}": there is one of that id`,
        hint: 'An amended approval takes another id; revoke the one before.',
      });
    const record = { record: 'relief-approval', id: approval.id, sha256: sha256(signed), by, at };
    const [commitment = ''] = await commitRecords(transaction, [record]);
    await transaction`insert into relief_approval ${transaction({
      id: approval.id,
      signed,
      first_day: approval.window.from,
      last_day: approval.window.to,
      most_shipments: approval.mostShipments,
      exercise: approval.exercise,
      by,
      at,
      commitment,
    })}`;
    const amounts = approval.items.map((item) => String(amountOf(item.quantity, item.unit)?.base ?? 0n));
    await transaction`insert into relief_balance (approval, line, amount)
      select ${approval.id}, line, amount
      from unnest(${approval.items.map(({ line }) => line)}::int[], ${amounts}::numeric[]) as row (line, amount)`;
    return commitment;
  });
}

export async function revokeApproval(
  database: Database,
  { id, reason }: { id: string; reason: string },
  { by, at }: Doing,
): Promise<string> {
  return database.begin(async (transaction) => {
    const [row] = await transaction<{ revoked: boolean }[]>`
      select exists (select from relief_revocation where approval = ${id}) as revoked
      from relief_approval where id = ${id} for update`;
    if (!row) throw noApproval(id);
    if (row.revoked)
      throw new AppError({
        code: 'APPROVAL_REVOKED',
        kind: 'conflict',
        message: `Cannot revoke "${id}": it is revoked already`,
      });
    const [commitment = ''] = await commitRecords(transaction, [{ record: 'relief-revocation', id, reason, by, at }]);
    await transaction`insert into relief_revocation ${transaction({ approval: id, reason, by, at, commitment })}`;
    return commitment;
  });
}

export interface KeptApproval extends ApprovalState {
  signed: string;
  commitment: string;
  revocation: { at: string; reason: string } | null;
}

/** An approval of this node with what is drawn on it. Throws AppError (not-found). */
export async function approvalNamed(database: Database, id: string): Promise<KeptApproval> {
  const [row] = await database<
    { signed: string; commitment: string; reason: string | null; revokedAt: string | null }[]
  >`
    select signed, approval.commitment, revocation.reason, revocation.at as "revokedAt"
    from relief_approval as approval left join relief_revocation as revocation on revocation.approval = approval.id
    where approval.id = ${id}`;
  if (!row) throw noApproval(id);
  const balances = await database<{ line: number; drawn: string }[]>`
    select line, drawn::text from relief_balance where approval = ${id}`;
  const shipments = await database<{ shipment: string }[]>`
    select shipment from relief_shipment where approval = ${id} order by place`;
  const { document } = JSON.parse(row.signed) as SignedDocument;
  return {
    approval: readApproval(JSON.parse(document)),
    signed: row.signed,
    commitment: row.commitment,
    revocation: row.revokedAt === null ? null : { at: row.revokedAt, reason: row.reason ?? '' },
    revoked: row.revokedAt !== null,
    drawn: new Map(balances.map(({ line, drawn }) => [line, BigInt(drawn)])),
    shipments: shipments.map(({ shipment }) => shipment),
  };
}

/** Every approval's id, latest first, with how much of it is used. */
export async function allApprovals(database: Database) {
  return database<
    {
      id: string;
      from: string;
      to: string;
      mostShipments: number;
      shipments: number;
      items: number;
      revoked: boolean;
      exercise: boolean;
    }[]
  >`select id, first_day as "from", last_day as "to", most_shipments as "mostShipments", exercise,
      (select count(*)::int from relief_shipment where approval = id) as shipments,
      (select count(*)::int from relief_balance where approval = id) as items,
      exists (select from relief_revocation where approval = id) as revoked
    from relief_approval order by at desc, id`;
}

export async function allRevocations(database: Database): Promise<RevokedApproval[]> {
  return database<RevokedApproval[]>`select approval as id, at, reason from relief_revocation order by at, approval`;
}

/** A shipment and what it takes of one approval; a consolidated shipment is booked on each approval under one name. */
export interface Booking {
  approval: string;
  shipment: string;
  on: string;
  draws: readonly { line: number; amount: string }[];
}

/**
 * Draws what a shipment takes, all of it or nothing. Throws AppError `RELIEF_OVERDRAWN` (conflict) when an item has
 * less left, the shipment is booked already, the approval is revoked, or no shipment is left: the database refuses it.
 */
export async function bookShipment(database: Database, bookings: readonly Booking[], { by, at }: Doing): Promise<void> {
  try {
    await database.begin(async (transaction) => {
      // In one order, so that two consolidated shipments never wait for each other.
      const inOrder = [...bookings].sort((left, right) => (left.approval < right.approval ? -1 : 1));
      for (const booking of inOrder) await drawAll(transaction, booking, { by, at });
    });
  } catch (cause) {
    throw refusalOf(cause);
  }
}

async function drawAll(transaction: Transaction, booking: Booking, { by, at }: Doing): Promise<void> {
  const { approval, shipment, on } = booking;
  const [kept] = await transaction`select from relief_approval where id = ${approval} for update`;
  if (!kept) throw noApproval(approval);
  await transaction`insert into relief_shipment (approval, shipment, place, shipped_on, by, at)
    select ${approval}, ${shipment}, (select count(*)::int + 1 from relief_shipment where approval = ${approval}), ${on}, ${by}, ${at}`;
  const draws = [...booking.draws].sort((left, right) => left.line - right.line);
  const record = { record: 'relief-draw', approval, shipment: hashOf(shipment), on, draws, by, at };
  const [commitment = ''] = await commitRecords(transaction, [record]);
  await transaction`insert into relief_draw (approval, line, shipment, amount, by, at, commitment)
    select ${approval}, line, ${shipment}, amount, ${by}, ${at}, ${commitment}
    from unnest(${draws.map(({ line }) => line)}::int[], ${draws.map(({ amount }) => amount)}::numeric[]) as row (line, amount)`;
}

function refusalOf(cause: unknown): unknown {
  const { constraint_name: constraint, code } = cause as { constraint_name?: string; code?: string };
  const said = /^relief: (.*)$/.exec(messageOf(cause))?.[1];
  const why =
    said ??
    (constraint === 'relief_never_overdrawn' ? 'an item has less left than this takes' : undefined) ??
    (code === '23505' ? 'this shipment is booked already' : undefined) ??
    (code === '23503' ? 'the approval has no such item' : undefined) ??
    (code === '23514' ? 'an amount is nothing or less' : undefined);
  if (why === undefined) return cause;
  return new AppError({
    code: 'RELIEF_OVERDRAWN',
    kind: 'conflict',
    message: `Cannot book the shipment: ${why}`,
    hint: 'Nothing was booked. Check the packing list again: what is left may have changed.',
    cause,
  });
}

function noApproval(id: string): AppError {
  return new AppError({
    code: 'APPROVAL_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the approval "${id.slice(0, 80)}": this node issued none of that id`,
    hint: 'watchkeeper relief approvals shows them all.',
  });
}
