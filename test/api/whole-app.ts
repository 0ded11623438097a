import { composeApp } from '../../src/app/compose-app.ts';
import { loadShipped } from '../../src/app/load-shipped.ts';
import { consoleFolder, listen } from '../../src/app/serve.ts';
import { listSources } from '../../src/lists/list-source.ts';
import { readers } from '../../src/lists/readers/registry.ts';
import { staticPages } from '../../src/server/static-pages.ts';
import { testDatabase } from '../../src/store/fixtures/test-database.ts';
import { tokenInCookies } from '../../src/team/edge/session-cookie.ts';
import { sessionOf } from '../../src/team/edge/store-sessions.ts';
import type { OpenIdProvider } from '../../src/team/openid-provider.ts';

/** The whole server over a database of its own that holds the facts that ship. */
export async function wholeApp(openIdProviders: readonly OpenIdProvider[] = []) {
  const test = await testDatabase();
  await loadShipped(test.database, readers, () => {});
  const statuses: number[] = [];
  const causes: unknown[] = [];
  const composed = await composeApp({
    database: test.database,
    catalogue: listSources().map(({ list, title, authority, regime, homepage, terms }) => ({
      list,
      title,
      authority,
      regime,
      url: homepage,
      terms,
    })),
    offline: true,
    home: test.home,
    updateToken: 'exercise-update-token',
    openIdProviders,
    fetchLists: async () => [],
    now: () => new Date(),
    async subjectOf(authorization, _, cookie) {
      if (authorization === 'Bearer exercise') return { kind: 'operator', name: 'operator' };
      const person = await sessionOf(test.database, tokenInCookies(cookie) ?? '');
      return person ? { kind: 'person', name: person.name, person } : { kind: 'public', name: 'public' };
    },
    log: ({ status, cause }) => {
      statuses.push(status);
      if (cause !== undefined) causes.push(cause);
    },
    page: staticPages(consoleFolder),
    onError: (cause) => causes.push(cause),
  });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await composed.app.request(path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (): unknown => JSON.parse(text),
    };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    ...composed,
    ask,
    post,
    statuses,
    causes,
    database: test.database,
    home: test.home,
    /** Opens a port on the loopback, for browsers. */
    open: () => listen(composed.app, '127.0.0.1', 0),
    async close() {
      await composed.close();
      await test.close();
    },
  };
}
