import { AppError } from '../../kernel/errors.ts';
import type { Subject } from '../../server/route.ts';
import type { LabelSubject } from '../../team/may.ts';
import { labelSubjectOf } from '../../team/person.ts';

/** The operator as a custodian: of what was taken in by command for nobody else. */
const OPERATOR = 'operator';

/** Who acts on evidence, as the chain of custody names them. */
export interface Actor {
  subject: LabelSubject;
  /** Who holds and signs: a state or an organisation, or the operator. */
  by: string;
  /** Who did it for them; of the operator, nobody. */
  login: string | null;
}

/** A person with what they act for, or the operator. Throws AppError for everyone else. */
export function actorOf(asker: Subject): Actor {
  const subject = labelSubjectOf(asker);
  if (asker.kind === 'operator') return { subject, by: OPERATOR, login: null };
  return personOf(asker);
}

/** A person with what they act for. Throws AppError for everyone else. */
export function personOf(asker: Subject): Actor & { login: string; exercise: boolean } {
  const subject = labelSubjectOf(asker);
  const by = subject.state ?? subject.organisation;
  if (asker.kind === 'person' && asker.person && by !== null)
    return { subject, by, login: asker.person.login, exercise: asker.person.exercise };
  throw new AppError({
    code: 'EVIDENCE_NEEDS_PERSON',
    kind: 'refused',
    message: 'Cannot do this with evidence: you act for no state or organisation',
    hint: 'Sign in as a person of a state or an organisation.',
  });
}
