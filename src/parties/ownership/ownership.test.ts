import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { economicShare } from './economic-share.ts';
import { FixedPoint } from './fixed-point.ts';
import { flipsOf } from './flips.ts';
import { ownershipGraph } from './graph.ts';
import type { Holding } from './holding.ts';
import { judgeOwnership, type OwnershipQuestion } from './judge.ts';
import { ownershipRules, versionOn } from './rules.ts';
import { PER_CENT, parseShare, type Share, shareText, shareWithin, UNKNOWN_SHARE, WHOLE } from './share.ts';

const source = { record: 'EXERCISE', saidOn: null };

function held(owner: string, owned: string, share: string | Share, more: Partial<Holding> = {}): Holding {
  const read = typeof share === 'string' ? parseShare(share) : share;
  if (!read) throw new Error(`no share: ${JSON.stringify(share)}`);
  return {
    ...{ owner, owned, share: read, kind: 'ownership', path: 'direct', declared: null },
    ...{ from: null, to: null, joint: null, source },
    ...more,
  } as Holding;
}

function asked(rule: 'ofac' | 'eu' | 'uk', party: string, more: Partial<OwnershipQuestion> = {}): OwnershipQuestion {
  const day = more.day ?? '2026-11-01';
  const version = versionOn(ownershipRules().find(({ id }) => id === rule) ?? fail(), day) ?? fail();
  return { party, day, listed: new Set(['X', 'Y']), version, ...more };
}

function fail(): never {
  throw new Error('no such rule');
}

function verdict(holdings: readonly Holding[], question: OwnershipQuestion): string {
  return judgeOwnership({ holdings, claims: [], silences: [] }, question).verdict;
}

/** The examples of OFAC's FAQ 401; 1 to 3 were read, 4 to 6 are from memory. */
const FAQ_401: [string, Holding[], string, string][] = [
  ['1', [held('X', 'A', '50'), held('A', 'B', '50')], 'B', 'blocked'],
  ['2', [held('X', 'A', '50'), held('X', 'B', '50'), held('A', 'C', '25'), held('B', 'C', '25')], 'C', 'blocked'],
  ['3', [held('X', 'A', '50'), held('X', 'B', '10'), held('A', 'B', '40')], 'B', 'blocked'],
  ['4', [held('X', 'A', '50'), held('X', 'B', '25'), held('A', 'C', '25'), held('B', 'C', '25')], 'C', 'not-blocked'],
  ['5', [held('X', 'A', '25'), held('X', 'B', '25'), held('A', 'C', '50'), held('B', 'C', '50')], 'C', 'not-blocked'],
  ['6', [held('X', 'A', '50'), held('Y', 'B', '50'), held('A', 'C', '25'), held('B', 'C', '25')], 'C', 'blocked'],
];

describe("OFAC's rule", () => {
  it.each(FAQ_401)('answers example %s of FAQ 401', (_, holdings, party, expected) => {
    expect(verdict(holdings, asked('ofac', party))).toBe(expected);
    expect(verdict([...holdings].reverse(), asked('ofac', party))).toBe(expected);
  });

  it('is not the multiplied share: half of a half is a quarter, and blocked', () => {
    const holdings = [held('X', 'A', '50'), held('A', 'B', '50')];
    expect(economicShare(holdings, 'B', new Set(['X']))).toEqual({ least: 0.25, most: 0.25 });
    expect(verdict(holdings, asked('ofac', 'B'))).toBe('blocked');
  });

  it('lets no cycle and no firm that owns itself bring itself in', () => {
    const ring = [held('A', 'B', '100'), held('B', 'A', '60'), held('X', 'A', '40'), held('C', 'C', '100')];
    expect(verdict(ring, asked('ofac', 'A'))).toBe('not-blocked');
    expect(verdict(ring, asked('ofac', 'C'))).toBe('not-blocked');
    expect(verdict([...ring, held('Y', 'A', '10')], asked('ofac', 'B'))).toBe('blocked');
    expect(economicShare(ring, 'B', new Set(['X'])).least).toBeCloseTo(1, 6);
  });

  it('adds the shares of several persons since August 2014 alone', () => {
    const two = [held('X', 'A', '25'), held('Y', 'A', '25')];
    expect(verdict(two, asked('ofac', 'A', { day: '2014-08-13' }))).toBe('blocked');
    expect(verdict(two, asked('ofac', 'A', { day: '2014-08-12' }))).toBe('not-blocked');
    expect(versionOn(ownershipRules()[0] ?? fail(), '2008-02-13')).toBeNull();
  });
});

describe('the rules side by side', () => {
  it('differ at exactly half, by day', () => {
    const half = [held('X', 'A', '50')];
    expect(verdict(half, asked('eu', 'A', { day: '2024-07-02' }))).toBe('not-blocked');
    expect(verdict(half, asked('eu', 'A', { day: '2024-07-03' }))).toBe('blocked');
    expect(verdict(half, asked('uk', 'A'))).toBe('not-blocked');
    expect(verdict([held('X', 'A', '>50')], asked('uk', 'A'))).toBe('blocked');
  });

  it('differ where two persons hold less than half each, unless they hold jointly', () => {
    const two = [held('X', 'A', '30'), held('Y', 'A', '30')];
    expect(verdict(two, asked('eu', 'A'))).toBe('blocked');
    expect(verdict(two, asked('uk', 'A'))).toBe('not-blocked');
    const jointly = two.map((one) => ({ ...one, joint: 'agreement of EXERCISE' }));
    expect(verdict(jointly, asked('uk', 'A'))).toBe('blocked');
  });

  it('count votes in the UK alone', () => {
    const votes = [held('X', 'A', '60', { kind: 'votes' }), held('X', 'A', '10')];
    expect(verdict(votes, asked('uk', 'A'))).toBe('blocked');
    expect(verdict(votes, asked('ofac', 'A'))).toBe('not-blocked');
  });

  it('answer for a past day by the shares of that day', () => {
    const sold = [
      held('X', 'A', '60', { from: '2019-01-01', to: '2024-05-01' }),
      held('Z', 'A', '60', { from: '2024-05-01' }),
    ];
    expect(verdict(sold, asked('ofac', 'A', { day: '2024-04-30' }))).toBe('blocked');
    expect(verdict(sold, asked('ofac', 'A', { day: '2024-05-01' }))).toBe('not-blocked');
    expect(verdict(sold, asked('ofac', 'A', { day: '2018-12-31' }))).toBe('not-blocked');
  });
});

describe('shares between bounds', () => {
  it('leave the answer open, and say which share would settle it', () => {
    const holdings = [held('X', 'A', '25-50'), held('Y', 'A', '10')];
    const question = asked('ofac', 'A');
    expect(verdict(holdings, question)).toBe('undetermined');
    const [flip] = flipsOf({ holdings, claims: [], silences: [] }, question);
    expect(flip).toMatchObject({ owner: 'X', blockedFrom: 40 * PER_CENT, freeUpTo: 40 * PER_CENT - 1 });
  });

  it('find the share that settles it two firms up', () => {
    const holdings = [held('X', 'A', '>25'), held('A', 'B', '80')];
    const [flip] = flipsOf({ holdings, claims: [], silences: [] }, asked('ofac', 'B'));
    expect(flip).toMatchObject({ owner: 'X', owned: 'A', blockedFrom: 50 * PER_CENT });
  });

  it('are limited by what others hold at least', () => {
    const holdings = [held('X', 'A', 'unknown'), held('Z', 'A', '50.000001')];
    expect(verdict(holdings, asked('ofac', 'A'))).toBe('not-blocked');
    expect(verdict([held('X', 'A', 'unknown'), held('Z', 'A', '50')], asked('ofac', 'A'))).toBe('undetermined');
  });

  it('draw no limit from records that contradict each other', () => {
    const holdings = [held('X', 'A', 'unknown'), held('Z', 'A', '80'), held('W', 'A', '80')];
    expect(verdict(holdings, asked('ofac', 'A'))).toBe('undetermined');
  });

  it('never turn from blocked to free when one becomes better known', () => {
    fc.assert(
      fc.property(randomGraph(12), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (holdings, which, part) => {
        const at = which % holdings.length;
        const known = holdings.map((one, index) => {
          if (index !== at) return one;
          const value = Math.floor(one.share.min + part * (one.share.max - one.share.min));
          return { ...one, share: { min: value, max: value } };
        });
        for (const party of ['n3', 'n7', 'n11']) {
          const question = asked('ofac', party, { listed: new Set(['n0', 'n1']) });
          const [before, after] = [verdict(holdings, question), verdict(known, question)];
          if (before !== 'undetermined') expect(after).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the fixed point', () => {
  it('equals a slow reference on random graphs', () => {
    fc.assert(
      fc.property(randomGraph(15), fc.constantFrom('min' as const, 'max' as const), (holdings, bound) => {
        const graph = ownershipGraph(holdings, { jointlyWhole: false });
        const seeds = ['n0', 'n1'].flatMap((id) => graph.indexOf.get(id) ?? []);
        const point = new FixedPoint(graph, { reach: 50 * PER_CENT, votes: false }, bound === 'min' ? 'least' : 'most');
        const found = [...point.from(seeds)].map((node) => graph.ids[node] ?? '').sort();
        expect(found).toEqual(
          [
            ...slowly(
              holdings,
              seeds.map((node) => graph.ids[node] ?? ''),
              bound,
            ),
          ].sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('equals it on 100,000 nodes, and starts afresh each time', () => {
    const random = lehmer(42);
    const name = (at: number): string => `n${Math.floor(at)}`;
    const holdings = Array.from({ length: 220_000 }, (_, at) => {
      const owned = 300 + (at % 99_700);
      // Mostly owned from before, so that the slow reference ends in a few rounds; one in twenty closes a cycle.
      const owner = random() < 0.05 ? random() * 100_000 : owned - 1 - random() * Math.min(owned - 1, 2000);
      return held(name(owner), name(owned), interval(Math.floor(random() * 60), Math.floor(random() * 30)));
    });
    const graph = ownershipGraph(holdings, { jointlyWhole: false });
    const seeds = Array.from({ length: 300 }, (_, at) => `n${at}`).filter((id) => graph.indexOf.has(id));
    for (const bound of ['min', 'max'] as const) {
      const point = new FixedPoint(graph, { reach: 50 * PER_CENT, votes: false }, bound === 'min' ? 'least' : 'most');
      point.from([0, 1, 2]);
      const found = new Set([...point.from(seeds.map((id) => graph.indexOf.get(id) ?? -1))].map((n) => graph.ids[n]));
      const expected = slowly(holdings, seeds, bound);
      expect(found.size).toBeGreaterThan(seeds.length * 1.5);
      expect(found).toEqual(expected);
    }
  });
});

describe('parseShare()', () => {
  it.each([
    ['51', '51 %'],
    ['33.3%', '33.3 %'],
    ['25-50', '25 to 50 %'],
    ['> 50', '50.000001 to 100 %'],
    ['<10', '0 to 9.999999 %'],
    ['unknown', 'unknown'],
    ['', 'unknown'],
  ])('reads %j as %s', (text, expected) => {
    expect(shareText(parseShare(text) ?? fail())).toBe(expected);
  });

  it.each(['-5', '101', '60-40', 'half', '1e3', 'NaN'])('refuses %j', (text) => expect(parseShare(text)).toBeNull());

  it('rounds outwards what has more than six decimals', () => {
    expect(shareWithin({ exact: 33.33333333 })).toEqual({ min: 33_333_333, max: 33_333_334 });
    expect(shareWithin({ exact: 33.3 })).toEqual({ min: 33_300_000, max: 33_300_000 });
    expect(UNKNOWN_SHARE).toEqual({ min: 0, max: WHOLE });
  });
});

function interval(from: number, wide: number): Share {
  return { min: from * PER_CENT, max: Math.min(100, from + wide) * PER_CENT };
}

function randomGraph(nodes: number) {
  const node = fc.nat(nodes - 1).map((at) => `n${at}`);
  const edge = fc.tuple(node, node, fc.nat(70), fc.nat(40));
  return fc
    .array(edge, { minLength: 1, maxLength: nodes * 4 })
    .map((edges) => edges.map(([owner, owned, from, wide]) => held(owner, owned, interval(from, wide))));
}

/** Rounds over all firms until nothing changes, written from the law's words. */
function slowly(holdings: readonly Holding[], seeds: readonly string[], bound: 'min' | 'max'): Set<string> {
  const members = new Set(seeds);
  const into = new Map<string, Holding[]>();
  for (const one of holdings) {
    const owners = into.get(one.owned);
    if (owners) owners.push(one);
    else into.set(one.owned, [one]);
  }
  for (;;) {
    const before = members.size;
    for (const [firm, owners] of into) {
      const theirs = owners.filter(({ owner }) => members.has(owner));
      const others = owners.filter(({ owner }) => !members.has(owner)).reduce((sum, { share }) => sum + share.min, 0);
      const least = owners.reduce((sum, { share }) => sum + share.min, 0);
      let sum = theirs.reduce((total, { share }) => total + share[bound], 0);
      if (bound === 'max' && least <= WHOLE) sum = Math.min(sum, WHOLE - others);
      if (theirs.length > 0 && sum >= WHOLE / 2) members.add(firm);
    }
    if (members.size === before) return members;
  }
}

function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
