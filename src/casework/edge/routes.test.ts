import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFindings } from '../../findings/edge/store.ts';
import type { Finding } from '../../findings/finding.ts';
import { openLog } from '../../ledger/edge/log.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { checkOpenedProof, readProofFile } from '../../ledger/verify/proof-file.ts';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { Role } from '../../team/role.ts';
import { caseRoutes } from './routes.ts';

const FINDING = `f-${'1'.repeat(24)}`;
const finding: Finding = {
  id: FINDING,
  watch: 'encounter',
  version: '1',
  status: 'open',
  subjects: [{ schema: 'Vessel', name: 'EXERCISE 1', mmsi: '445000001' }],
  startAt: '2026-01-01T00:00:00.000Z',
  endAt: null,
  place: null,
  measures: ['UN-2375-11'],
  confidence: 0.8,
  explanation: 'EXERCISE',
  observations: [],
  missing: [],
  exercise: true,
};

let test: TestDatabase;
let log: Awaited<ReturnType<typeof openLog>>;
let app: ReturnType<typeof composeServer>;
let day = '2026-02-01';
beforeAll(async () => {
  test = await testDatabase();
  await keepFindings(test.database, [finding]);
  log = await openLog(test);
  app = composeServer({
    routes: caseRoutes({
      database: test.database,
      now: () => new Date(`${day}T12:00:00Z`),
      proofOf: (commitment) => log.proofOfRecord(commitment, true),
    }),
    version: 'test',
    subjectOf: (authorization) => subjectNamed(authorization),
    log: () => {},
    page: async () => null,
  });
});
afterAll(() => test.close());

/** `JP analyst coordinator`: a person of that state in those roles; `operator`; nobody. */
function subjectNamed(authorization: string | undefined): Subject {
  if (!authorization) return { kind: 'public', name: 'public' };
  const [state = '', ...roles] = authorization.split(' ');
  if (state === 'operator') return { kind: 'operator', name: 'operator' };
  if (state === 'key') return { kind: 'key', name: 'key', scopes: ['findings.read'] };
  const login = `${state}-${roles.join('-')}`.toLowerCase();
  const person = {
    id: login,
    login,
    name: login,
    state,
    organisation: null,
    roles: roles as Role[],
    caveats: [],
    exercise: true,
  };
  return { kind: 'person', name: login, person: { ...person, session: 's', expiresAt: '2030-01-01T00:00:00Z' } };
}

const recorded: { path: string; body: unknown }[] = [];

async function ask(who: string, path: string, body?: unknown) {
  const response = await app.request(`/api/v1/${path}`, {
    headers: { ...(who ? { authorization: who } : {}), 'content-type': 'application/json', origin: 'http://localhost' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers of every route
  const json: any = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
  return { status: response.status, text, body: json };
}

/** Does it and expects that it is done; what was done is replayed as everybody else at the end. */
async function done(who: string, path: string, body?: unknown) {
  recorded.push({ path, body });
  const answer = await ask(who, path, body);
  expect([who, path, answer.status, answer.text.slice(0, 300)]).toEqual([who, path, 200, expect.any(String)]);
  return answer.body;
}

const JP = 'JP analyst coordinator';
const JP_RELEASER = 'JP releaser';
const FR = 'FR analyst coordinator';
const DE = 'DE analyst coordinator';
const event = (kind: string, body: object, more: object = {}) => ({ kind, body, ...more });

describe('a case of three states', () => {
  let id: string;
  let paragraph: string;

  it('is opened on a finding, and is there for those it is released to alone', async () => {
    ({ id } = await done(JP, 'cases', { title: 'EXERCISE transfer', findings: [FINDING], label: { relTo: ['FR'] } }));
    expect(await done(FR, `cases/${id}`)).toMatchObject({
      title: 'EXERCISE transfer',
      findings: [{ finding: FINDING }],
      exercise: true,
    });
    expect((await done(FR, `cases?finding=${FINDING}`)).total).toBe(1);
    for (const who of [DE, 'operator', 'key', '', 'JP administrator']) {
      expect(await ask(who, 'cases')).toMatchObject({ status: 200, body: { total: 0, cases: [] } });
      const hidden = await ask(who, `cases/${id}`);
      const absent = await ask(who, 'cases/00000000-0000-4000-8000-000000000000');
      expect([hidden.status, strip(hidden.body)]).toEqual([absent.status, strip(absent.body)]);
    }
  });

  it('takes a paragraph that its own state alone can change', async () => {
    const text = 'EXERCISE Shipping moved oil from one ship to another on 1 January 2026.';
    ({ id: paragraph } = await done(
      JP,
      `cases/${id}/events`,
      event('paragraph-written', { text, measures: ['UN-2375-11'], names: ['EXERCISE Shipping'] }),
    ));
    const again = event('paragraph-versioned', { text: 'Nothing happened.', reason: 'not so' }, { about: paragraph });
    expect(await ask(FR, `cases/${id}/events`, again)).toMatchObject({
      status: 403,
      body: { title: expect.stringContaining('JP’s alone') },
    });
    expect(
      await ask(FR, `cases/${id}/events`, event('paragraph-struck', { reason: 'not so' }, { about: paragraph })),
    ).toMatchObject({ status: 403 });
    await done(
      JP,
      `cases/${id}/events`,
      event(
        'paragraph-versioned',
        { text: `${text} Two ships took part.`, names: ['EXERCISE Shipping'], reason: 'more precise' },
        { about: paragraph },
      ),
    );
    await done(
      FR,
      `cases/${id}/events`,
      event(
        'proposed',
        { text: 'A cargo, probably oil, was moved.', reason: 'The cargo was not seen.' },
        { about: paragraph },
      ),
    );
    await done(FR, `cases/${id}/events`, event('dissented', { text: 'The cargo was not seen.' }, { about: paragraph }));
    const view = await done(JP, `cases/${id}`);
    expect(view.paragraphs[0].versions).toHaveLength(2);
    expect(view.paragraphs[0].ladder.filter((rung: { done: boolean }) => !rung.done)).toMatchObject([
      { what: 'reply-offered', who: ['JP'] },
    ]);
  });

  it('does not let material out beyond the readers of the case, nor tell others apart from nothing', async () => {
    expect(
      await ask(
        FR,
        `cases/${id}/events`,
        event('paragraph-written', { text: 'EXERCISE' }, { label: { relTo: ['DE'] } }),
      ),
    ).toMatchObject({ status: 403 });
    const there = await ask(DE, `cases/${id}/events`, event('commented', { text: 'EXERCISE' }, { about: paragraph }));
    const gone = await ask(DE, `cases/${id}/events`, event('commented', { text: 'EXERCISE' }, { about: id }));
    expect([there.status, strip(there.body)]).toEqual([404, strip(gone.body)]);
  });

  it('is published only after the named party had its term, by a releaser of its state, with dissent and silence beside it', async () => {
    const publish = event('published', {}, { about: paragraph });
    expect(await ask(JP_RELEASER, `cases/${id}/events`, publish)).toMatchObject({
      status: 409,
      body: { title: expect.stringContaining('offered a reply') },
    });
    const offer = (dueOn: string) =>
      event('request-sent', {
        to: { kind: 'party', name: 'EXERCISE Shipping' },
        question: 'Your reply?',
        dueOn,
        paragraph,
      });
    expect(await ask(JP, `cases/${id}/events`, offer('2026-02-03'))).toMatchObject({ status: 409 });
    expect(await ask(JP, `cases/${id}/events`, offer('2026-12-03'))).toMatchObject({ status: 409 });
    await done(JP, `cases/${id}/events`, offer('2026-02-15'));
    expect(await ask(JP, `cases/${id}/events`, offer('2026-02-15'))).toMatchObject({ status: 409 });
    expect(await ask(JP_RELEASER, `cases/${id}/events`, publish)).toMatchObject({ status: 409 });
    day = '2026-02-16';
    expect((await done(JP, 'cases')).cases[0].needs).toMatchObject([
      { what: 'request-overdue', text: 'EXERCISE Shipping' },
      { what: 'proposal-open' },
    ]);
    expect(await ask(JP, `cases/${id}/events`, publish)).toMatchObject({ status: 403 });
    expect(await ask('FR releaser', `cases/${id}/events`, publish)).toMatchObject({ status: 403 });
    const published = await done(JP_RELEASER, `cases/${id}/events`, publish);
    expect(published).toMatchObject({
      label: { relTo: 'public' },
      body: {
        version: 2,
        dissents: [{ state: 'FR', text: 'The cargo was not seen.' }],
        silent: [{ party: 'EXERCISE Shipping', dueOn: '2026-02-15' }],
      },
    });
    const all = await ask('', 'published');
    expect(all.body).toMatchObject({ total: 1, published: [{ id: published.id }] });
    expect(all.text).not.toContain('EXERCISE transfer');
  });

  it('takes a dissent after that for everyone to read', async () => {
    await done(
      'FR releaser',
      `cases/${id}/events`,
      event(
        'dissent-ended',
        { reason: 'worded anew' },
        { about: (await done(FR, `cases/${id}`)).paragraphs[0].dissents[0].id },
      ),
    );
    await done(
      'FR releaser',
      `cases/${id}/events`,
      event('dissented', { text: 'Still not seen.' }, { about: paragraph }),
    );
    expect((await ask('', 'published')).body.beside).toMatchObject([
      { kind: 'dissented', by: 'FR', body: { text: 'Still not seen.' } },
    ]);
  });

  it('lets a state that was not let into the case dissent from what is published of it', async () => {
    const dissent = event('dissented', { text: 'We were not asked.' }, { about: paragraph });
    expect(await ask('NL releaser', `cases/${id}/events`, dissent)).toMatchObject({ status: 200 });
    expect(await ask('NL releaser', `cases/${id}/events`, dissent)).toMatchObject({ status: 409 });
    expect(
      await ask('NL analyst', `cases/${id}/events`, event('commented', { text: 'EXERCISE' }, { about: paragraph })),
    ).toMatchObject({ status: 404 });
    expect((await ask('', 'published')).body.beside).toMatchObject([{ by: 'FR' }, { by: 'NL' }]);
  });

  it('prints a request as a letter that tells no more of the case', async () => {
    const { requests } = await done(JP, `cases/${id}`);
    const path = `cases/${id}/requests/${requests[0].id}/letter`;
    recorded.push({ path, body: undefined });
    const { status, text } = await ask(JP, path);
    expect(status).toBe(200);
    expect(text).toMatch(/^EXERCISE\. .*\n\nTo: EXERCISE Shipping\nFrom: Japan\nDate: 2026-02-01\n/);
    expect(text).toContain('Please answer by 2026-02-15');
    expect(text).not.toContain('EXERCISE transfer');
  });

  it('seals a statement that its own state alone can open', async () => {
    const { commitment } = (await ask(JP, 'seals', { text: 'EXERCISE: we were told on 1 February.' })).body;
    await log.integrateAll();
    for (const who of [FR, 'JP administrator', 'operator', '']) {
      const { status } = await ask(who, `seals/${commitment}/proof`);
      expect([who, status >= 400]).toEqual([who, true]);
    }
    const file = readProofFile((await ask(JP_RELEASER, `seals/${commitment}/proof`)).text);
    const checked = 'fault' in file ? file : checkOpenedProof(nodePrimitives, file);
    expect('fault' in checked ? checked : JSON.parse(checked.opening.record)).toMatchObject({
      record: 'seal',
      by: 'JP',
    });
    const origin = event('paragraph-written', { text: 'EXERCISE: seen by others.', sealedOrigin: commitment });
    expect(await done(FR, `cases/${id}/events`, origin)).toMatchObject({ body: { sealedOrigin: commitment } });
  });

  it('gives whoever may read an event the proof that it was recorded', async () => {
    await log.integrateAll();
    const { text, status } = await ask('', `cases/events/${(await ask('', 'published')).body.published[0].id}/proof`);
    expect(status).toBe(200);
    const file = readProofFile(text);
    const checked = 'fault' in file ? file : checkOpenedProof(nodePrimitives, file);
    if ('fault' in checked) throw new Error(checked.fault);
    expect(JSON.parse(checked.opening.record)).toMatchObject({ record: 'case-event', kind: 'published', by: 'JP' });
    expect(await ask('', `cases/events/${paragraph}/proof`)).toMatchObject({ status: 404 });
  });

  it('counts and pages its bulk, and closes only when all who took part hold it closed', async () => {
    for (let at = 0; at < 3; at += 1)
      await done(JP, `cases/${id}/events`, event('party-added', { party: `p-${at}`, name: `EXERCISE ${at}` }));
    expect(await done(FR, `cases/${id}/parties?limit=2`)).toMatchObject({
      total: 3,
      items: [{ body: { name: 'EXERCISE 0' } }, {}],
    });
    expect(await ask(DE, `cases/${id}/parties`)).toMatchObject({ status: 200, body: { total: 0, items: [] } });
    await done(JP, `cases/${id}/events`, event('closed', { reason: 'published' }));
    expect((await done(FR, `cases/${id}`)).stage).toBe('published');
    await done(FR, `cases/${id}/events`, event('closed', { reason: 'published' }));
    expect((await done(FR, `cases/${id}`)).stage).toBe('closed');
  });

  it('refuses what is no event, saying why', async () => {
    expect(await ask(JP, `cases/${id}/events`, event('fnord', {}))).toMatchObject({ status: 400 });
    expect(await ask(JP, `cases/${id}/events`, event('opened', { title: 'x' }))).toMatchObject({ status: 400 });
    expect(await ask(JP, `cases/${id}/events`, event('paragraph-written', { text: '' }))).toMatchObject({
      status: 400,
      body: { code: 'CASE_EVENT_WRONG' },
    });
    expect(await ask(JP, 'cases', { title: 'EXERCISE', findings: [`f-${'9'.repeat(24)}`] })).toMatchObject({
      status: 404,
    });
  });

  it('gives nobody else by replay what it gave: every request, as every other asker', async () => {
    const others = [DE, 'operator', 'key', '', 'JP administrator', 'US witness-officer'];
    const surprises: string[] = [];
    for (const { path, body } of recorded)
      for (const who of others) {
        const { status, text } = await ask(who, path, body);
        // Anyone with a role that writes may open a case of their own; a list of nothing is the right answer to all.
        const isOwnCase = path === 'cases' && body !== undefined && /analyst|witness/.test(who);
        const isList = body === undefined && status === 200 && !text.includes(id);
        // Every state may dissent from what is public.
        const isDissent = (body as { kind?: string } | undefined)?.kind === 'dissented' && /coordinator/.test(who);
        if (status < 400 && !isList && !isOwnCase && !isDissent)
          surprises.push(`${who} ${path} ${status} ${text.slice(0, 100)}`);
        expect(text).not.toContain('EXERCISE Shipping moved');
      }
    expect(surprises).toEqual([]);
  });

  it('keeps it all, whatever the owner of the database tries', async () => {
    await expect(test.database`update case_event set body = '{}'`).rejects.toThrow('never changed');
    await expect(test.database`delete from case_event`).rejects.toThrow('never changed');
    await expect(test.database`truncate case_event`).rejects.toThrow('never changed');
    expect((await test.database`select fault from label_faults()`).map(({ fault }) => fault)).toEqual([]);
  });
});

function strip(body: Record<string, unknown> | null) {
  const { instance: _, ...rest } = body ?? {};
  return rest;
}
