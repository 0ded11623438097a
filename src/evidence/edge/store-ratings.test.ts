import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { SCALES } from '../rating.ts';
import { keepEvidence } from './store.ts';
import { keepLink, standingLinks } from './store-links.ts';
import { keepRating, ratingPairs, showRatings } from './store-ratings.ts';

let test: TestDatabase;
let evidence = '';
let number = 0;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  number += 1;
  evidence = `e-${String(number).padStart(24, '0')}`;
  await keepEvidence(test.database, {
    id: evidence,
    sha256: 'a'.repeat(64),
    size: 1,
    mediaType: 'text/plain',
    name: 'EXERCISE',
    source: 'EXERCISE',
    description: null,
    obtainedAt: null,
    addedAt: '2026-01-01T00:00:00.000Z',
    addedBy: 'AA',
    inspection: { notices: [] },
    workingCopyOf: null,
    exercise: true,
    label: { originator: 'AA', relTo: [], caveats: [], expiresAt: null },
  });
});

const rate = (rater: string, value: 'B' | 'C' | '2' | '3') =>
  keepRating(test.database, {
    evidence,
    rater,
    scale: /\d/.test(value) ? 'credibility' : 'reliability',
    value,
    reason: 'EXERCISE',
  });
const seen = async (reader: string): Promise<string[]> =>
  (await showRatings(test.database, evidence, reader)).map(({ rater, value }) => `${rater} ${value}`);
const blind = { code: 'RATING_NOT_BLIND' };

describe('keepRating() and showRatings()', () => {
  it('keep two scales apart: a rater of one neither rates nor sees the other', async () => {
    await rate('AA', 'B');
    await rate('BB', '3');
    await expect(rate('AA', '2')).rejects.toMatchObject(blind);
    await rate('AA', 'C');
    expect(await seen('AA')).toEqual(['AA B', 'AA C']);
    expect(await seen('BB')).toEqual(['BB 3']);
    expect(await seen('CC')).toEqual(['AA B', 'BB 3', 'AA C']);
  });

  it('bar from rating who has seen the other scale, and none that has seen nothing', async () => {
    expect(await seen('CC')).toEqual([]);
    await rate('AA', 'B');
    expect(await seen('DD')).toEqual(['AA B']);
    await expect(rate('DD', '2')).rejects.toMatchObject(blind);
    await rate('DD', 'C');
    await rate('CC', '2');
    expect(await seen('DD')).toEqual(['AA B', 'DD C']);
  });

  it('hold in SQL, past the store', async () => {
    await rate('AA', 'B');
    await seen('CC');
    const { database } = test;
    await expect(database`insert into evidence_rater values (${evidence}, 'CC', 'credibility')`).rejects.toThrow(
      'was seen',
    );
    await expect(database`insert into evidence_rating_seen values (${evidence}, 'AA', 'credibility')`).rejects.toThrow(
      'is rated',
    );
    await expect(database`insert into evidence_rater values (${evidence}, 'AA', 'credibility')`).rejects.toThrow(
      'duplicate key',
    );
    await expect(
      database`insert into evidence_rating (evidence, rater, scale, value, reason) values (${evidence}, 'BB', 'credibility', '2', 'x')`,
    ).rejects.toThrow('foreign key');
    await expect(
      database`insert into evidence_rating (evidence, rater, scale, value, reason) values (${evidence}, 'AA', 'reliability', '2', 'x')`,
    ).rejects.toThrow('check');
  });

  it('hold when one person rates both scales and looks, all at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const person = `P${round}`;
      await rate(`Q${round}`, 'B');
      const results = await Promise.allSettled([rate(person, 'C'), rate(person, '2'), seen(person), rate(person, '3')]);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(blind);
      const rated =
        await test.database`select scale from evidence_rater where evidence = ${evidence} and rater = ${person}`;
      const shown =
        await test.database`select scale from evidence_rating_seen where evidence = ${evidence} and reader = ${person}`;
      expect(rated.length).toBeLessThanOrEqual(1);
      for (const { scale } of rated)
        expect(shown.map((one) => one.scale)).not.toContain(SCALES.find((one) => one !== scale));
    }
  });
});

describe('ratingPairs()', () => {
  it('takes the latest of each scale, of items that have both', async () => {
    const before = (await ratingPairs(test.database)).length;
    await rate('AA', 'B');
    expect(await ratingPairs(test.database)).toHaveLength(before);
    await rate('BB', '2');
    await rate('AA', 'C');
    const pairs = await ratingPairs(test.database);
    expect(pairs).toHaveLength(before + 1);
    expect(pairs).toContainEqual({ reliability: 'C', credibility: '2' });
  });
});

describe('keepLink()', () => {
  it('keeps what stands, and what was taken back on the record only', async () => {
    const link = { from: evidence, to: 'agency', kind: 'derives-from' as const, by: 'AA', reason: 'it says so' };
    const mine = async () => (await standingLinks(test.database)).filter(({ from }) => from === evidence);
    await keepLink(test.database, { ...link, stands: true });
    expect(await mine()).toMatchObject([{ to: 'agency', kind: 'derives-from', by: 'AA' }]);
    await keepLink(test.database, { ...link, stands: false });
    expect(await mine()).toEqual([]);
    expect(await test.database`select stands from evidence_link where evidence = ${evidence}`).toHaveLength(2);
  });
});
