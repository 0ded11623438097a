import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forceOnDay, versionOnDay } from './in-force.ts';
import { loadRegime } from './load-regime.ts';

describe('forceOnDay()', () => {
  it('counts both ends', () => {
    const coal = { inForceFrom: '2016-11-30', inForceTo: '2017-08-04' };
    expect(['2016-11-29', '2016-11-30', '2017-08-04', '2017-08-05'].map((on) => forceOnDay(coal, on))).toEqual([
      'not-yet', 'in-force', 'in-force', 'no-longer',
    ]); // biome-ignore format: one look
  });

  it('is unsure within a start that is known to the year only', () => {
    const measure = { inForceFrom: '2008', inForceTo: null };
    expect(['2007-12-31', '2008-06-01', '2008-12-31'].map((on) => forceOnDay(measure, on))).toEqual([
      'not-yet',
      'unsure',
      'in-force',
    ]);
  });
});

describe('versionOnDay()', () => {
  it('ends on a version that is law that day, for every measure that was law', () => {
    const { measures } = loadRegime();
    const day = fc.date({ min: new Date('2006-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...measures.values()), day, (measure, date) => {
        const on = date.toISOString().slice(0, 10);
        if (forceOnDay(measure, on) !== 'in-force') return true;
        const version = versionOnDay(measure, on, measures);
        return forceOnDay(version, on) === 'in-force' && versionOnDay(version, on, measures) === version;
      }),
    );
  });
});
