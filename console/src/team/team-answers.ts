import type { Caveat } from '../../../src/team/caveat.ts';
import type { FiledAccession, KnownParticipant } from '../../../src/team/edge/store-accessions.ts';
import type { KnownPerson } from '../../../src/team/edge/store-people.ts';
import type { Explanation } from '../../../src/team/explain.ts';
import type { Person } from '../../../src/team/person.ts';
import type { RoleFacts } from '../../../src/team/role.ts';

export const SESSION = '/api/v1/session';
export const STATES = '/api/v1/team/states';
export const PEOPLE = '/api/v1/team/people';
export const ACCESSIONS = '/api/v1/team/accessions';
export const RULES = '/api/v1/team/rules';
export const EXPLAIN = '/api/v1/team/explain';

export interface SessionAnswer {
  signedIn: (Person & { expiresAt: string }) | null;
}
export interface StatesAnswer {
  source: string;
  checked: string;
  states: KnownParticipant[];
}
export interface PeopleAnswer {
  people: KnownPerson[];
}
export interface AccessionsAnswer {
  accessions: FiledAccession[];
}
export interface RulesAnswer {
  roles: RoleFacts[];
  caveats: Caveat[];
}
export interface InvitationAnswer {
  /** Null invites the first administrator. */
  person: Person | null;
  seed: string;
  address: string;
}
export type ExplainAnswer = Explanation;
