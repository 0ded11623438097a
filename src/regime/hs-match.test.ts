import { describe, expect, it } from 'vitest';
import { judgedBy } from './fixtures/judge.ts';

const purchase = { act: 'purchase', on: '2020-06-01', direction: 'from-dprk' };
const covers = (measure: string, act: object) => judgedBy(measure, { ...purchase, ...act })?.covers;

describe('covers', () => {
  it('is whole where the act’s code lies within the measure’s', () => {
    expect(covers('UN-2397-6-HS84', { hsCode: '847130' })).toBe('wholly');
    expect(covers('UN-2371-9', { hsCode: '030617' })).toBe('wholly');
  });

  it('is part where the act’s code is the shorter one', () => {
    expect(covers('UN-2371-9', { hsCode: '03' })).toBe('partly');
    expect(covers('UN-2321-28', { hsCode: '26' })).toBe('partly');
    expect(judgedBy('UN-2371-9', { ...purchase, hsCode: '03' })?.verdict).toBe('undetermined');
  });

  it('is part where the code holds goods that the measure does not name', () => {
    const jet = { direction: 'to-dprk', hsCode: '271019' };
    expect(covers('UN-2270-31', jet)).toBe('partly');
    expect(covers('UN-2270-31', { ...jet, involves: ['aviation-fuel'] })).toBe('partly');
    expect(judgedBy('UN-2270-31', { ...purchase, ...jet, involves: ['aviation-fuel'] })?.verdict).toBe(
      'forbidden-unless',
    );
    expect(judgedBy('UN-2270-31', { ...purchase, ...jet, involves: [] })).toBeUndefined();
  });

  it('is nothing for another code', () => {
    expect(judgedBy('UN-2397-6-HS84', { ...purchase, hsCode: '8301' })).toBeUndefined();
    expect(judgedBy('UN-2371-8', { ...purchase, hsCode: '2703' })).toBeUndefined();
  });
});
