import { AppError } from '../../kernel/errors.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import type { Signer } from '../../ledger/signer.ts';
import { writeVerifierKey } from '../../ledger/verify/signed-note.ts';
import type { Database } from '../../store/database.ts';
import { readApproval, signApproval, signRevocations, type VerifiedApproval, verifyApproval } from '../approval.ts';
import { type Consignment, type ConsignmentAnswer, checkConsignment } from '../consignment.ts';
import type { PackingList } from '../packing-list.ts';
import { allRevocations, approvalNamed, bookShipment, type Doing, keepApproval } from './store.ts';

/** What this node does with approvals: the same for the command line and over HTTP. */
export interface ReliefOffice {
  database: Database;
  signer: Signer;
  now(): Date;
}

export type CheckedPackingList = ConsignmentAnswer & { rejected: PackingList['rejected'] };

export async function issueApproval(office: ReliefOffice, value: unknown, by: string) {
  const approval = readApproval(value);
  const signed = signApproval(office.signer, approval);
  const commitment = await keepApproval(office.database, { approval, signed }, doing(office, by));
  return { id: approval.id, signed, commitment };
}

/** The signed list of all that this node revoked. */
export async function signedRevocations({ database, signer, now }: ReliefOffice): Promise<string> {
  return signRevocations(signer, now().toISOString(), await allRevocations(database));
}

/** A signed approval held against this node's key and revocations. */
export async function verifyHere(office: ReliefOffice, approval: string, on?: string): Promise<VerifiedApproval> {
  return verifyApproval(nodePrimitives, {
    approval,
    trusted: writeVerifierKey(office.signer.key),
    revocations: await signedRevocations(office),
    on: on ?? today(office),
  });
}

/** A packing list held against an approval of this node, with what is drawn by now. */
export async function checkPackingList(
  { database }: Pick<ReliefOffice, 'database'>,
  id: string,
  { list, consignment }: { list: PackingList; consignment: Consignment },
): Promise<CheckedPackingList> {
  return checkedList(list, checkConsignment(list.lines, await approvalNamed(database, id), consignment));
}

/** A line that could not be read covers nothing: the consignment is not covered while there is one. */
export function checkedList(list: PackingList, answer: ConsignmentAnswer): CheckedPackingList {
  const { rejected } = list;
  if (rejected.length === 0) return { ...answer, rejected };
  const sentence = `${answer.sentence} ${rejected.length} rows could not be read.`;
  return { ...answer, rejected, sentence, result: answer.result === 'covered' ? 'look' : answer.result };
}

/** Books a shipment whose packing list is wholly covered; refuses any other, with what is wrong. */
export async function bookPackingList(
  office: ReliefOffice,
  id: string,
  { list, consignment, by }: { list: PackingList; consignment: Consignment & { shipment: string }; by: string },
): Promise<CheckedPackingList> {
  const answer = await checkPackingList(office, id, { list, consignment });
  if (answer.result !== 'covered')
    throw new AppError({
      code: 'CONSIGNMENT_NOT_COVERED',
      kind: 'conflict',
      message: `Cannot book the shipment: ${answer.sentence}`,
      hint: 'Check the packing list and correct what it names; nothing was booked.',
      data: { counts: answer.counts },
    });
  const { shipment, on } = consignment;
  await bookShipment(office.database, [{ approval: id, shipment, on, draws: answer.draws }], doing(office, by));
  return answer;
}

export function today({ now }: Pick<ReliefOffice, 'now'>): string {
  return now().toISOString().slice(0, 10);
}

export function doing({ now }: Pick<ReliefOffice, 'now'>, by: string): Doing {
  return { by, at: now().toISOString() };
}
