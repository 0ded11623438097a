import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../src/server/compose.ts';
import { may } from '../../src/server/policy.ts';
import type { Route, Subject } from '../../src/server/route.ts';
import { ROLES, type Role } from '../../src/team/role.ts';
import { wholeApp } from './whole-app.ts';

const ORIGIN = 'http://localhost';
const REFUSALS = /FORBIDDEN|ROLE_REQUIRED|KEY_WITHOUT_SCOPE|this needs/;

const person = (role: Role): Subject => ({
  kind: 'person',
  name: `EXERCISE ${role}`,
  person: {
    id: '00000000-0000-4000-8000-000000000000',
    login: `exercise-${role}`,
    name: `EXERCISE ${role}`,
    state: 'JP',
    organisation: null,
    roles: [role],
    caveats: [],
    exercise: true,
    session: '00000000-0000-4000-8000-000000000001',
    expiresAt: '2100-01-01T00:00:00Z',
  },
});
const SUBJECTS: Subject[] = [
  { kind: 'public', name: 'public' },
  { kind: 'key', name: 'EXERCISE key', scopes: ['batch.read'] },
  { kind: 'operator', name: 'operator' },
  ...ROLES.map(person),
];

describe('every route of the whole server', () => {
  let app: Awaited<ReturnType<typeof wholeApp>>;
  beforeAll(async () => {
    app = await wholeApp();
  });
  afterAll(() => app.close());

  const serverOf = (subject: Subject) =>
    composeServer({
      routes: app.routes,
      version: 'test',
      subjectOf: () => subject,
      log: () => {},
      page: async () => null,
    });

  /** The answer to a request that means nothing. */
  async function attempt(
    server: ReturnType<typeof serverOf>,
    route: Route,
    headers: Record<string, string> = { origin: ORIGIN },
  ) {
    const path = route.path.replace(/\{[A-Za-z]+\*?\}/g, 'exercise-0');
    const reply = await server.request(`${ORIGIN}${path}`, {
      method: route.method.toUpperCase(),
      headers,
      ...(route.method === 'post' ? { body: '{"exercise": 0}' } : {}),
    });
    if (reply.headers.get('content-type')?.startsWith('text/event-stream')) {
      await reply.body?.cancel();
      return { status: reply.status, text: '' };
    }
    return { status: reply.status, text: await reply.text() };
  }

  it.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    'lets %s in by the policy, and no further',
    async (_, subject) => {
      const server = serverOf(subject);
      expect(app.routes.length).toBeGreaterThan(80);
      for (const route of app.routes) {
        const { status, text } = await attempt(server, route);
        const isRefused = (status === 403 || status === 401) && REFUSALS.test(text);
        expect([route.method, route.path, isRefused, status >= 500]).toEqual([
          route.method,
          route.path,
          !may(subject, route.act),
          false,
        ]);
      }
    },
  );

  it('takes nothing that changes something from a page of another site, whoever’s browser it is', async () => {
    const server = serverOf(person('analyst'));
    const changing = app.routes.filter(({ method }) => method === 'post');
    for (const route of changing)
      for (const headers of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
        const { status, text } = await attempt(server, route, headers);
        expect([route.path, status, /OTHER_SITE|a page of this server/.test(text)]).toEqual([route.path, 403, true]);
      }
  });
});
