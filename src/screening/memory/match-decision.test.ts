import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exerciseEntry } from '../fixtures/exercise-lists.ts';
import { memberOf, partyOf } from '../party.ts';
import { identifyingFactsHash } from './identifying-facts.ts';
import { decisionsByParty, type MatchDecision, standingOf } from './match-decision.ts';
import { queryFingerprint } from './query-fingerprint.ts';

const properties = { name: ['Kim Exercise'], nationality: ['kp'], address: ['Exercise Street 1'] };
const party = (extra: Record<string, string[]> = {}) =>
  partyOf([memberOf(exerciseEntry('un-sc', 'KPi.999', { properties: { ...properties, ...extra } }))], []);
const decision = (parts: Partial<MatchDecision> = {}): MatchDecision => ({
  id: 1,
  customer: 'C-1',
  fingerprint: null,
  question: null,
  party: 'un-sc-KPi.999',
  factsHash: identifyingFactsHash(party().subject),
  verdict: 'different',
  reason: 'EXERCISE',
  author: 'tester',
  decidedAt: '2026-11-01T00:00:00.000Z',
  expiresOn: null,
  undoneAt: null,
  undoneBy: null,
  undoneReason: null,
  ...parts,
});

describe('standingOf()', () => {
  it('holds until the party changes in what tells it from others', () => {
    expect(standingOf(decision(), party(), '2026-11-25')).toBe('holds');
    expect(standingOf(decision(), party({ address: ['Exercise Street 2'], notes: ['new'] }), '2026-11-25')).toBe(
      'holds',
    );
    for (const change of [
      { alias: ['Kim E'] },
      { birthDate: ['1960'] },
      { passportNumber: ['X1'] },
      { nationality: ['cn'] },
    ])
      expect(standingOf(decision(), party(change), '2026-11-25'), JSON.stringify(change)).toBe('facts-changed');
    expect(standingOf(decision(), undefined, '2026-11-25')).toBe('party-gone');
  });

  it('holds through its last day', () => {
    expect(standingOf(decision({ expiresOn: '2026-11-25' }), party(), '2026-11-25')).toBe('holds');
    expect(standingOf(decision({ expiresOn: '2026-11-25' }), party(), '2026-11-26')).toBe('expired');
  });
});

describe('decisionsByParty()', () => {
  it('takes the latest that is not undone, under the id that the party has now', () => {
    const decisions = [
      decision({ id: 3, undoneAt: '2026-11-02T00:00:00Z' }),
      decision({ id: 2, verdict: 'same', party: 'eu-fsf-EU.1.1' }),
      decision({ id: 1 }),
    ];
    const found = decisionsByParty(decisions, () => 'un-sc-KPi.999');
    expect([...found].map(([id, { verdict }]) => [id, verdict])).toEqual([['un-sc-KPi.999', 'same']]);
  });
});

describe('queryFingerprint()', () => {
  it('is the same for the same question however it is written, and another for another', () => {
    const name = fc.stringMatching(/^[a-zA-Z]{1,8}( [a-zA-Z]{1,8}){0,2}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), (names) => {
        const one = queryFingerprint({ schema: 'Person', properties: { name: names, alias: [] } });
        const other = [...names].reverse().map((text) => ` ${text.toUpperCase().replace(' ', '  ')} `);
        return (
          one === queryFingerprint({ schema: 'Person', properties: { name: other } }) &&
          one !== queryFingerprint({ schema: 'Company', properties: { name: names } }) &&
          one !== queryFingerprint({ schema: 'Person', properties: { name: [...names, 'another one'] } })
        );
      }),
    );
  });
});
