import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backUp, restore } from './backup.ts';
import { writeArchive } from './backup-archive.ts';
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

const request = { version: '0', now: new Date(0), signal: new AbortController().signal };

describe('backUp() and restore()', () => {
  let full: TestDatabase;
  let empty: TestDatabase;
  let path = '';
  beforeAll(async () => {
    [full, empty] = [await testDatabase(), await testDatabase()];
    path = join(full.home, 'backup.tar.gz');
    await full.database`insert into list_entry (list, key, entity, hash, schema, caption, properties, designations, links, extracted)
      values ('exercise', 'E1', 'exercise-E1', '\\x00ff', 'Person', E'EXERCISE\ttab \\\\ 김', '{"name": ["EXERCISE"]}', '[]', '[]', '[]')`;
    // Beyond what one read of the connection brings: 6 MB.
    await full.database`insert into list_entry (list, key, entity, hash, schema, caption, properties, designations, links, extracted)
      select 'exercise', 'L' || n, 'exercise-L' || n, decode(md5(n::text), 'hex'), 'Person', repeat('EXERCISE ', 120), '{}', '[]', '[]', '[]'
      from generate_series(1, 6000) as n`;
    await full.database`insert into list_version (list, format, published_on, digest, entry_ids, designation_count, origin)
      values ('exercise', 'x', '2026-01-01', '\\x01', '{1}', 0, '{"files": []}')`;
    await full.database`insert into list_attempt (list, outcome, version_id, origin) values ('exercise', 'loaded', 1, '{}')`;
  });
  afterAll(async () => {
    await full.close();
    await empty.close();
  });

  it('refuses a file whose bytes were altered, and writes nothing', async () => {
    await backUp(full.database, path, request);
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
    const manifest = await backUp(full.database, path, request);
    await restore(empty.database, path);
    expect(await everything(empty.database)).toEqual(await everything(full.database));
    expect(manifest.tables.find(({ name }) => name === 'list_entry')?.rows).toBe(6001);
    const [next] = await empty.database<
      { id: number }[]
    >`insert into list_attempt (list, outcome, origin) values ('exercise', 'refused', '{}') returning id`;
    expect(next?.id).toBe(2);
  });

  it('refuses a database that is not empty, unless it is to be replaced', async () => {
    await full.database`update list_entry set caption = 'EXERCISE changed since'`;
    await expect(restore(full.database, path)).rejects.toThrow(
      /already holds rows in list_attempt, list_entry, list_version/,
    );
    await restore(full.database, path, { replace: true });
    const [entry] = await full.database<{ caption: string }[]>`select caption from list_entry where key = 'E1'`;
    expect(entry?.caption).toBe('EXERCISE\ttab \\ 김');
  });

  it('refuses an archive whose manifest leaves a table out, and one that is no archive', async () => {
    const short = join(full.home, 'short.tar.gz');
    const facts = await backUp(full.database, path, request);
    await writeArchive(short, full.home, { manifest: { ...facts, tables: [] }, signal: request.signal });
    await expect(restore(full.database, short, { replace: true })).rejects.toThrow(/it lacks the tables .*list_entry/);
    const prose = join(full.home, 'prose.tar.gz');
    writeFileSync(prose, 'EXERCISE');
    await expect(restore(full.database, prose, { replace: true })).rejects.toThrow(/Cannot restore .*prose/);
    expect((await everything(full.database)).list_entry).toHaveLength(6001);
  });

  it('leaves no half-written file where it cannot write', async () => {
    const nowhere = join(full.home, 'no', 'such', 'folder.tar.gz');
    await expect(backUp(full.database, nowhere, request)).rejects.toThrow(/Cannot write/);
    expect(existsSync(join(full.home, 'no'))).toBe(false);
  });

  it.each([
    ['copying', 'watchkeeper-backup-'],
    ['packing', 'backup.tar.gz.unfinished'],
  ])('stops while %s, leaves nothing behind and can be asked again', async (_, sign) => {
    const folder = mkdtempSync(join(full.home, 'stopped-'));
    vi.stubEnv('TMPDIR', folder);
    const target = join(folder, 'backup.tar.gz');
    const stopping = new AbortController();
    const watch = setInterval(() => {
      if (readdirSync(folder).some((name) => name.startsWith(sign))) stopping.abort();
    }, 1);
    await expect(backUp(full.database, target, { ...request, signal: stopping.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    clearInterval(watch);
    expect(readdirSync(folder)).toEqual([]);
    await backUp(full.database, target, request);
    expect(readdirSync(folder)).toEqual(['backup.tar.gz']);
    vi.unstubAllEnvs();
  });
});
