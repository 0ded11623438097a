import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { allPeople } from '../../team/edge/store-people.ts';
import { labelSentence } from '../../team/label-sentence.ts';
import type { LabelSubject } from '../../team/may.ts';
import { labelSubjectOf } from '../../team/person.ts';
import type { Publication } from '../case-event.ts';
import type { CaseView, ParagraphView } from '../case-view.ts';
import { needsOf } from '../needs.ts';
import { releaseLadder } from '../release-ladder.ts';
import { noCase } from './act.ts';
import { fillExercise } from './exercise.ts';
import { readCase, readCases, readPublished } from './store.ts';

const EVERYONE: LabelSubject = { kind: 'public', state: null, organisation: null, roles: [], caveats: [] };
const asOption = {
  flags: '--as <login>',
  description: 'see it as this person does; as everyone does when not given',
};
const as = z.string().min(1).max(80).optional();

/** `cases list`, `show`, `published`, `exercise`. What is done in a case is done by people, in the console or over HTTP. */
export function caseCommands(): Command[] {
  return [list, show, published, exercise];
}

const list = defineCommand({
  name: 'cases list',
  summary: 'Show the cases that somebody may see, and what needs them',
  options: [asOption],
  schema: z.object({ as }),
  examples: ['npx watchkeeper cases list --as jp-analyst'],
  async run({ options }, world) {
    const now = world.now().toISOString();
    const { subject, by } = await readerNamed(world, options.as);
    const { total, cases } = await readCases(await world.database(), subject, { limit: 500, offset: 0, now });
    const rows = cases.map((view) => ({ ...view, needs: by === null ? [] : needsOf(view, by, now) }));
    world.output.answer({ total, cases: rows }, () =>
      rows.length === 0
        ? 'There is no case that this reader may see. A case is opened on a finding, in the console.'
        : table(
            ['id', 'by', 'stage', 'paragraphs', 'requests', 'needs', 'title'],
            rows.map((view) => [
              view.id,
              view.by,
              view.stage,
              String(view.paragraphs.length),
              String(view.requests.length),
              String(view.needs.length),
              `${view.exercise && !view.title.includes('EXERCISE') ? 'EXERCISE ' : ''}${view.title}`,
            ]),
          ),
    );
    return undefined;
  },
});

const show = defineCommand({
  name: 'cases show',
  summary: 'Show a case as somebody sees it, with what stands between each paragraph and the public',
  arguments: [{ name: 'id', description: 'as "cases list" shows it' }],
  options: [asOption],
  schema: z.object({ as }),
  async run({ args: [id = ''], options }, world) {
    const now = world.now().toISOString();
    const { subject } = await readerNamed(world, options.as);
    const isId = z.uuid().safeParse(id).success;
    const view = isId ? await readCase(await world.database(), subject, { caseId: id, now }) : null;
    if (!view) throw noCase();
    const paragraphs = view.paragraphs.map((one) => ({ ...one, ladder: releaseLadder(one, view, now) }));
    world.output.answer({ ...view, paragraphs }, () => caseText(view, now));
    return undefined;
  },
});

const published = defineCommand({
  name: 'cases published',
  summary: 'Show what was published, with dissents, replies and silence beside it',
  schema: z.object({}),
  async run(_, world) {
    const all = await readPublished(await world.database(), EVERYONE, { limit: 500, offset: 0 });
    world.output.answer(all, () =>
      all.total === 0
        ? 'Nothing is published yet.'
        : all.published
            .map(({ at, by, body }) => {
              const { text, dissents, replies, silent } = body as Publication;
              return [
                `${at.slice(0, 10)} ${by}`,
                text,
                ...dissents.map((one) => `  Dissent of ${one.state}: ${one.text}`),
                ...replies.map((one) => `  Reply of ${one.party}, ${one.receivedOn}: ${one.text}`),
                ...silent.map((one) => `  ${one.party} was offered a reply by ${one.dueOn} and gave none.`),
              ].join('\n');
            })
            .join('\n\n'),
    );
    return undefined;
  },
});

const exercise = defineCommand({
  name: 'cases exercise',
  summary: 'Fill the exercise with cases: paragraphs, a dissent, a proposal, requests, a publication',
  schema: z.object({}),
  examples: ['npx watchkeeper team exercise && npx watchkeeper cases exercise'],
  async run(_, world) {
    const cases = await fillExercise(await world.database(), world.now());
    world.output.answer({ exercise: true, cases }, () =>
      ['EXERCISE: none of this is real.', ...cases.map(({ id, title }) => `${id}  ${title}`)].join('\n'),
    );
    return undefined;
  },
});

async function readerNamed(
  world: World,
  login: string | undefined,
): Promise<{ subject: LabelSubject; by: string | null }> {
  if (login === undefined) return { subject: EVERYONE, by: null };
  const person = (await allPeople(await world.database(), null)).find((one) => one.login === login.toLowerCase());
  if (person && person.revokedAt === null)
    return { subject: labelSubjectOf({ kind: 'person', person: person }), by: person.state ?? person.organisation };
  throw new AppError({
    code: 'PERSON_UNKNOWN',
    kind: 'not-found',
    message: `Cannot show cases as "${login.slice(0, 80)}" sees them: nobody of that name has access`,
    hint: '"watchkeeper team people" shows who has.',
  });
}

function caseText(view: CaseView, now: string): string {
  const lines = [
    `${view.title} (${view.stage})`,
    `${labelSentence(view.label, (code) => code)}.`,
    `Opened by ${view.by} on ${view.openedAt.slice(0, 10)}; ${view.findings.length} findings.`,
  ];
  for (const paragraph of view.paragraphs) lines.push('', ...paragraphText(paragraph, view, now));
  if (view.requests.length > 0)
    lines.push(
      '',
      table(
        ['asked', 'by', 'due', 'standing', 'question'],
        view.requests.map(({ to, by, dueOn, standing, question }) => [
          to.name,
          by,
          dueOn,
          standing,
          question.slice(0, 80),
        ]),
      ),
    );
  return lines.join('\n');
}

function paragraphText(paragraph: ParagraphView, view: CaseView, now: string): string[] {
  const { by, versions, struck, dissents, replies, proposals, publications } = paragraph;
  const state = struck ? 'struck' : publications.length > 0 ? 'published' : 'not published';
  return [
    `${by}, version ${versions.length}, ${state}`,
    `  ${versions.at(-1)?.text}`,
    ...dissents.filter(({ ended }) => ended === null).map((one) => `  Dissent of ${one.by}: ${one.text}`),
    ...replies.map((one) => `  Reply of ${one.party}, ${one.receivedOn}: ${one.text}`),
    ...proposals.map((one) => `  ${one.by} proposes: ${one.text}`),
    ...(publications.length > 0
      ? []
      : releaseLadder(paragraph, view, now)
          .filter(({ done }) => !done)
          .map(({ sentence }) => `  Before it is public: ${sentence}`)),
  ];
}
