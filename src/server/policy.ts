import type { Act, Subject } from './route.ts';

/** Acts open to everyone who reaches the server. What stands in neither set is denied to all. */
const PUBLIC: ReadonlySet<Act> = new Set<Act>([
  'service.probe',
  'regime.read',
  'lists.read',
  'parties.read',
  'screening.ask',
  'findings.read',
]);
const OPERATOR: ReadonlySet<Act> = new Set<Act>(['parties.merge', 'batch.read', 'batch.run']);

/** True when the subject may do the act. Pure; deny is the default. */
export function may(subject: Subject, act: Act): boolean {
  return PUBLIC.has(act) || (subject.kind === 'operator' && OPERATOR.has(act));
}
