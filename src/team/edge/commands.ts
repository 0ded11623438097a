import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { CLEARANCES } from '../caveat.ts';
import { code } from '../label.ts';
import { clearance, login, personName } from '../person.ts';
import { ROLES } from '../role.ts';
import { FOUNDING_SOURCE } from '../states.ts';
import { accessionCommands } from './accession-commands.ts';
import { makeExercise } from './exercise.ts';
import { participantOf } from './participant-of.ts';
import { joinLink, unknownPerson } from './people-routes.ts';
import { participants } from './store-accessions.ts';
import { addPerson, allPeople, changePerson, inviteAgain, type KnownPerson, revokePerson } from './store-people.ts';

interface TeamCommandsParts {
  /** Where this node's console is reached. */
  address: string;
}

/** `team states`, `people`, `invite`, `change`, `revoke`, `exercise`, and the commands on accessions. */
export function teamCommands({ address }: TeamCommandsParts): Command[] {
  return [states, people, invite(address), change, revoke, exercise(address), ...accessionCommands()];
}

const addressOption = { flags: '--address <url>', description: 'where the console is reached, for the link' };
const webAddress = (standard: string) => z.url({ protocol: /^https?$/ }).default(standard);
const OPERATOR = { home: null, name: 'operator' };

const states = defineCommand({
  name: 'team states',
  summary: 'Show the states, observers and organisations that take part',
  schema: z.object({}),
  async run(_, world) {
    const all = await participants(await world.database(), world.now());
    world.output.answer({ ...FOUNDING_SOURCE, states: all }, () =>
      [
        table(
          ['code', 'name', 'as', 'since', 'by', ''],
          all.map((one) => [
            one.code,
            one.name,
            one.kind,
            one.since,
            one.basis,
            one.takesPart ? '' : 'not yet in effect',
          ]),
        ),
        '',
        `Founding states as of ${FOUNDING_SOURCE.asOf}: ${FOUNDING_SOURCE.checked}.`,
      ].join('\n'),
    );
    return undefined;
  },
});

const people = defineCommand({
  name: 'team people',
  summary: 'Show the people of this node',
  options: [{ flags: '--home <code>', description: 'only those of this state or organisation' }],
  schema: z.object({ home: code.optional() }),
  async run({ options: { home } }, world) {
    const all = await allPeople(await world.database(), home ?? null);
    world.output.answer({ people: all }, () =>
      all.length === 0
        ? 'There is nobody yet. "watchkeeper serve" prints the link of the first administrator; "team invite" invites others.'
        : table(['of', 'signs in as', 'name', 'roles', 'cleared for', 'state'], all.map(row)),
    );
    return undefined;
  },
});

function row(person: KnownPerson): string[] {
  const standing = person.revokedAt ? `revoked ${person.revokedAt.slice(0, 10)}` : person.joined ? 'joined' : 'invited';
  return [
    person.state ?? person.organisation ?? '',
    person.login,
    person.name,
    person.roles.join(', '),
    person.caveats.join(', '),
    standing,
  ];
}

function commaList<Item extends z.ZodType<string, string>>(item: Item, message: string) {
  return z
    .string(message)
    .transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))])
    .pipe(z.array(item));
}

const rolesOption = { flags: '--roles <roles>', description: `by commas: ${ROLES.join(', ')}` };
const clearedOption = {
  flags: '--cleared <caveats>',
  description: `what they are cleared for, by commas: ${CLEARANCES.join(', ')}`,
};
const roleList = commaList(z.enum(ROLES, `must be of ${ROLES.join(', ')}`), 'name the roles').refine(
  (roles) => roles.length > 0,
  'name the roles',
);
const clearanceList = commaList(clearance, 'name the caveats');

const invite = (address: string): Command =>
  defineCommand({
    name: 'team invite',
    summary: 'Invite a person, or send one a new link; what opened their session before ends',
    arguments: [{ name: 'login', description: 'what they type to sign in' }],
    options: [
      { flags: '--home <code>', description: 'their state or organisation, of someone new' },
      { flags: '--name <name>', description: 'their name, of someone new' },
      rolesOption,
      clearedOption,
      addressOption,
    ],
    schema: z.object({
      home: code.optional(),
      name: personName.optional(),
      roles: roleList.optional(),
      cleared: clearanceList.default([]),
      address: webAddress(address),
    }),
    examples: ['watchkeeper team invite m.tanaka --home JP --name "M. Tanaka" --roles analyst,releaser'],
    async run({ args: [given = ''], options: { home, name, roles, cleared, address: base } }, world) {
      const [database, now] = [await world.database(), world.now()];
      const who = login.parse(given);
      const isNew = home !== undefined && name !== undefined && roles !== undefined;
      const token = isNew
        ? (
            await addPerson(
              database,
              {
                login: who,
                name,
                roles,
                caveats: cleared,
                ...(await participantOf(database, home, now)),
                by: 'operator',
              },
              now,
            )
          ).token
        : await inviteAgain(database, who, { ...OPERATOR, now });
      if (token === null) throw unknownPerson(who);
      const link = joinLink(base, token);
      world.output.answer({ login: who, link }, () =>
        [link, '', `Pass it to ${who} alone: it sets their password and codes, once, within seven days.`].join('\n'),
      );
      return undefined;
    },
  });

const change = defineCommand({
  name: 'team change',
  summary: 'Give a person other roles or clearances; their open sessions have them at once',
  arguments: [{ name: 'login', description: 'as "team people" shows it' }],
  options: [rolesOption, clearedOption],
  schema: z.object({ roles: roleList.optional(), cleared: clearanceList.optional() }),
  examples: ['watchkeeper team change m.tanaka --roles analyst --cleared ""'],
  async run({ args: [given = ''], options: { roles, cleared } }, world) {
    const who = given.trim().toLowerCase();
    const to = { roles: roles ?? null, caveats: cleared ?? null };
    if (!(await changePerson(await world.database(), who, to, OPERATOR))) throw unknownPerson(who);
    world.output.answer({ changed: who, roles, cleared }, () => `Changed ${who}.`);
    return undefined;
  },
});

const revoke = defineCommand({
  name: 'team revoke',
  summary: "Take a person's access for good, at once",
  arguments: [{ name: 'login', description: 'as "team people" shows it' }],
  schema: z.object({}),
  async run({ args: [given = ''] }, world) {
    const who = given.trim().toLowerCase();
    if (!(await revokePerson(await world.database(), who, OPERATOR))) throw unknownPerson(who);
    world.output.answer({ revoked: who }, () => `Revoked ${who}: no session of theirs is open, and none opens again.`);
    return undefined;
  },
});

const exercise = (address: string): Command =>
  defineCommand({
    name: 'team exercise',
    summary: 'Make people of an exercise: eleven states, one person in each role, with their links',
    options: [addressOption],
    schema: z.object({ address: webAddress(address) }),
    examples: ['WATCHKEEPER_HOME=./exercise npx watchkeeper team exercise'],
    async run({ options }, world) {
      const made = (await makeExercise(await world.database(), world.now())).map(({ token, ...person }) => ({
        ...person,
        link: token === null ? null : joinLink(options.address, token),
      }));
      world.output.answer({ exercise: true, people: made }, () =>
        [
          'EXERCISE: none of these people is real.',
          '',
          table(
            ['state', 'role', 'signs in as', 'one-time link'],
            made.map(({ state, role, login: who, link }) => [state, role, who, link ?? 'has joined, or is revoked']),
          ),
        ].join('\n'),
      );
      return undefined;
    },
  });
