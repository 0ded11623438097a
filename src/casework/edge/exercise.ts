import { findFindings } from '../../findings/edge/store.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { allPeople, type KnownPerson } from '../../team/edge/store-people.ts';
import { FOUNDING_STATES } from '../../team/states.ts';
import type { EventDraft } from '../case-event.ts';
import { act, openCase } from './act.ts';

const OWNERS = ['JP', 'KR', 'US'] as const;
/** Of a reply that is offered: within the charter's term. */
const REPLY_DAYS = 14;

/**
 * Cases of the exercise's people over the exercise's findings, where it has any: made through the same rules as any
 * other. Throws AppError (conflict) where the exercise's people are missing.
 */
export async function fillExercise(database: Database, at: Date): Promise<{ id: string; title: string }[]> {
  const people = (await allPeople(database, null)).filter(({ exercise, revokedAt }) => exercise && revokedAt === null);
  if (people.length === 0)
    throw new AppError({
      code: 'EXERCISE_WITHOUT_PEOPLE',
      kind: 'conflict',
      message: 'Cannot fill the exercise with cases: it has no people',
      hint: 'Make them first: watchkeeper team exercise',
    });
  const { findings } = await findFindings(database, { status: 'open', limit: 200, offset: 0 });
  const invented = findings.filter(({ exercise }) => exercise);
  const made: { id: string; title: string }[] = [];
  for (const [number, state] of OWNERS.entries()) {
    const title = `EXERCISE case ${number + 1}`;
    const finding = invented[number];
    const cast = castOf(people, state);
    const id = await openCase(database, cast.analyst, {
      title,
      exercise: true,
      findings: finding ? [finding.id] : [],
      label: { relTo: FOUNDING_STATES.map(({ code }) => code), caveats: [], expiresAt: null },
      now: at.toISOString(),
    });
    await play(database, { id, at, cast, text: finding?.explanation ?? 'Two ships lay side by side for six hours.' });
    made.push({ id, title });
  }
  return made;
}

interface Cast {
  analyst: KnownPerson;
  releaser: KnownPerson;
  other: KnownPerson;
}

function castOf(people: readonly KnownPerson[], state: string): Cast {
  const find = (code: string, role: string): KnownPerson => {
    const person = people.find((one) => one.state === code && one.roles.some((own) => own === role));
    if (!person) throw new Error(`the exercise has no ${role} of ${code}`);
    return person;
  };
  return { analyst: find(state, 'analyst'), releaser: find(state, 'releaser'), other: find('FR', 'coordinator') };
}

/** One case: a paragraph that is published at once with a dissent, and one whose named party has still its term. */
async function play(
  database: Database,
  { id, at, cast, text }: { id: string; at: Date; cast: Cast; text: string },
): Promise<void> {
  const now = at.toISOString();
  const due = new Date(at.getTime() + REPLY_DAYS * 86_400_000).toISOString().slice(0, 10);
  const as = (person: KnownPerson, draft: EventDraft) => act(database, person, { caseId: id, draft, now });
  const { analyst, releaser, other } = cast;
  const seen = await as(analyst, { kind: 'paragraph-written', body: { text: `EXERCISE. ${text}` } });
  await as(other, { kind: 'dissented', about: seen.id, body: { text: 'EXERCISE. The duration is not shown.' } });
  await as(releaser, { kind: 'published', about: seen.id, body: {} });
  const party = 'EXERCISE Shipping Company';
  const named = await as(analyst, {
    kind: 'paragraph-written',
    body: { text: `EXERCISE. ${party} managed both ships.`, names: [party] },
  });
  await as(other, {
    kind: 'proposed',
    about: named.id,
    body: { text: `EXERCISE. ${party} is named as manager of both ships.`, reason: 'closer to the register' },
  });
  await as(analyst, {
    kind: 'request-sent',
    body: { to: { kind: 'party', name: party }, question: 'EXERCISE. Your reply?', dueOn: due, paragraph: named.id },
  });
  await as(analyst, {
    kind: 'request-sent',
    body: {
      to: { kind: 'registry', name: 'EXERCISE flag registry' },
      question: 'EXERCISE. Who was registered?',
      dueOn: due,
    },
  });
  await as(analyst, { kind: 'task-added', body: { title: 'EXERCISE. Ask for satellite imagery of the hour' } });
}
