import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { diffEntries } from '../diff-entries.ts';
import { fileOf } from '../fixtures/collect-list.ts';
import type { ListHeader, ListReader, ListSink } from '../list-reader.ts';
import { type LoadRequest, loadList } from './store.ts';
import { entriesOfVersion, loadCurrentEntries } from './store-entries.ts';
import { currentVersions, latestAttempts, rejectionsOf, versionsOf } from './store-versions.ts';

/** A reader that pushes what a test says. */
function readerOf(header: ListHeader, push: (sink: ListSink) => void): ListReader {
  return {
    format: 'exercise',
    title: 'EXERCISE',
    recognises: () => 'exercise',
    async read(_file, sink) {
      sink.header(header);
      push(sink);
      await sink.ready();
    },
  };
}

function parties(sink: ListSink, count: number, from = 1): void {
  for (let at = from; at < from + count; at += 1) {
    sink.party({
      key: `E${at}`,
      schema: 'Organization',
      properties: { name: [`EXERCISE ${at}`], alias: [`X${at}`, `Y${at}`] },
    });
    sink.designation({ party: `E${at}`, programmes: ['EXERCISE'], listedOn: '2017-06-02' });
  }
}

describe('loadList()', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  const load = (list: string, reader: ListReader, more: Partial<LoadRequest> = {}) =>
    loadList(test.database, { list, reader, file: fileOf('exercise.txt', 'x'), origin: { files: [] }, ...more });

  it('makes a version, sees that nothing changed, and tells the difference when something did', async () => {
    const first = await load(
      'a',
      readerOf({ publishedAt: '2024-01-01' }, (sink) => parties(sink, 30)),
    );
    expect(first).toMatchObject({ outcome: 'loaded', parties: 30, rejectedRecords: 0 });
    const shuffled = readerOf({ publishedAt: '2024-01-01' }, (sink) => {
      for (let at = 30; at >= 1; at -= 1) {
        sink.designation({ party: `E${at}`, listedOn: '2017-06-02', programmes: ['EXERCISE'] });
        sink.party({
          key: `E${at}`,
          schema: 'Organization',
          properties: { alias: [`Y${at}`, `X${at}`], name: [`EXERCISE ${at}`] },
        });
      }
    });
    expect(await load('a', shuffled)).toMatchObject({ outcome: 'unchanged', versionId: first.versionId });
    const later = await load(
      'a',
      readerOf({ publishedAt: '2024-02-01' }, (sink) => parties(sink, 30, 2)),
    );
    const change = diffEntries(
      await entriesOfVersion(test.database, first.versionId ?? 0),
      await entriesOfVersion(test.database, later.versionId ?? 0),
    );
    expect([change.added.map(({ key }) => key), change.removed.map(({ key }) => key), change.changed]).toEqual([
      ['E31'],
      ['E1'],
      [],
    ]);
  });

  it('keeps the version published last in force, whatever was loaded last', async () => {
    await load(
      'b',
      readerOf({ publishedAt: '2025-01-01' }, (sink) => parties(sink, 30)),
    );
    await load(
      'b',
      readerOf({ publishedAt: '2020-01-01' }, (sink) => parties(sink, 29)),
    );
    const current = (await currentVersions(test.database)).find(({ list }) => list === 'b');
    expect(current).toMatchObject({ publishedOn: '2025-01-01', parties: 30 });
    expect((await versionsOf(test.database, 'b')).map(({ publishedOn }) => publishedOn)).toEqual([
      '2025-01-01',
      '2020-01-01',
    ]);
  });

  it('lets neither an older official file nor newer shipped facts hide what the other knows', async () => {
    const facts = { origin: { files: [], snapshot: true } };
    await load(
      'h',
      readerOf({ publishedAt: '2026-01-01' }, (sink) => parties(sink, 2)),
      facts,
    );
    const older = readerOf({ publishedAt: '2024-01-01' }, (sink) => {
      sink.party({ key: 'E1', schema: 'Organization', properties: { name: ['EXERCISE 1 before'] } });
      parties(sink, 30, 3);
    });
    await load('h', older);
    const entries = (await loadCurrentEntries(test.database)).filter(({ list }) => list === 'h');
    expect(entries).toHaveLength(32);
    expect(entries.find(({ key }) => key === 'E1')?.caption).toBe('EXERCISE 1');
    expect((await currentVersions(test.database)).find(({ list }) => list === 'h')).toMatchObject({ parties: 31 });
    await load(
      'h',
      readerOf({ publishedAt: '2026-02-01' }, (sink) => parties(sink, 30, 3)),
    );
    expect((await loadCurrentEntries(test.database)).filter(({ list }) => list === 'h')).toHaveLength(30);
  });

  it('keeps the last good version when a file is cut, thin, empty or breaks half-way', async () => {
    await load(
      'c',
      readerOf({ publishedAt: '2025-01-01' }, (sink) => parties(sink, 100)),
    );
    const thin = await load(
      'c',
      readerOf({ publishedAt: '2025-02-01' }, (sink) => parties(sink, 10)),
    );
    expect(thin).toMatchObject({ outcome: 'refused', message: expect.stringContaining('holds 10 parties where') });
    expect(
      await load(
        'c',
        readerOf({ publishedAt: '2025-02-01' }, () => {}),
      ),
    ).toMatchObject({ outcome: 'refused', message: expect.stringContaining('no party') });
    const breaking = readerOf({ publishedAt: '2025-02-01' }, (sink) => {
      parties(sink, 50);
      throw new TypeError('EXERCISE');
    });
    expect(await load('c', breaking)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('its reader failed (EXERCISE)'),
    });
    expect((await currentVersions(test.database)).find(({ list }) => list === 'c')).toMatchObject({ parties: 100 });
    expect((await latestAttempts(test.database)).find(({ list }) => list === 'c')).toMatchObject({
      outcome: 'refused',
    });
    const told = await load(
      'c',
      readerOf({ publishedAt: '2025-02-01' }, (sink) => parties(sink, 10)),
      { acceptShrink: true },
    );
    expect(told.outcome).toBe('loaded');
  });

  it('counts bad rows with their line and loads the good ones', async () => {
    const outcome = await load(
      'd',
      readerOf({ publishedAt: '2025-01-01' }, (sink) => {
        parties(sink, 9);
        sink.reject({ place: { line: 12 }, reason: 'no name', reference: 'E10', severity: 'record' });
        sink.designation({ party: 'nobody', programmes: [], listedOn: null });
        sink.party({ key: 'E1', schema: 'Person', properties: { name: ['EXERCISE twice'] } });
      }),
    );
    expect(outcome).toMatchObject({ outcome: 'loaded', parties: 9, rejectedRecords: 3 });
    const { total, rejections } = await rejectionsOf(test.database, 'd', 10, 0);
    expect(total).toBe(3);
    expect(rejections[0]).toMatchObject({ place: { line: 12 }, reason: 'no name', reference: 'E10' });
    expect(rejections.map(({ reason }) => reason).join()).toMatch(/refers to a party.*stands 2 times/);
  });

  it('stores text that JSON allows and PostgreSQL does not, and says so', async () => {
    const outcome = await load(
      'e',
      readerOf({ publishedAt: '2025-01-01' }, (sink) =>
        sink.party({ key: 'E\t1', schema: 'Person', properties: { name: ['EXERCISE \u0000 \ud800 \\ 김'] } }),
      ),
    );
    expect(outcome).toMatchObject({ outcome: 'loaded', rejectedValues: 1 });
    const [entry] = (await loadCurrentEntries(test.database)).filter(({ list }) => list === 'e');
    expect(entry).toMatchObject({ key: 'E\t1', properties: { name: ['EXERCISE \ufffd \ufffd \\ 김'] } });
  });

  it('carries aliases over from the version before when the file set lacks them', async () => {
    await load(
      'f',
      readerOf({ publishedAt: '2025-01-01' }, (sink) => parties(sink, 3)),
    );
    await load(
      'f',
      readerOf({ publishedAt: '2025-02-01', lacks: ['aliases'] }, (sink) => {
        for (const at of [1, 2, 3, 4])
          sink.party({ key: `E${at}`, schema: 'Organization', properties: { name: [`EXERCISE ${at} Ltd`] } });
      }),
    );
    const entries = (await loadCurrentEntries(test.database)).filter(({ list }) => list === 'f');
    expect(entries.map(({ properties }) => properties.alias)).toEqual([
      ['X1', 'Y1'],
      ['X2', 'Y2'],
      ['X3', 'Y3'],
      undefined,
    ]);
    expect((await versionsOf(test.database, 'f'))[0]?.carriedOver).toEqual(['aliases']);
  });

  it('applies a delta to the version in force', async () => {
    await load(
      'g',
      readerOf({ publishedAt: '2025-01-01' }, (sink) => parties(sink, 30)),
    );
    const delta = await load(
      'g',
      readerOf({ publishedAt: '2025-01-02', delta: true }, (sink) => {
        sink.removal('E1');
        sink.change({ party: 'E2', add: { alias: ['Z2'] }, remove: { alias: ['X2'] } });
        sink.change({ party: 'E99', add: {}, remove: {} });
        parties(sink, 1, 31);
      }),
    );
    expect(delta).toMatchObject({ outcome: 'loaded', parties: 30, rejectedRecords: 1 });
    const entries = new Map(
      (await loadCurrentEntries(test.database)).filter(({ list }) => list === 'g').map((entry) => [entry.key, entry]),
    );
    expect([
      entries.has('E1'),
      entries.get('E2')?.properties.alias,
      entries.get('E2')?.designations.length,
      entries.has('E31'),
    ]).toEqual([false, ['Y2', 'Z2'], 1, true]);
  });
});
