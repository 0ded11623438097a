import type { Database } from '../../store/database.ts';
import { ROLE_FACTS, type Role } from '../role.ts';
import { FOUNDING_STATES } from '../states.ts';
import { addPerson, allPeople, inviteAgain } from './store-people.ts';

export interface ExercisePerson {
  login: string;
  name: string;
  state: string;
  role: Role;
  /** Of the one-time link; null for someone who has joined. */
  token: string | null;
}

/** What people of a role are cleared for in an exercise. */
const CLEARED: Partial<Record<Role, string[]>> = { 'witness-officer': ['WITNESS', 'PERSONAL'] };

/**
 * Makes people to try the whole thing: of each founding state, one in each role. Run again, it gives new links to those
 * who have not joined. Throws AppError (conflict) where real people are.
 */
export async function makeExercise(database: Database, now: Date): Promise<ExercisePerson[]> {
  const there = new Map((await allPeople(database, null)).map((person) => [person.login, person]));
  const people: ExercisePerson[] = [];
  for (const { code: state, name: of } of FOUNDING_STATES)
    for (const { id: role, name: what } of ROLE_FACTS) {
      const login = `${state.toLowerCase()}-${role}`;
      const name = `EXERCISE ${what}, ${of}`;
      const known = there.get(login);
      const token = known?.exercise
        ? known.joined || known.revokedAt
          ? null
          : await inviteAgain(database, login, { home: state, name: 'operator', now })
        : await newcomer(database, { login, name, state, role }, now);
      people.push({ login, name, state, role, token });
    }
  return people;
}

async function newcomer(
  database: Database,
  { login, name, state, role }: Omit<ExercisePerson, 'token'>,
  now: Date,
): Promise<string> {
  const person = { login, name, state, organisation: null, roles: [role], caveats: CLEARED[role] ?? [] };
  return (await addPerson(database, { ...person, exercise: true, by: 'operator' }, now)).token;
}
