import { describe, expect, it } from 'vitest';
import { decisionsOn, entriesOf, nextOpen, queueCsv, type ShownDecision } from './review-queue.ts';

const query = { schema: 'Person', properties: { name: ['Kim'], country: ['kp'] } };
const hit = (party: string) => ({ party, caption: party.toUpperCase(), score: 0.8 });
const results = [
  { line: 2, id: 'C-1', query, hits: [hit('a'), hit('b')] },
  { line: 3, id: null, query, hits: [hit('a')] },
  { line: 4, id: 'C-2', query, hits: [] },
];
const entries = entriesOf(results.map((row) => `${JSON.stringify(row)}\n`).join(''));
const decision = (of: Partial<ShownDecision>): ShownDecision => ({
  id: 1,
  customer: null,
  fingerprint: null,
  question: null,
  party: 'a',
  verdict: 'different',
  reason: 'EXERCISE',
  author: '=A',
  decidedAt: '2026-11-25T00:00:00Z',
  expiresOn: null,
  undoneAt: null,
  undoneBy: null,
  undoneReason: null,
  standing: 'holds',
  ...of,
});

describe('entriesOf()', () => {
  it('makes one entry a match, and none of a row without', () => {
    expect(entries.map(({ customer, party }) => [customer, party])).toEqual([
      ['C-1', 'a'],
      ['C-1', 'b'],
      [null, 'a'],
    ]);
  });
});

describe('decisionsOn()', () => {
  it('finds the decision of a customer, and of a question in whatever order', () => {
    const question = { schema: 'Person', properties: { country: ['kp'], name: ['Kim'] } };
    const decided = decisionsOn(entries, [decision({ customer: 'C-1', party: 'b' }), decision({ question })]);
    expect(decided.map((one) => one?.verdict ?? null)).toEqual([null, 'different', 'different']);
  });

  it('leaves out what no longer holds', () => {
    expect(decisionsOn(entries, [decision({ customer: 'C-1', standing: 'expired' })])[0]).toBeNull();
  });
});

describe('nextOpen()', () => {
  it('goes round, and ends when all are decided', () => {
    expect(nextOpen([null, 'x', null, 'x'], 1)).toBe(2);
    expect(nextOpen([null, 'x', 'x', 'x'], 1)).toBe(0);
    expect(nextOpen(['x'], 0)).toBeNull();
    expect(nextOpen([], 0)).toBeNull();
  });
});

describe('queueCsv()', () => {
  it('writes a line a match with its decision, and no formula', () => {
    const csv = queueCsv(entries, decisionsOn(entries, [decision({ customer: 'C-1' })]));
    const [header, first, second] = csv.split('\r\n');
    expect(header).toMatch(/^id,asked,party,caption,score,verdict/);
    expect(first).toMatch(/^C-1,Kim,a,A,0.8,different,EXERCISE,'=A,/);
    expect(second).toMatch(/^C-1,Kim,b,B,0.8,,/);
  });
});
