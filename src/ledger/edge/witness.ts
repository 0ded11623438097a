import { AppError } from '../../kernel/errors.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { type AddCheckpointFault, judgeCheckpoint, readAddCheckpoint, type WitnessedHead } from '../add-checkpoint.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { cosign, type Signer } from '../signer.ts';
import { parseCheckpoint } from '../verify/checkpoint.ts';
import { parseVerifierKey, signatureLine, type VerifierKey } from '../verify/signed-note.ts';

/** Refused heads that are kept of one log: enough to prove a fork, too few to fill a disk. */
const MOST_REFUSED = 200;

/** What a witness answers to `POST add-checkpoint`. */
export type WitnessAnswer = { status: 200; line: string } | AddCheckpointFault;

/**
 * Signs a head of a followed log, or says why not. Check and keeping are one step: two requests at once cannot make
 * this node sign two histories, on however many servers it runs. The signature leaves only after what was signed is
 * kept for good.
 */
export async function witnessCheckpoint(
  database: Database,
  signer: Signer,
  { body, now }: { body: string; now: Date },
): Promise<WitnessAnswer> {
  const request = readAddCheckpoint(body);
  if (!request) return { status: 400, reason: 'the body is not "old SIZE", hashes, an empty line and a checkpoint' };
  const origin = parseCheckpoint(request.checkpoint)?.origin;
  if (origin === undefined) return { status: 400, reason: 'the body ends in no signed checkpoint' };
  const keys = await keysOf(database, origin);
  return (await database.begin(async (transaction): Promise<WitnessAnswer> => {
    await transaction`select pg_advisory_xact_lock(hashtextextended(${`witness ${origin}`}, 0))`;
    const judged = judgeCheckpoint(request, keys, await headOf(transaction, origin));
    if ('status' in judged) {
      await keepRefusal(transaction, { origin, note: request.checkpoint, fault: judged });
      return judged;
    }
    const signature = cosign(signer, judged.note.body, Math.floor(now.getTime() / 1000));
    await transaction`
      insert into ledger_signed_head (origin, size, root, note, at)
      values (${origin}, ${judged.size}, ${judged.root}, ${request.checkpoint}, ${now.toISOString()})
      on conflict (origin) do update set size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at`;
    return { status: 200, line: signatureLine(signature) };
  })) as WitnessAnswer;
}

/** The latest head that this node signed of a log, as the log signed it; for who compares witnesses. */
export async function signedHead(database: Database, origin: string): Promise<string | null> {
  const [row] = await database<{ note: string }[]>`select note from ledger_signed_head where origin = ${origin}`;
  return row?.note ?? null;
}

async function keysOf(database: Database, origin: string): Promise<VerifierKey[]> {
  const rows = await database<
    { key: string }[]
  >`select verifier_key as key from ledger_followed where origin = ${origin}`;
  return rows.flatMap(({ key }) => parseVerifierKey(nodePrimitives, key) ?? []);
}

async function headOf(transaction: Transaction, origin: string): Promise<WitnessedHead | null> {
  const [row] = await transaction<WitnessedHead[]>`
    select size, root from ledger_signed_head where origin = ${origin} for update`;
  return row ?? null;
}

/** Only what the log itself signed speaks against it: what anyone could send is not kept. */
async function keepRefusal(
  transaction: Transaction,
  { origin, note, fault }: { origin: string; note: string; fault: AddCheckpointFault },
): Promise<void> {
  const speaksAgainstLog = fault.status === 422 || (fault.status === 409 && fault.reason.includes('two histories'));
  if (!speaksAgainstLog) return;
  await transaction`
    insert into ledger_refused_head (origin, note, reason) select ${origin}, ${note}, ${fault.reason}
    where (select count(*) from ledger_refused_head where origin = ${origin}) < ${MOST_REFUSED}
      and not exists (select from ledger_refused_head where origin = ${origin} and note = ${note})`;
}

/** The body of `add-checkpoint` as text; an AppError for what is no UTF-8 or too long. */
export async function textOfUpload(upload: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of upload) chunks.push(chunk);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError({
      code: 'BODY_NOT_TEXT',
      kind: 'invalid',
      message: 'Cannot read the body: it is not UTF-8',
      cause,
    });
  }
}
