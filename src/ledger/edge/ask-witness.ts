import { messageOf } from '../../kernel/errors.ts';
import { writeAddCheckpoint } from '../add-checkpoint.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { parseCount } from '../verify/bytes.ts';
import { cosignedAt } from '../verify/cosignature.ts';
import { parseSignatureLine, parseVerifierKey } from '../verify/signed-note.ts';
import type { Log } from './log.ts';
import type { PublishedHead } from './store-heads.ts';
import type { Asked, Witness } from './store-witnesses.ts';

/** Milliseconds that a witness has for its answer. */
const PATIENCE = 10_000;
/** More than a hundred signature lines. */
const MOST_ANSWER = 32_768;

/** Asks a witness to sign a head (C2SP tlog-witness). Never throws: an absent witness is an answer too. */
export async function askWitness(log: Log, witness: Witness, head: PublishedHead): Promise<Asked> {
  if (!witness.url) return { outcome: 'absent', reason: 'it has no address to ask at' };
  try {
    const first = await submit(log, witness, head, witness.signedSize ?? 0);
    if (first.status !== 409) return judged(first, witness, head);
    const known = parseCount(first.body.trim());
    if (known === null) return refusal(first);
    if (known === (witness.signedSize ?? 0))
      return { outcome: 'refused', reason: `it has signed another head of ${known} entries: two histories` };
    if (known > head.size)
      return { outcome: 'refused', reason: `it has signed a head of ${known} entries, more than this log has` };
    return judged(await submit(log, witness, head, known), witness, head);
  } catch (cause) {
    return { outcome: 'absent', reason: reasonOf(cause) };
  }
}

interface Answer {
  status: number;
  body: string;
}

async function submit(log: Log, { url }: Witness, head: PublishedHead, oldSize: number): Promise<Answer> {
  const proof = await log.consistency(Math.min(oldSize, head.size), head.size);
  const response = await fetch(`${(url ?? '').replace(/\/+$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: writeAddCheckpoint({ oldSize, proof, checkpoint: head.text }),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  });
  return { status: response.status, body: await shortText(response) };
}

async function shortText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > MOST_ANSWER) throw new Error(`its answer is longer than ${MOST_ANSWER} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function judged(answer: Answer, witness: Witness, head: PublishedHead): Asked {
  if (answer.status >= 500) return { outcome: 'absent', reason: `it answered with status ${answer.status}` };
  if (answer.status !== 200) return refusal(answer);
  const key = parseVerifierKey(nodePrimitives, witness.verifierKey);
  for (const line of answer.body.split('\n')) {
    const signature = parseSignatureLine(line);
    if (!signature || !key) continue;
    if (cosignedAt(nodePrimitives, { body: head.note.body, signatures: [signature] }, key) !== null)
      return { outcome: 'signed', line };
  }
  return { outcome: 'refused', reason: 'its answer holds no signature of the key that it is known by' };
}

function refusal({ status, body }: Answer): Asked {
  return { outcome: 'refused', reason: `status ${status}: ${plain(body)}` };
}

/** What a stranger says, in one short line without control characters. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

function reasonOf(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return `it did not answer in ${PATIENCE / 1000} s`;
  return plain(cause instanceof Error && cause.cause ? messageOf(cause.cause) : messageOf(cause));
}
