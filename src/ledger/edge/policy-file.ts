import { readFileSync, statSync } from 'node:fs';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { type Policy, readPolicy } from '../verify/policy.ts';

/** A proof has 63 hashes and a record; a policy a hundred keys. */
const MOST_FILE = 4_194_304;

/** The policy in a file. Throws AppError that says on which line it is wrong. */
export function policyFile(path: string): Policy {
  const policy = readPolicy(nodePrimitives, textFile(path));
  if (!('fault' in policy)) return policy;
  throw new AppError({
    code: 'POLICY_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read the policy ${path}: ${policy.fault}`,
    hint: 'It is written as C2SP tlog-policy says; "watchkeeper ledger policy" writes one.',
  });
}

/** A small text file. Throws AppError (usage) when it is none. */
export function textFile(path: string): string {
  try {
    if (statSync(path).size > MOST_FILE) throw new Error(`it is larger than ${MOST_FILE} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new AppError({
      code: 'FILE_UNREADABLE',
      kind: 'usage',
      message: `Cannot read ${path}: ${messageOf(cause)}`,
      hint: 'Name a text file that is there.',
      cause,
    });
  }
}
