import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../store/backup.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { EvidenceFacts } from '../evidence-record.ts';
import { exifBlock, jpeg, PDF } from '../fixtures/made-files.ts';
import { EvidenceOffice } from './evidence-office.ts';
import { findEvidence } from './store.ts';
import { keepRating, showRatings } from './store-ratings.ts';

const facts: EvidenceFacts = {
  name: 'EXERCISE.pdf',
  source: 'https://exercise.example/100%_sure',
  description: null,
  obtainedAt: '2026-01-02T03:04:05Z',
  workingCopyOf: null,
  exercise: true,
  label: { originator: 'AA', relTo: ['BB'], caveats: [], expiresAt: null },
};
async function* bytesOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

describe('EvidenceOffice', () => {
  let test: TestDatabase;
  let office: EvidenceOffice;
  beforeAll(async () => {
    test = await testDatabase();
    office = new EvidenceOffice({ database: test.database, home: test.home, scanner: null, now: () => new Date() });
  });
  afterAll(() => test.close());
  const filesInVault = (): number =>
    readdirSync(join(test.home, 'evidence'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /sealed$|arriving|\.key$/.test(join(entry.parentPath, entry.name)),
    ).length;

  it('takes a file in, tells of it by its content, and finds it again', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    expect(item).toMatchObject({
      mediaType: 'application/pdf',
      size: PDF.byteLength,
      label: facts.label,
      erasure: null,
    });
    const { total, evidence } = await findEvidence(test.database, { text: '100%_SURE', limit: 10, offset: 0 });
    expect(total).toBe(1);
    expect(evidence[0]).toEqual({ ...item, obtainedAt: '2026-01-02T03:04:05.000Z' });
    expect((await findEvidence(test.database, { text: '100__', limit: 10, offset: 0 })).total).toBe(0);
  });

  it('signs whenever an item is taken in, opened, checked and handed over', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    const { bytes } = await office.open(item.id, 'CC', 'to read it');
    for await (const piece of bytes) expect(Buffer.from(piece).equals(PDF)).toBe(true);
    await office.step({ item, act: 'handed-over', by: 'AA', to: 'BB' });
    await expect(office.step({ item, act: 'accepted', by: 'CC' })).rejects.toMatchObject({
      code: 'CUSTODY_NOT_ALLOWED',
    });
    await office.step({ item, act: 'accepted', by: 'BB' });
    const { content, custody } = await office.verify(item.id, 'DD');
    expect(content).toEqual({ whole: true, problem: null });
    expect(custody).toMatchObject({ holds: true, holder: 'BB' });
    const acts =
      await test.database`select body->>'act' as act from evidence_custody where evidence = ${item.id} order by number`;
    expect(acts.map(({ act }) => act)).toEqual(['taken-in', 'opened', 'handed-over', 'accepted', 'checked']);
  });

  it('signs for everyone who opens an item at the same moment, one after the other', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    await Promise.all(Array.from({ length: 20 }, (_, at) => office.step({ item, act: 'opened', by: `R${at % 4}` })));
    expect(await office.custody(item)).toMatchObject({ holds: true });
    const [{ n } = { n: 0 }] =
      await test.database`select count(*)::int as n from evidence_custody where evidence = ${item.id}`;
    expect(n).toBe(21);
  });

  it('erases for its holder alone; the record and the chain stay and say so', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    await expect(office.erase(item.id, 'BB', 'a court asks')).rejects.toMatchObject({ code: 'CUSTODY_NOT_ALLOWED' });
    expect((await office.verify(item.id, 'AA')).content.whole).toBe(true);
    const { erasure } = await office.erase(item.id, 'AA', 'a court asks');
    expect(erasure).toMatchObject({ by: 'AA', reason: 'a court asks' });
    await expect(office.open(item.id, 'AA', null)).rejects.toMatchObject({ code: 'EVIDENCE_ERASED' });
    await expect(office.erase(item.id, 'AA', 'again')).rejects.toMatchObject({ code: 'EVIDENCE_ERASED' });
    expect(await office.verify(item.id, 'AA')).toMatchObject({
      content: { whole: false },
      custody: { holds: true, erased: true },
    });
  });

  it('shows what a file says of itself as long as it is there, and keeps it nowhere else', async () => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBlock()]);
    const { id } = await office.add(bytesOf(jpeg(6, 4, [[0xe1, exif]])), facts, 'AA');
    expect((await office.withClaims(id)).claims?.exif).toMatchObject({ model: 'EXERCISE CAM', lat: 38.51 });
    const [row] = await test.database`select to_jsonb(e)::text as text from evidence e where id = ${id}`;
    expect(row?.text).not.toMatch(/EXERCISE CAM|38\.51/);
    await office.erase(id, 'AA', 'EXERCISE');
    expect(await office.withClaims(id)).toMatchObject({ claims: null, erasure: { by: 'AA' } });
  });

  it('keeps nothing of what it refuses', async () => {
    const before = filesInVault();
    const [{ n } = { n: 0 }] = await test.database`select count(*)::int as n from evidence`;
    await expect(office.add(bytesOf(jpeg(65_500, 65_500)), facts, 'AA')).rejects.toMatchObject({
      code: 'EVIDENCE_PIXEL_FLOOD',
    });
    const unknown = { ...facts, workingCopyOf: 'e-ffffffffffffffffffffffff' };
    await expect(office.add(bytesOf(PDF), unknown, 'AA')).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN' });
    await expect(office.add(bytesOf(PDF), { ...facts, obtainedAt: 'no time' }, 'AA')).rejects.toThrow();
    expect(filesInVault()).toBe(before);
    expect(await test.database`select count(*)::int as n from evidence`).toEqual([{ n }]);
  });

  it('refuses what the scanner finds malware in, and keeps that a clean one was scanned', async () => {
    const replies = ['stream: Exercise.Test FOUND\0', 'stream: OK\0'];
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => bytes.subarray(-4).equals(Buffer.alloc(4)) && socket.end(replies.shift() ?? ''));
    });
    const path = join(test.home, 'scanner');
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const scanning = new EvidenceOffice({
      database: test.database,
      home: test.home,
      scanner: path,
      now: () => new Date(),
    });
    await expect(scanning.add(bytesOf(PDF), facts, 'AA')).rejects.toMatchObject({ code: 'EVIDENCE_MALWARE' });
    expect((await scanning.add(bytesOf(PDF), facts, 'AA')).inspection).toMatchObject({ scan: { result: 'clean' } });
    server.close();
  });

  it('notices when the chain was tampered with past the guards of the database', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    await expect(
      test.database`update evidence_custody set signature = 'x' where evidence = ${item.id}`,
    ).rejects.toThrow('never changed');
    await test.database`alter table evidence_custody disable trigger evidence_custody_append_only`;
    await test.database`update evidence_custody set body = jsonb_set(body, '{by}', '"BB"') where evidence = ${item.id}`;
    await test.database`alter table evidence_custody enable trigger evidence_custody_append_only`;
    expect((await office.custody(item)).holds).toBe(false);
    await expect(office.verify(item.id, 'AA')).resolves.toMatchObject({ custody: { holds: false } });
  });

  it('lets no row be changed or removed', async () => {
    for (const table of [
      'evidence',
      'evidence_erasure',
      'evidence_rating',
      'evidence_custody',
      'evidence_custodian',
      'evidence_stamp',
    ])
      await expect(test.database`delete from ${test.database(table)}`).rejects.toThrow('never changed');
  });

  it('comes back whole from a backup, blind ratings and signed chains included', async () => {
    const item = await office.add(bytesOf(PDF), facts, 'AA');
    await keepRating(test.database, { evidence: item.id, rater: 'R1', scale: 'reliability', value: 'B', reason: 'x' });
    await showRatings(test.database, item.id, 'R2');
    const archive = join(test.home, 'backup.tar.gz');
    await backUp(test.database, archive, { version: 'test', now: new Date(), signal: new AbortController().signal });
    const other = await testDatabase();
    try {
      await restore(other.database, archive, { replace: true });
      const restored = new EvidenceOffice({
        database: other.database,
        home: test.home,
        scanner: null,
        now: () => new Date(),
      });
      expect(await restored.verify(item.id, 'AA')).toMatchObject({
        content: { whole: true },
        custody: { holds: true },
      });
      const second = { evidence: item.id, rater: 'R2', scale: 'credibility', value: '2', reason: 'x' } as const;
      await expect(keepRating(other.database, second)).rejects.toMatchObject({ code: 'RATING_NOT_BLIND' });
    } finally {
      await other.close();
    }
  });
});
