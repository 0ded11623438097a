import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { clusterLayout, connectToCluster } from '../../store/embedded/cluster.ts';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { migrate } from '../../store/migrate.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import { PDF } from '../fixtures/made-files.ts';
import { answer, makeAuthority } from '../fixtures/test-authority.ts';
import { type Offices, openOffices } from './offices.ts';
import { figuresOf } from './rating-figures.ts';
import { vaultRecords } from './store.ts';
import { keepLink } from './store-links.ts';
import { keepRating, showRatings } from './store-ratings.ts';

const TABLES = [
  'evidence',
  'evidence_erasure',
  'evidence_custody',
  'evidence_stamp',
  'evidence_stamp_check',
  'evidence_link',
  'evidence_rater',
  'evidence_rating',
  'evidence_rating_seen',
];

const person = (state: string) =>
  ({ kind: 'person', state, organisation: null, roles: ['analyst'], caveats: [] }) as const;

/** The one whom policies bind: the owner of the database is no superuser. */
describe('labels on evidence', () => {
  const owner = `owner_${randomBytes(6).toString('hex')}`;
  const home = temporaryHome();
  let admin: Database;
  let database: Database;
  let offices: Offices;
  let id = '';
  beforeAll(async () => {
    admin = await connectToCluster(inject('clusterHome'), 1, 'postgres');
    await admin.unsafe(`create role ${owner} login password 'exercise' createrole`);
    await admin.unsafe(`create database ${owner} owner ${owner}`);
    const { socketFolder } = clusterLayout(inject('clusterHome'));
    database = await openDatabase({ socketFolder, user: owner, password: 'exercise', database: owner, pool: 2 });
    await migrate(database);
    offices = openOffices(database, { home, scanner: null, now: () => new Date() });
  });
  afterAll(async () => {
    await database.end();
    await admin.unsafe(`drop database ${owner} with (force)`);
    await admin.unsafe(`drop owned by ${owner}; drop role ${owner}`).catch(() => {});
    await admin.end();
  });

  const add = (originator: string, as: string) =>
    offices.office.add(
      (async function* () {
        yield PDF;
      })(),
      {
        name: 'EXERCISE',
        source: 'EXERCISE',
        description: null,
        obtainedAt: null,
        workingCopyOf: null,
        exercise: true,
        label: { originator, relTo: ['KR'], caveats: [], expiresAt: null },
      },
      as,
      { login: 'exercise', subject: person(as) },
    );

  it('let all the work of the node be done: taken in, stamped, rated, linked, verified, audited, erased', async () => {
    ({ id } = await add('JP', 'JP'));
    const { office, stamps } = offices;
    const { request, nonce } = await stamps.request(id);
    await stamps.keep({
      id,
      authority: 'EXERCISE',
      response: answer(request, makeAuthority().signer),
      nonce,
      by: 'JP',
    });
    await keepRating(database, { evidence: id, rater: 'r1', scale: 'reliability', value: 'B', reason: 'x' });
    expect(await showRatings(database, id, 'r2')).toHaveLength(1);
    const link = { from: id, to: 'agency', kind: 'derives-from', stands: true, by: 'r1', reason: 'x' } as const;
    await asKeeper(database, (transaction) => keepLink(transaction, link));
    expect(await stamps.verifyDue(0)).toEqual([]);
    expect(await figuresOf(database)).toMatchObject({ pairs: 0 });
    expect(await office.verify(id, 'JP')).toMatchObject({ content: { whole: true }, custody: { holds: true } });
    await office.erase(id, 'JP', 'EXERCISE', 'exercise');
    expect(await asKeeper(database, vaultRecords)).toMatchObject([{ id, erased: true }]);
  });

  it('show the owner nothing, a reader what hangs on the item but its ratings, and nobody else anything', async () => {
    const rows = async (table: string, state: string | null) => {
      const count = (from: Database | Parameters<Parameters<typeof asKeeper>[1]>[0]) =>
        from.unsafe(`select count(*)::int as n from ${table}`);
      const [row] = state === null ? await count(database) : await asSubject(database, person(state), count);
      return row?.n;
    };
    for (const table of TABLES) {
      const isBlind = /_rat/.test(table);
      expect([table, await rows(table, null)]).toEqual([table, 0]);
      for (const state of ['JP', 'KR', 'FR']) {
        if (isBlind) await expect(rows(table, state)).rejects.toThrow(/permission denied/);
        else expect([table, state, Number(await rows(table, state)) > 0]).toEqual([table, state, state !== 'FR']);
      }
    }
    expect([...(await database`select fault from label_faults()`)]).toEqual([]);
  });

  it('let nobody add in the name of another, nor to what hangs on an item', async () => {
    await expect(add('KR', 'JP')).rejects.toThrow(/row-level security/);
    for (const table of TABLES.slice(1))
      await expect(
        asSubject(database, person('JP'), (transaction) => transaction.unsafe(`insert into ${table} default values`)),
      ).rejects.toThrow(/permission denied/);
    await expect(
      asSubject(database, person('JP'), (transaction) => transaction`update evidence set rel_to = '{public}'`),
    ).rejects.toThrow(/permission denied/);
  });
});
