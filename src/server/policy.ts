import type { Role } from '../team/role.ts';
import { ACTS, type Act, type Subject } from './route.ts';

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
  'trade.read',
  'wallets.read',
  'ledger.read',
  // A log signs what it asks a witness to sign: without a key that the witness knows, nothing is done.
  'ledger.witness',
  'session.use',
  'team.read',
  // What anyone sees of cases is what their labels let them: the public sees what is published.
  'cases.read',
  // An update holds what is public and nothing else.
  'updates.read',
  // The same of evidence.
  'evidence.read',
  // A node signs what it asks: without a key that is known here, nothing is given.
  'exchange.pull',
  // Whether aid is covered must be answerable at every customs desk and bank.
  'relief.read',
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
  'exchange.read',
  // What keeps the node's vault whole; they read of evidence what everyone may.
  'evidence.check',
  'evidence.erase',
  'team.people',
  'team.manage',
  'team.accede',
  'relief.keep',
]);

/** What people do beyond what is open to everyone, by their role. What a label covers is decided there, not here. */
const BY_ROLE: Readonly<Record<Role, ReadonlySet<Act>>> = {
  analyst: new Set<Act>([
    'parties.merge',
    'screening.decide',
    'screening.subscribe',
    'batch.read',
    'batch.run',
    'wallets.trace',
    'team.people',
    'team.comment',
    'cases.act',
    'evidence.add',
    'evidence.open',
    'evidence.rate',
    'evidence.hold',
    'evidence.check',
  ]),
  releaser: new Set<Act>(['team.people', 'team.comment', 'cases.act', 'evidence.open']),
  coordinator: new Set<Act>([
    'screening.audit',
    'team.people',
    'team.comment',
    'team.accede',
    'cases.act',
    'relief.keep',
    'evidence.add',
    'evidence.open',
    'evidence.hold',
    'evidence.check',
  ]),
  'witness-officer': new Set<Act>([
    'team.people',
    'cases.act',
    'evidence.add',
    'evidence.open',
    'evidence.hold',
    'evidence.check',
    'evidence.erase',
  ]),
  administrator: new Set<Act>(['team.people', 'team.manage']),
};
/** What no key may do, whatever its scopes say: these need a person, or the operator. */
const NOT_BY_KEY: ReadonlySet<Act> = new Set<Act>([
  'team.people',
  'team.manage',
  'team.accede',
  'team.comment',
  'cases.act',
  'evidence.add',
  'evidence.open',
  'evidence.rate',
  'evidence.hold',
  'evidence.check',
  'evidence.erase',
]);

/** What a key may be made for. */
export const KEY_ACTS: readonly Act[] = ACTS.filter((act) => !NOT_BY_KEY.has(act));

/** Open to all until the first API key is made, then to its holders and the operator. */
const KEYED: ReadonlySet<Act> = new Set<Act>(['screening.ask']);

/** True when the subject may do the act. Pure; deny is the default. */
export function may(subject: Subject, act: Act): boolean {
  if (subject.kind === 'operator') return PUBLIC.has(act) || OPERATOR.has(act);
  if (subject.kind === 'person')
    return PUBLIC.has(act) || (subject.person?.roles.some((role) => BY_ROLE[role].has(act)) ?? false);
  if (subject.kind === 'key' && NOT_BY_KEY.has(act)) return false;
  if (KEYED.has(act) && (subject.kind === 'key' || subject.keysRequired)) return subject.scopes?.includes(act) ?? false;
  return PUBLIC.has(act) || (subject.kind === 'key' && (subject.scopes?.includes(act) ?? false));
}
