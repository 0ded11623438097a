import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLabel, anySubject, NOON } from './fixtures/arbitrary-label.ts';
import { type Label, labelShape, mergeLabels, normalLabel } from './label.ts';
import { may } from './may.ts';
import { LABEL_ACTS } from './role.ts';

const label = (more: Partial<Label> = {}): Label =>
  normalLabel({ originator: 'JP', relTo: [], caveats: [], expiresAt: null, ...more });

describe('mergeLabels()', () => {
  it('keeps who may see both, every caveat, and the earlier expiry', () => {
    const one = label({ relTo: ['FR', 'KR'], caveats: ['ORCON'], expiresAt: '2027-03-03T00:00:00Z' });
    const other = label({ originator: 'FR', relTo: ['KR', 'US', 'JP'], caveats: ['WITNESS'] });
    expect(mergeLabels(one, other)).toEqual({
      originator: 'FR+JP',
      relTo: ['FR', 'JP', 'KR'],
      caveats: ['ORCON', 'WITNESS'],
      expiresAt: '2027-03-03T00:00:00.000Z',
    });
  });

  it('takes public for everyone', () => {
    expect(mergeLabels(label({ relTo: 'public' }), label({ relTo: ['FR'] })).relTo).toEqual(['FR', 'JP']);
    expect(mergeLabels(label({ relTo: 'public' }), label({ originator: 'US', relTo: 'public' })).relTo).toBe('public');
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(anyLabel, anyLabel, anyLabel, (a, b, c) => {
        expect(mergeLabels(a, a)).toEqual(a);
        expect(mergeLabels(a, b)).toEqual(mergeLabels(b, a));
        expect(mergeLabels(mergeLabels(a, b), c)).toEqual(mergeLabels(a, mergeLabels(b, c)));
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets anyone do more with the whole than with each part, at any time', () => {
    // Writing is apart: each originator adds to what is made of its own and others' material.
    const acts = LABEL_ACTS.filter((act) => act !== 'write');
    const instants = [NOON - 1, NOON, NOON + 2, NOON + 1e10];
    fc.assert(
      fc.property(
        anyLabel,
        anyLabel,
        anySubject,
        fc.constantFrom(...acts),
        fc.constantFrom(...instants),
        (a, b, subject, act, at) => {
          if (!may(subject, act, mergeLabels(a, b), at).allowed) return;
          expect(may(subject, act, a, at).allowed).toBe(true);
          expect(may(subject, act, b, at).allowed).toBe(true);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('shows no more as time goes on', () => {
    fc.assert(
      fc.property(anyLabel, anySubject, fc.nat(1e9), fc.nat(1e9), (one, subject, earlier, later) => {
        if (!may(subject, 'read', one, NOON + earlier + later).allowed) return;
        expect(may(subject, 'read', one, NOON + earlier).allowed).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('labelShape', () => {
  it('gives the normal form', () => {
    expect(
      labelShape.parse({
        originator: 'JP',
        relTo: ['KR', 'FR', 'KR'],
        caveats: [],
        expiresAt: '2027-03-03T09:00:00+09:00',
      }),
    ).toEqual({ originator: 'JP', relTo: ['FR', 'JP', 'KR'], caveats: [], expiresAt: '2027-03-03T00:00:00.000Z' });
  });

  it.each([
    ['a lower-case code', { originator: 'jp' }],
    ['public among codes', { relTo: ['public'] }],
    ['an originator that is public', { originator: 'public' }],
    ['a day without a time', { expiresAt: '2027-03-03' }],
    ['a field that is none', { rel_to: [] }],
    ['a trailing joint', { originator: 'JP+' }],
  ])('refuses %s', (_, wrong) => {
    expect(labelShape.safeParse({ originator: 'JP', relTo: [], caveats: [], expiresAt: null, ...wrong }).success).toBe(
      false,
    );
  });
});
