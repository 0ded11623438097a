import type { Act, Subject } from './route.ts';

/** Acts open to everyone who reaches the server. What stands in neither set is denied to all. */
const PUBLIC: ReadonlySet<Act> = new Set<Act>([
  'service.probe',
  'regime.read',
  'lists.read',
  // Its route asks for a token of its own, since yente's clients send it in the address.
  'lists.update',
  'parties.read',
  'screening.ask',
  'findings.read',
  'vessels.read',
  'wallets.read',
  'ledger.read',
  // A log signs what it asks a witness to sign: without a key that the witness knows, nothing is done.
  'ledger.witness',
]);
const OPERATOR: ReadonlySet<Act> = new Set<Act>([
  'parties.merge',
  'screening.decide',
  'screening.audit',
  'screening.subscribe',
  'batch.read',
  'batch.run',
  // What a node has loaded of chains says what it looks at.
  'wallets.trace',
  'ledger.operate',
]);

/** Open to all until the first API key is made, then to its holders and the operator. */
const KEYED: ReadonlySet<Act> = new Set<Act>(['screening.ask']);

/** True when the subject may do the act. Pure; deny is the default. */
export function may(subject: Subject, act: Act): boolean {
  if (subject.kind === 'operator') return PUBLIC.has(act) || OPERATOR.has(act);
  if (KEYED.has(act) && (subject.kind === 'key' || subject.keysRequired)) return subject.scopes?.includes(act) ?? false;
  return PUBLIC.has(act) || (subject.kind === 'key' && (subject.scopes?.includes(act) ?? false));
}
