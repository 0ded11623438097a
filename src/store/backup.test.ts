import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from './backup.ts';
import type { Database } from './database.ts';
import { type TestDatabase, testDatabase } from './fixtures/test-database.ts';

async function everything(database: Database): Promise<Record<string, unknown[]>> {
  const tables = await database<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by 1`;
  const rows: Record<string, unknown[]> = {};
  for (const { name } of tables)
    rows[name] = [...(await database`select t::text as row from ${database(name)} t order by 1`)];
  return rows;
}

describe('backUp() and restore()', () => {
  let full: TestDatabase;
  let empty: TestDatabase;
  let path = '';
  beforeAll(async () => {
    [full, empty] = [await testDatabase(), await testDatabase()];
    path = join(full.home, 'backup.tar.gz');
    await full.database`insert into list_entry (list, key, entity, hash, schema, caption, properties, designations, links, extracted)
      values ('exercise', 'E1', 'exercise-E1', '\\x00ff', 'Person', E'EXERCISE\ttab \\\\ 김', '{"name": ["EXERCISE"]}', '[]', '[]', '[]')`;
    await full.database`insert into list_version (list, format, published_on, digest, entry_ids, designation_count, origin)
      values ('exercise', 'x', '2026-01-01', '\\x01', '{1}', 0, '{"files": []}')`;
    await full.database`insert into list_attempt (list, outcome, version_id, origin) values ('exercise', 'loaded', 1, '{}')`;
  });
  afterAll(async () => {
    await full.close();
    await empty.close();
  });

  it('refuses a file whose bytes were altered, and writes nothing', async () => {
    await backUp(full.database, path, { version: '0', now: new Date(0) });
    const altered = join(full.home, 'altered.tar.gz');
    writeFileSync(
      altered,
      gzipSync(
        Buffer.from(gunzipSync(readFileSync(path)).toString('latin1').replace('exercise-E1', 'exercise-E2'), 'latin1'),
      ),
    );
    await expect(restore(empty.database, altered)).rejects.toThrow(/"list_entry" is missing or was altered/);
    const cut = join(full.home, 'cut.tar.gz');
    writeFileSync(cut, readFileSync(path).subarray(0, 300));
    await expect(restore(empty.database, cut)).rejects.toThrow(/Cannot restore/);
    expect((await everything(empty.database)).list_entry).toEqual([]);
  });

  it('gives every row of every table back, and numbers go on after them', async () => {
    const manifest = await backUp(full.database, path, { version: '0', now: new Date(0) });
    await restore(empty.database, path);
    expect(await everything(empty.database)).toEqual(await everything(full.database));
    expect(manifest.tables.find(({ name }) => name === 'list_entry')?.rows).toBe(1);
    const [next] = await empty.database<
      { id: number }[]
    >`insert into list_attempt (list, outcome, origin) values ('exercise', 'refused', '{}') returning id`;
    expect(next?.id).toBe(2);
  });

  it('refuses a database that is not empty', async () => {
    await expect(restore(full.database, path)).rejects.toThrow(/already holds/);
  });
});
