import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../lists/entry.ts';
import { exerciseEntries, exerciseEntry, exerciseScreener } from '../fixtures/exercise-lists.ts';
import { searchedEntity } from './watchman-answer.ts';
import { askedParty, type WatchmanParameters } from './watchman-question.ts';
import { searchAsWatchman, type WatchmanSearch } from './watchman-search.ts';

const HELD = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';
const REFERRED = '0x0330070FD38Ec3bB94F58FA55D40368271E9e54A';
const ALONE = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';

const wallet = (list: string, key: string, properties: StoredEntry['properties'], reference?: string): StoredEntry =>
  exerciseEntry(list, key, {
    schema: 'CryptoWallet',
    properties,
    designations: [{ programmes: ['EXERCISE'], listedOn: '2020-01-02', ...(reference ? { reference } : {}) }],
  });

const screener = exerciseScreener(
  [],
  [
    ...exerciseEntries,
    exerciseEntry('us-ofac-sdn', '90', {
      schema: 'Organization',
      properties: { name: ['Drill Hackers'] },
      links: [{ schema: 'UnknownLink', to: '77', role: 'Linked To' }],
    }),
    wallet('us-ofac-sdn', '90-wallet', { publicKey: [HELD], currency: ['ETH'], holder: ['90'] }),
    wallet('us-ofac-wallets', REFERRED, { publicKey: [REFERRED], currency: ['ETH', 'USDT'] }, '90'),
  ],
);

function search(given: WatchmanParameters, parts: Partial<WatchmanSearch> = {}) {
  return searchAsWatchman(screener, {
    asked: askedParty(given),
    lists: null,
    sourceId: null,
    limit: 10,
    minMatch: 0,
    ...parts,
  });
}
const idsOf = (hits: ReturnType<typeof search>): string[] => hits.map(({ party }) => party.id);

describe('searchAsWatchman()', () => {
  it('finds a party once, the best first, with the entry of the lists asked for', () => {
    const given = { name: ['Kim Chol Su'] };
    expect(search(given).map(({ member, match }) => [member.entry.key, match])).toEqual([
      ['KPi.999', 1],
      ['KF-1', expect.any(Number)],
    ]);
    const [hit] = search(given, { lists: ['eu-fsf'] });
    expect(hit).toMatchObject({
      party: { id: 'un-sc-KPi.999' },
      member: { entry: { key: 'EU.1.1' } },
      programmes: ['PRK'],
    });
    expect(search(given)[0]?.programmes).toEqual(['DPRK', 'PRK']);
  });

  it('keeps a hit at the least match, where the engine would leave out one at its cutoff', () => {
    const [hit] = search({ name: ['Drill Trading'] });
    const match = hit?.match ?? 0;
    expect(match).toBeGreaterThan(0);
    expect(match).toBeLessThan(1);
    expect(idsOf(search({ name: ['Drill Trading'] }, { minMatch: match }))).toContain(hit?.party.id);
    expect(idsOf(search({ name: ['Drill Trading'] }, { minMatch: match + 1e-4 }))).not.toContain(hit?.party.id);
    expect(search({ name: ['Kim Chol Su'] }, { minMatch: 1 })[0]?.match).toBe(1);
  });

  it('answers a wallet with its holder, by either way in which lists name it', () => {
    for (const address of [HELD, REFERRED]) {
      const [hit, ...others] = search({ cryptoAddress: [`ETH:${address}`] });
      expect(hit).toMatchObject({ party: { id: 'us-ofac-sdn-90' }, match: 1 });
      expect(others).toEqual([]);
    }
    expect(idsOf(search({ cryptoAddress: [ALONE] }))).toEqual(['us-ofac-sdn-78']);
    expect(search({ cryptoAddress: [ALONE.toLowerCase()] })).toEqual([]);
  });

  it('answers the wallet itself when its holder is not on the lists asked for', () => {
    expect(idsOf(search({ cryptoAddress: [REFERRED] }, { lists: ['us-ofac-wallets'] }))).toEqual([
      `us-ofac-wallets-${REFERRED}`,
    ]);
  });

  it('finds by name and by wallet at once, each party once', () => {
    const hits = search({ type: ['person'], name: ['Kim Chol Su'], cryptoAddress: [`ETH:${HELD}`] });
    expect(idsOf(hits).slice(0, 2).sort()).toEqual(['un-sc-KPi.999', 'us-ofac-sdn-90']);
    expect(new Set(idsOf(hits)).size).toBe(hits.length);
  });

  it('answers an entry by its id alone, and restricts others to it', () => {
    expect(search({}, { sourceId: 'EU.1.1' })).toMatchObject([{ party: { id: 'un-sc-KPi.999' }, match: 1 }]);
    expect(search({}, { sourceId: 'EU.1.1', lists: ['un-sc'] })).toEqual([]);
    expect(search({}, { sourceId: 'none' })).toEqual([]);
    expect(idsOf(search({ name: ['Kim Chol Su'] }, { sourceId: 'KF-1', limit: 1 }))).toEqual(['kr-kofiu-KF-1']);
    expect(search({ name: ['Nobody Known'] }, { sourceId: 'KF-1' })).toEqual([]);
  });
});

describe('searchedEntity()', () => {
  it('writes wallets and relations under their party', () => {
    const [hit] = search({ name: ['Drill Hackers'] });
    if (!hit) throw new Error('not found');
    expect(searchedEntity(screener, hit, false)).toMatchObject({
      sourceList: 'us_ofac',
      sourceID: '90',
      cryptoAddresses: [{ currency: 'ETH', address: HELD }, { address: REFERRED }],
      affiliations: [{ entityName: 'DRILL 2', type: 'Linked To' }],
    });
  });

  it('shows the parts of the score on demand only', () => {
    const [hit] = search({ name: ['Kim Chol Su'] });
    if (!hit) throw new Error('not found');
    expect(searchedEntity(screener, hit, false)).not.toHaveProperty('details');
    const { debug, details } = searchedEntity(screener, hit, true);
    expect(details).toMatchObject({ finalScore: 1, pieces: [{ pieceType: 'name_match', score: 1, exact: true }] });
    expect(Buffer.from(debug ?? '', 'base64').toString('utf8')).toContain('same name');
  });
});
