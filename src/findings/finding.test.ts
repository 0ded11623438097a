import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, findingId, findingShape } from './finding.ts';

const key = { watch: 'exercise-watch', version: '1', about: { hull: '273345000', startAt: 1 }, exercise: true };
const sample: Finding = {
  id: findingId(key),
  watch: 'exercise-watch',
  version: '1',
  status: 'open',
  startAt: '2026-01-01T00:00:00Z',
  endAt: null,
  place: null,
  subjects: [{ schema: 'Vessel', name: 'EXERCISE ONE', imo: '9161003' }],
  measures: ['UN-2375-11'],
  confidence: 0.5,
  explanation: 'EXERCISE',
  missing: [],
  exercise: true,
  observations: [{ source: 'a', at: null, sha256: 'a'.repeat(64) }],
};

describe('findingId()', () => {
  it('is the same however what it is about is written down', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (about) => {
        const turned = Object.fromEntries(Object.entries(about).reverse());
        expect(findingId({ ...key, about: turned })).toBe(findingId({ ...key, about }));
      }),
    );
  });

  it('differs by watch, version, subject and exercise', () => {
    const ids = [
      key,
      { ...key, watch: 'b' },
      { ...key, version: '2' },
      { ...key, about: 2 },
      { ...key, exercise: false },
    ];
    expect(new Set(ids.map(findingId)).size).toBe(ids.length);
  });
});

describe('findingShape', () => {
  it('takes a finding and refuses what it does not know', () => {
    expect(findingShape.safeParse(sample).success).toBe(true);
    expect(findingShape.safeParse({ ...sample, verdict: 'guilty' }).success).toBe(false);
    expect(findingShape.safeParse({ ...sample, id: 'f-1' }).success).toBe(false);
  });
});
