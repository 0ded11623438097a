import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { type Signer, signNote } from '../../ledger/signer.ts';
import {
  isSignedBy,
  parseNote,
  type SignedNote,
  type VerifierKey,
  writeNote,
} from '../../ledger/verify/signed-note.ts';

/**
 * What one node asks of another: a signed note (C2SP signed-note), so that what it acknowledges to have can be shown
 * to others. `after` and `have` say what was taken before, `mirrored` how much of the log.
 */
export interface PullRequest {
  from: string;
  to: string;
  /** Whose events are asked for: the asker takes no others from there. */
  states: string[];
  after: number;
  have: number;
  mirrored: number;
  /** Seconds since 1970. */
  time: number;
  nonce: string;
}

/** What is said of an answer, signed: enough to show later that it was given, and how much it should be. */
export interface PullAnswerHead {
  from: string;
  to: string;
  nonce: string;
  /** SHA-256 of the answer's text. */
  digest: string;
}

const REQUEST = 'watchkeeper/exchange-request/v1';
const ANSWER = 'watchkeeper/exchange-answer/v1';
const NUMBERS = ['after', 'have', 'mirrored', 'time'] as const;

export function writeRequest(signer: Signer, request: PullRequest): string {
  const { from, to, states, after, have, mirrored, time, nonce } = request;
  const body = `${REQUEST}\nfrom ${from}\nto ${to}\nstates ${states.join(',')}\nafter ${after}\nhave ${have}\nmirrored ${mirrored}\ntime ${time}\nnonce ${nonce}\n`;
  return writeNote({ body, signatures: [signNote(signer, body)] });
}

/** Null when the text is no such request. Says nothing yet about who signed. */
export function readRequest(text: string): { request: PullRequest; note: SignedNote } | null {
  const note = parseNote(text);
  const fields = note && fieldsOf(note.body, REQUEST, ['from', 'to', 'states', ...NUMBERS, 'nonce']);
  if (!note || !fields || NUMBERS.some((name) => !/^\d{1,15}$/.test(fields[name] ?? ''))) return null;
  const number = (name: (typeof NUMBERS)[number]): number => Number(fields[name]);
  const { from = '', to = '', states = '', nonce = '' } = fields;
  if (!/^[0-9a-f]{32}$/.test(nonce) || !/^[A-Z0-9-]{2,40}(,[A-Z0-9-]{2,40}){0,99}$/.test(states)) return null;
  return {
    note,
    request: {
      from,
      to,
      states: states.split(','),
      nonce,
      after: number('after'),
      have: number('have'),
      mirrored: number('mirrored'),
      time: number('time'),
    },
  };
}

export function writeAnswerHead(signer: Signer, { from, to, nonce, digest }: PullAnswerHead): string {
  const body = `${ANSWER}\nfrom ${from}\nto ${to}\nnonce ${nonce}\ndigest ${digest}\n`;
  return writeNote({ body, signatures: [signNote(signer, body)] });
}

export function readAnswerHead(text: string): { head: PullAnswerHead; note: SignedNote } | null {
  const note = parseNote(text);
  const fields = note && fieldsOf(note.body, ANSWER, ['from', 'to', 'nonce', 'digest']);
  if (!note || !fields) return null;
  const { from = '', to = '', nonce = '', digest = '' } = fields;
  return { note, head: { from, to, nonce, digest } };
}

export function isFrom(note: SignedNote, key: VerifierKey): boolean {
  return isSignedBy(nodePrimitives, note, key);
}

/** The named lines of a note after its first, all of them and in order. */
function fieldsOf(body: string, first: string, names: readonly string[]): Record<string, string> | null {
  const lines = body.split('\n');
  if (lines[0] !== first || lines.length !== names.length + 2 || lines.at(-1) !== '') return null;
  const fields: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const line = lines[at + 1] ?? '';
    if (!line.startsWith(`${name} `)) return null;
    fields[name] = line.slice(name.length + 1);
  }
  return fields;
}
