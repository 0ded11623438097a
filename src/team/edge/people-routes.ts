import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, type Route, type Subject } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { code } from '../label.ts';
import { changeShape, inviteeShape, login, personShape } from '../person.ts';
import { participantOf } from './participant-of.ts';
import { addPerson, allPeople, changePerson, inviteAgain, revokePerson } from './store-people.ts';

interface PeopleRoutesParts {
  database: Database;
  now(): Date;
}

const knownShape = personShape.extend({
  invitedBy: z.string(),
  madeAt: z.string(),
  revokedAt: z.string().nullable(),
  joined: z.boolean(),
  lastSignIn: z.string().nullable(),
});
const linkShape = z.string().describe('one-time link; it is shown once');

/** People of the asker's own state or organisation; of all for the operator. */
export function peopleRoutes(parts: PeopleRoutesParts): Route[] {
  return [list(parts), invite(parts), change(parts), again(parts), revoke(parts)];
}

function list({ database }: PeopleRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/team/people',
    act: 'team.people',
    tag: 'Team',
    summary: "Show the people of one's own state or organisation",
    query: z.strictObject({}),
    answer: z.object({ people: z.array(knownShape) }),
    handle: async ({ subject }) => ({ people: await allPeople(database, homeOf(subject)) }),
  });
}

function invite({ database, now }: PeopleRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/people',
    act: 'team.manage',
    tag: 'Team',
    summary: "Invite a person of one's own state or organisation",
    body: inviteeShape.extend({ home: code.optional().describe('of the operator alone') }),
    answer: z.object({ person: personShape, link: linkShape }),
    async handle({ body, subject, origin }) {
      const { home: asked, ...invitee } = body;
      const home = homeOf(subject) ?? asked;
      if (home === undefined || (asked !== undefined && asked !== home)) throw otherHome();
      const where = await participantOf(database, home, now());
      const added = await addPerson(database, { ...invitee, ...where, by: nameOf(subject) }, now());
      return { person: added.person, link: joinLink(origin, added.token) };
    },
  });
}

function change({ database }: PeopleRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/people/{login}/change',
    act: 'team.manage',
    tag: 'Team',
    summary: 'Give a person other roles or clearances; their open sessions have them at once',
    params: z.object({ login }),
    body: changeShape,
    answer: z.object({ changed: z.string() }),
    async handle({ params, body: { roles = null, caveats = null }, subject }) {
      const by = { home: homeOf(subject), name: nameOf(subject) };
      if (await changePerson(database, params.login, { roles, caveats }, by)) return { changed: params.login };
      throw unknownPerson(params.login);
    },
  });
}

function again({ database, now }: PeopleRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/people/{login}/invite-again',
    act: 'team.manage',
    tag: 'Team',
    summary: 'Send a person a new link; password, codes and sessions of before end',
    params: z.object({ login }),
    answer: z.object({ link: linkShape }),
    async handle({ params, subject, origin }) {
      const by = { home: homeOf(subject), name: nameOf(subject), now: now() };
      const token = await inviteAgain(database, params.login, by);
      if (token === null) throw unknownPerson(params.login);
      return { link: joinLink(origin, token) };
    },
  });
}

function revoke({ database }: PeopleRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/people/{login}/revoke',
    act: 'team.manage',
    tag: 'Team',
    summary: "Take a person's access for good, at once",
    params: z.object({ login }),
    answer: z.object({ revoked: z.string() }),
    async handle({ params, subject }) {
      const by = { home: homeOf(subject), name: nameOf(subject) };
      if (await revokePerson(database, params.login, by)) return { revoked: params.login };
      throw unknownPerson(params.login);
    },
  });
}

/** The token stands behind `#`, which no browser sends and no server logs. */
export function joinLink(address: string, token: string): string {
  return `${address.replace(/\/$/, '')}/join#${token}`;
}

export function unknownPerson(name: string): AppError {
  return new AppError({
    code: 'PERSON_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find "${name}" among the people whom you look after`,
    hint: 'Names to sign in with are in "watchkeeper team people", and on the page Team.',
  });
}

/** Null for the operator, who looks after the people of all. */
function homeOf({ person }: Subject): string | null {
  return person ? (person.state ?? person.organisation) : null;
}

function nameOf({ person }: Subject): string {
  return person?.login ?? 'operator';
}

function otherHome(): AppError {
  return new AppError({
    code: 'HOME_MISSING',
    kind: 'invalid',
    message: 'Cannot invite: the operator says of what state, and an administrator invites people of their own',
    hint: 'Send "home" with the code of the state as the operator, or leave it out.',
  });
}
