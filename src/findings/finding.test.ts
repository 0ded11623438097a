import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, findingId, findingShape } from './finding.ts';

const sample: Omit<Finding, 'id'> = {
  watch: 'exercise-watch',
  version: '1',
  status: 'open',
  startAt: '2026-01-01T00:00:00Z',
  endAt: null,
  place: null,
  subjects: [
    { schema: 'Vessel', name: 'EXERCISE ONE', imo: '9161003' },
    { schema: 'Vessel', name: 'EXERCISE TWO' },
  ],
  measures: ['UN-2375-11', 'UN-2397-5'],
  confidence: 0.5,
  explanation: 'EXERCISE',
  missing: [],
  exercise: true,
  observations: [
    { source: 'a', at: null, sha256: 'a'.repeat(64) },
    { source: 'b', at: null, sha256: 'b'.repeat(64) },
  ],
};

describe('findingId()', () => {
  it('is the same whatever the order of subjects, measures and observations', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(sample.subjects, { minLength: 2 }),
        fc.shuffledSubarray(sample.observations, { minLength: 2 }),
        (subjects, observations) => {
          expect(findingId({ ...sample, subjects, observations, measures: [...sample.measures].reverse() })).toBe(
            findingId(sample),
          );
        },
      ),
    );
  });

  it('does not depend on status or wording, and does on what was seen', () => {
    expect(findingId({ ...sample, status: 'closed', explanation: 'other' })).toBe(findingId(sample));
    expect(findingId({ ...sample, version: '2' })).not.toBe(findingId(sample));
    expect(findingId({ ...sample, observations: sample.observations.slice(1) })).not.toBe(findingId(sample));
    expect(findingShape.safeParse({ ...sample, id: findingId(sample) }).success).toBe(true);
    expect(findingShape.safeParse({ ...sample, id: findingId(sample), verdict: 'guilty' }).success).toBe(false);
  });
});
