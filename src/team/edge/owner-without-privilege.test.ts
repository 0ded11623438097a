import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { backUp, restore } from '../../store/backup.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { clusterLayout, connectToCluster } from '../../store/embedded/cluster.ts';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { migrate } from '../../store/migrate.ts';
import { normalLabel } from '../label.ts';
import { asKeeper, asSubject, labelColumns } from './store.ts';

/** A PostgreSQL as an outside one may be: the user owns a database and is no superuser. */
describe('an owner that is no superuser', () => {
  const owner = `owner_${randomBytes(6).toString('hex')}`;
  const home = temporaryHome();
  let admin: Database;
  let database: Database;

  const connect = (name: string, user = owner) =>
    openDatabase({
      socketFolder: clusterLayout(inject('clusterHome')).socketFolder,
      user,
      password: 'exercise',
      database: name,
      pool: 2,
    });
  beforeAll(async () => {
    admin = await connectToCluster(inject('clusterHome'), 1, 'postgres');
    await admin.unsafe(`create role ${owner} login password 'exercise' createrole`);
    for (const name of [owner, `${owner}_copy`]) await admin.unsafe(`create database ${name} owner ${owner}`);
    database = await connect(owner);
    await migrate(database);
    await label(database);
    const columns = labelColumns(normalLabel({ originator: 'JP', relTo: [], caveats: [], expiresAt: null }));
    await asKeeper(
      database,
      (transaction) => transaction`insert into case_text ${transaction({ id: crypto.randomUUID(), ...columns })}`,
    );
  });
  afterAll(async () => {
    await database.end();
    for (const name of [owner, `${owner}_copy`]) await admin.unsafe(`drop database ${name} with (force)`);
    await admin.unsafe(`drop owned by ${owner}; drop role ${owner}`).catch(() => {});
    await admin.end();
  });
  async function label(of: Database): Promise<void> {
    await of`create table case_text (id uuid primary key)`;
    await of`call label_table('case_text')`;
  }

  it('sees no labelled row, except where it says that it keeps the data', async () => {
    expect(await database`select id from case_text`).toHaveLength(0);
    await expect(
      database`insert into case_text (id, originator, rel_to) values (gen_random_uuid(), 'JP', '{}')`,
    ).rejects.toThrow(/row-level security/);
    expect(await asKeeper(database, (transaction) => transaction`select id from case_text`)).toHaveLength(1);
    expect(await database`select id from case_text`).toHaveLength(0);
  });

  it('is told what an administrator must do where it may not act as the role', async () => {
    const other = `${owner}_poor`;
    await admin.unsafe(`create role ${other} login password 'exercise'`);
    await admin.unsafe(`create database ${other} owner ${other}`);
    const poor = await connect(other, other);
    await expect(migrate(poor)).rejects.toThrow(/grant watchkeeper_subject to/);
    await poor.end();
    await admin.unsafe(`drop database ${other}`);
    await admin.unsafe(`drop role ${other}`);
  });

  it('does not become the keeper by acting for a subject', async () => {
    const subject = { kind: 'person', state: 'FR', organisation: null, roles: ['analyst'], caveats: [] } as const;
    const rows = asSubject(database, subject, async (transaction) => {
      await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
      return await transaction`select id from case_text`;
    });
    expect(await rows).toHaveLength(0);
  });

  it('loses no labelled row in a backup and its restoring', async () => {
    const path = join(home, 'backup.tar.gz');
    const manifest = await backUp(database, path, {
      version: '0',
      now: new Date(0),
      signal: new AbortController().signal,
    });
    expect(manifest.tables.find(({ name }) => name === 'case_text')?.rows).toBe(1);
    const copy = await connect(`${owner}_copy`);
    await migrate(copy);
    await label(copy);
    await restore(copy, path);
    expect(await copy`select id from case_text`).toHaveLength(0);
    expect(await asKeeper(copy, (transaction) => transaction`select id from case_text`)).toHaveLength(1);
    expect([...(await copy`select fault from label_faults()`)]).toEqual([]);
    await copy.end();
  });
});
