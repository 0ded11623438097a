import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { findPostgres } from './embedded/find-binaries.ts';
import { unprivilegedUser } from './embedded/unprivileged-user.ts';
import { migrate, shippedMigrations } from './migrate.ts';

/** A PostgreSQL that is not ours: another folder, another superuser, TCP, a database that an operator made. */
async function outsideServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'outside-postgres-'));
  const user = unprivilegedUser();
  const identity = { ...(user ? { uid: user.uid, gid: user.gid } : {}), cwd: '/' };
  if (user) chownSync(folder, user.uid, user.gid);
  const { initdb, postgres } = findPostgres();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'exercise', { mode: 0o644 });
  const data = join(folder, 'data');
  execFileSync(
    initdb,
    ['-D', data, '-U', 'operator', '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
    { ...identity, stdio: 'ignore' },
  );
  const port = await freePort();
  const server = spawn(
    postgres,
    ['-D', data, '-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    { ...identity, stdio: 'ignore' },
  );
  const admin = `postgres://operator:exercise@127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const database = await openDatabase({ url: `${admin}/postgres`, pool: 1 });
      await database`create database sanctions`;
      await database.end();
      break;
    } catch (cause) {
      if (attempt > 100) throw cause;
      await sleep(100);
    }
  }
  return {
    url: `${admin}/sanctions`,
    async stop() {
      server.kill('SIGINT');
      await new Promise((resolve) => server.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe('an outside PostgreSQL by its URL', () => {
  let outside: Awaited<ReturnType<typeof outsideServer>>;
  beforeAll(async () => {
    outside = await outsideServer();
  });
  afterAll(() => outside.stop());

  it('is migrated once, by whoever comes first', async () => {
    const [one, other] = await Promise.all([
      openDatabase({ url: outside.url, pool: 2 }),
      openDatabase({ url: outside.url, pool: 2 }),
    ]);
    const news = (await Promise.all([migrate(one), migrate(other)])).flat();
    expect(news.sort()).toEqual(shippedMigrations().map(({ name }) => name));
    await one.end();
    await other.end();
  });

  it('is refused when a newer version has used it', async () => {
    const database = await openDatabase({ url: outside.url, pool: 2 });
    await migrate(database);
    await database`insert into migration (name, checksum) values ('9999-later.sql', 'x')`;
    await expect(migrate(database)).rejects.toThrow(/migration 9999-later\.sql is not known to this version/);
    await database`delete from migration where name = '9999-later.sql'`;
    await expect(migrate(database, [{ name: '0001-lists.sql', checksum: 'changed', sql: '' }])).rejects.toThrow(
      /differs from the one this version ships/,
    );
    await database.end();
  });

  it('that cannot be reached is named without its password', async () => {
    const url = outside.url.replace(/:\d+\/sanctions/, ':1/sanctions');
    await expect(openDatabase({ url })).rejects.toThrow(/operator:\*\*\*@127\.0\.0\.1:1/);
    await expect(openDatabase({ url: outside.url.replace('exercise', 'geheim') })).rejects.not.toThrow(/geheim/);
  });
});
