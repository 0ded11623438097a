import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { PDF } from '../fixtures/made-files.ts';
import { answer, makeAuthority, REFUSAL, type StampWishes } from '../fixtures/test-authority.ts';
import { TAG } from '../stamp/der.ts';
import { der, natural, oid, sequence } from '../stamp/write-der.ts';
import { EvidenceOffice } from './evidence-office.ts';
import { StampOffice } from './stamp-office.ts';

const authority = makeAuthority();

describe('StampOffice', () => {
  let test: TestDatabase;
  let office: EvidenceOffice;
  let stamps: StampOffice;
  let server: Server;
  let address = '';
  let wishes: StampWishes | 'refuse' | 'fail' = {};
  let now = new Date();
  let id = '';
  beforeAll(async () => {
    test = await testDatabase();
    const parts = { home: test.home, now: () => now };
    office = new EvidenceOffice({ ...parts, database: test.database, scanner: null });
    stamps = new StampOffice({ ...parts, office });
    server = createServer(async (request, reply) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const isQuery = request.headers['content-type'] === 'application/timestamp-query';
      if (wishes === 'fail' || !isQuery) return reply.writeHead(500).end();
      reply.end(wishes === 'refuse' ? REFUSAL : answer(Buffer.concat(parts), authority.signer, wishes));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    address = `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}/`;
    mkdirSync(join(test.home, 'evidence', 'trusted-authorities'), { recursive: true });
    writeFileSync(join(test.home, 'evidence', 'trusted-authorities', 'exercise.pem'), authority.root.pem);
  });
  afterAll(async () => {
    server.close();
    await test.close();
  });
  beforeEach(async () => {
    wishes = {};
    now = new Date();
    const label = { originator: 'AA', relTo: [], caveats: [], expiresAt: null };
    const facts = {
      name: 'E.pdf',
      source: 'EXERCISE',
      description: null,
      obtainedAt: null,
      workingCopyOf: null,
      exercise: true,
      label,
    };
    async function* pdf(): AsyncGenerator<Uint8Array> {
      yield PDF;
    }
    ({ id } = await office.add(pdf(), facts, 'AA'));
  });

  it('keeps a stamp with its verdict, signs for it, and verifies it again', async () => {
    expect(await stamps.stamp(id, address, 'AA')).toMatchObject({ verdict: 'trusted' });
    const [stamp, ...others] = await stamps.verify(id);
    expect(others).toEqual([]);
    expect(stamp).toMatchObject({ authority: address, verdict: 'trusted', checks: 2 });
    const [last] =
      await test.database`select body from evidence_custody where evidence = ${id} order by number desc limit 1`;
    expect(last?.body).toMatchObject({ act: 'stamped', by: 'AA' });
  });

  it('keeps no stamp that proves nothing, and says why there is none', async () => {
    for (const [wish, code] of [
      [{ nonce: Buffer.from([9]) }, 'STAMP_BROKEN'],
      [{ key: authority.root.key }, 'STAMP_BROKEN'],
      ['refuse', 'STAMP_BROKEN'],
      ['fail', 'AUTHORITY_UNREACHABLE'],
    ] as const) {
      wishes = wish;
      await expect(stamps.stamp(id, address, 'AA')).rejects.toMatchObject({ code });
    }
    await expect(stamps.stamp(id, 'ftp://exercise.example', 'AA')).rejects.toMatchObject({ code: 'AUTHORITY_ADDRESS' });
    expect(await stamps.verify(id)).toEqual([]);
  });

  it('takes an answer that was carried by hand', async () => {
    const { request } = await stamps.request(id);
    const response = answer(request, authority.signer);
    expect(await stamps.keep({ id, authority: 'by hand', response, nonce: null, by: 'AA' })).toMatchObject({
      verdict: 'trusted',
    });
  });

  it('takes an answer over another digest, for which it reads the item, and says so of one over another file', async () => {
    const asked = (content: Uint8Array): Buffer => {
      const sha512 = sequence(oid('2.16.840.1.101.3.4.2.3'));
      return sequence(
        natural(Buffer.from([1])),
        sequence(sha512, der(TAG.octetString, createHash('sha512').update(content).digest())),
      );
    };
    const by = { id, authority: 'by hand', nonce: null, by: 'AA' };
    const report = await stamps.keep({ ...by, response: answer(asked(PDF), authority.signer) });
    expect(report).toMatchObject({ verdict: 'trusted', digest: 'sha512' });
    const other = answer(asked(Buffer.from('other')), authority.signer);
    await expect(stamps.keep({ ...by, response: other })).rejects.toMatchObject({ code: 'STAMP_BROKEN' });
  });

  it('still verifies the stamp of an item that was erased', async () => {
    await stamps.stamp(id, address, 'AA');
    await office.erase(id, 'AA', 'EXERCISE');
    expect(await stamps.verify(id)).toMatchObject([{ verdict: 'trusted' }]);
  });

  it('verifies again what is due, and names what no longer holds', async () => {
    await stamps.stamp(id, address, 'AA');
    expect(await stamps.verifyDue(30)).toEqual([]);
    now = new Date(Date.now() + 31 * 86_400_000);
    const before = await test.database`select count(*)::int as n from evidence_stamp_check`;
    expect(await stamps.verifyDue(30)).toEqual([]);
    const after = await test.database`select count(*)::int as n from evidence_stamp_check`;
    expect(after[0]?.n).toBeGreaterThan(before[0]?.n);
    await test.database`alter table evidence_stamp disable trigger evidence_stamp_append_only`;
    await test.database`update evidence_stamp set response = set_byte(response, length(response) - 5, 0) where evidence = ${id}`;
    await test.database`alter table evidence_stamp enable trigger evidence_stamp_append_only`;
    expect(await stamps.verifyDue(0)).toEqual([id]);
  });
});
