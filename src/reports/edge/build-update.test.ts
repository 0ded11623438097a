import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, openCase } from '../../casework/edge/act.ts';
import { keepFindings, withdrawFindings } from '../../findings/edge/store.ts';
import { sha256 } from '../../kernel/hash.ts';
import { openLog } from '../../ledger/edge/log.ts';
import { loadList } from '../../lists/edge/store.ts';
import { fileOf } from '../../lists/fixtures/collect-list.ts';
import type { ListReader } from '../../lists/list-reader.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { Label } from '../../team/label.ts';
import type { Person } from '../../team/person.ts';
import type { Role } from '../../team/role.ts';
import { inventedFinding } from '../fixtures/invented-finding.ts';
import type { UpdateBody } from '../update-body.ts';
import { buildUpdate } from './build-update.ts';
import { updateNamed } from './store.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await openLog(test);
});
afterAll(() => test.close());

const person = (state: string, ...roles: Role[]): Person => ({
  id: '00000000-0000-4000-8000-000000000000',
  login: `${state}-${roles.join('-')}`.toLowerCase(),
  name: 'EXERCISE',
  state,
  organisation: null,
  roles,
  caveats: [],
  exercise: true,
});
const EVERYONE = { relTo: 'public' as Label['relTo'], caveats: [], expiresAt: null };

async function update(now: string, more: { since?: string; skipsQuiet?: boolean } = {}) {
  const made = await buildUpdate(test.database, { now: new Date(now), ...more });
  if (!made) return null;
  const row = await updateNamed(test.database, made.id);
  return { ...row, text: row.body, body: JSON.parse(row.body) as UpdateBody };
}

/** A list with these parties, designated under a programme. */
function listOf(publishedAt: string, parties: [key: string, name: string, programme: string][]): ListReader {
  return {
    format: 'exercise',
    title: 'EXERCISE',
    recognises: () => 'exercise',
    async read(_file, sink) {
      sink.header({ publishedAt });
      for (const [key, name, programme] of parties) {
        sink.party({ key, schema: 'Organization', properties: { name: [name] } });
        sink.designation({ party: key, programmes: [programme], listedOn: '2017-06-02' });
      }
      await sink.ready();
    },
  };
}

const load = (reader: ListReader) =>
  loadList(test.database, { list: 'us-ofac-sdn', reader, file: fileOf('exercise.txt', 'x'), origin: { files: [] } });

describe('buildUpdate()', () => {
  const [one, two, three] = [inventedFinding(1), inventedFinding(2), inventedFinding(3)];
  const invented = inventedFinding(4, { exercise: true });

  it('tells of everything in the first, and holds the exercise apart', async () => {
    await keepFindings(test.database, [one, two, invented]);
    await load(
      listOf('2026-01-01', [
        ['1', 'EXERCISE ONE', 'DPRK3'],
        ['2', 'EXERCISE TWO', 'SDGT'],
      ]),
    );
    const first = await update('2026-02-01T00:00:00Z');
    expect(first?.body.period).toEqual({ since: null, until: '2026-02-01T00:00:00.000Z' });
    expect(first?.body.real.counts).toMatchObject({ new: 2, standing: 2, changed: 0, closed: 0, corrections: 0 });
    expect(first?.body.real.new.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect(first?.body.exercise?.new).toMatchObject([{ id: invented.id, exercise: true }]);
    expect(first?.body.exercise?.counts).toMatchObject({ new: 1, standing: 1 });
    expect(first?.body.lists).toMatchObject([{ list: 'us-ofac-sdn', isCompared: false, from: null }]);
    expect(first?.sha256).toBe(sha256(first?.text ?? ''));
  });

  it('tells in the next what came, changed, closed and was corrected since, per watch and list', async () => {
    await keepFindings(test.database, [{ ...one, confidence: 0.9 }, three]);
    await withdrawFindings(test.database, [two.id], 'late data');
    const passing = inventedFinding(5);
    await keepFindings(test.database, [passing]);
    await withdrawFindings(test.database, [passing.id], 'late data');
    await load(
      listOf('2026-02-01', [
        ['1', 'EXERCISE ONE (NEW NAME)', 'DPRK3'],
        ['3', 'EXERCISE THREE', 'DPRK3'],
        ['4', 'EXERCISE FOUR', 'SDGT'],
      ]),
    );
    const next = await update('2026-02-02T00:00:00Z');
    const { real, exercise, lists, follows } = next?.body ?? expect.fail();
    expect(follows).toMatch(/^u-/);
    expect(real.counts).toMatchObject({ new: 1, changed: 1, closed: 1, passing: 1, standing: 2, corrections: 1 });
    expect(real.changed).toMatchObject([
      { id: one.id, fields: ['confidence'], confidenceBefore: 0.5, confidence: 0.9 },
    ]);
    expect(real.closed).toMatchObject([{ id: two.id, reason: 'late data' }]);
    expect(real.corrections).toMatchObject([{ kind: 'finding-withdrawn', ref: two.id, text: two.explanation }]);
    expect(real.byWatch).toEqual([{ id: 'encounter', label: 'encounter', standing: 2, new: 1, changed: 1, closed: 1 }]);
    expect(real.byMeasure[0]).toMatchObject({ id: 'UN-2375-11', standing: 2, new: 1 });
    expect(exercise).toMatchObject({ counts: { new: 0, standing: 1 }, new: [] });
    const [list] = lists;
    expect(list).toMatchObject({ isCompared: true, others: { added: 1, removed: 1, changed: 0 }, removed: [] });
    expect(list?.added).toMatchObject([{ id: 'us-ofac-sdn-3', caption: 'EXERCISE THREE' }]);
    expect(list?.changed).toMatchObject([{ id: 'us-ofac-sdn-1', fields: expect.arrayContaining(['name']) }]);
    expect(list?.added[0]?.measures.length).toBeGreaterThan(0);
  });

  it('tells an amendment that changes nothing, and quiet, to no one', async () => {
    await withdrawFindings(test.database, [three.id], 'late data');
    await keepFindings(test.database, [three]);
    const next = await update('2026-02-03T00:00:00Z');
    expect(next?.body.real.counts).toMatchObject({ new: 0, changed: 0, closed: 0 });
    expect(await update('2026-02-04T00:00:00Z', { skipsQuiet: true })).toBeNull();
  });

  it('is the very same again from the same beginning and instant, and one since a day stands beside the row', async () => {
    const before = await update('2026-02-05T00:00:00Z', { since: '2020-01-01' });
    expect(before?.body).toMatchObject({ follows: null, period: { since: '2020-01-01T00:00:00.000Z' } });
    expect(before?.body.real.counts.new).toBe(2);
    const next = await update('2026-02-06T00:00:00Z');
    expect(next?.body.period.since).toBe('2026-02-03T00:00:00.000Z');
    expect(await update('2026-02-05T00:00:00Z', { since: '2020-01-01' })).toEqual(before);
  });

  it('cannot be changed or removed once it is made', async () => {
    await expect(test.database`update regular_update set body = '{}'`).rejects.toThrow();
    await expect(test.database`delete from regular_update`).rejects.toThrow();
  });
});

describe('cases in an update', () => {
  const CANARY = 'canary-7f3a';

  it('prints what is public of them, with dissent, reply and silence, and never a word of what is not', async () => {
    const analyst = person('JP', 'analyst', 'coordinator');
    const releaser = person('JP', 'releaser');
    const now = '2026-03-01T00:00:00.000Z';
    const hidden = { relTo: ['FR'], caveats: [], expiresAt: null };
    const caseId = await openCase(test.database, analyst, {
      title: `EXERCISE ${CANARY}`,
      exercise: true,
      findings: [],
      label: hidden,
      now,
    });
    const does = (who: Person, draft: Parameters<typeof act>[2]['draft']) =>
      act(test.database, who, { caseId, draft, now });
    const told = await does(analyst, {
      kind: 'paragraph-written',
      body: { text: 'EXERCISE: six hours.' },
      label: hidden,
    });
    await does(analyst, { kind: 'paragraph-written', body: { text: `EXERCISE ${CANARY}` }, label: hidden });
    await does(person('FR', 'coordinator'), {
      kind: 'dissented',
      about: told.id,
      body: { text: 'EXERCISE: not shown.' },
    });
    await does(releaser, { kind: 'published', about: told.id, body: {} });
    const open = await openCase(test.database, analyst, {
      title: 'EXERCISE open',
      exercise: true,
      findings: [],
      label: EVERYONE,
      now,
    });
    const ask = (about: string, name: string, label: typeof hidden | typeof EVERYONE) =>
      act(test.database, analyst, {
        caseId: about,
        now,
        draft: {
          kind: 'request-sent',
          body: { to: { kind: 'registry', name }, question: `EXERCISE ${name}?`, dueOn: '2026-03-10' },
          label,
        },
      });
    await ask(open, 'EXERCISE registry', EVERYONE);
    await ask(open, `EXERCISE ${CANARY}`, hidden);
    await ask(caseId, `EXERCISE ${CANARY}`, hidden);

    const first = await update('2026-03-05T00:00:00Z');
    expect(first?.body.real.counts).toMatchObject({ published: 0, unanswered: 0, waiting: 0 });
    expect(first?.body.exercise?.counts).toMatchObject({ published: 1, unanswered: 0, waiting: 1 });
    expect(first?.body.exercise?.published).toMatchObject([
      {
        by: 'JP',
        text: 'EXERCISE: six hours.',
        exercise: true,
        dissents: [{ state: 'FR', text: 'EXERCISE: not shown.' }],
      },
    ]);
    expect(first?.text).not.toContain(CANARY);

    await does(analyst, {
      kind: 'paragraph-versioned',
      about: told.id,
      body: { text: 'EXERCISE: five hours.', reason: 'closer' },
    });
    await does(releaser, { kind: 'published', about: told.id, body: {} });
    const second = await update('2026-03-12T00:00:00Z');
    const part = second?.body.exercise ?? expect.fail();
    expect(part.unanswered).toMatchObject([{ standing: 'silent', isNew: true, to: { name: 'EXERCISE registry' } }]);
    expect(part.corrections).toMatchObject([
      { kind: 'paragraph-replaced', ref: told.id, text: 'EXERCISE: six hours.', exercise: true },
    ]);
    expect(part.published).toMatchObject([{ version: 2, text: 'EXERCISE: five hours.' }]);
    expect(second?.text).not.toContain(CANARY);

    const third = await update('2026-03-13T00:00:00Z');
    expect(third?.body.exercise?.unanswered).toMatchObject([{ standing: 'silent', isNew: false }]);
    expect(await update('2026-03-14T00:00:00Z', { skipsQuiet: true })).toBeNull();
  });
});
