import { describe, expect, it } from 'vitest';
import { judgedBy } from './fixtures/judge.ts';

const aid = { act: 'supply', on: '2023-06-01', direction: 'to-dprk', purpose: 'humanitarian', involves: [] };

describe('2664, which lifts the asset freeze only', () => {
  const listed = { ...aid, hsCode: '3004', parties: [{ role: 'recipient', designatedBy: ['un-dprk'] }] };

  it('leaves a tractor for an aid organisation in need of a case-by-case exemption', () => {
    const tractor = judgedBy('UN-2397-7-TRANS', { ...aid, hsCode: '8701', facts: { 'humanitarian-provider': true } });
    expect(tractor?.verdict).toBe('forbidden-unless');
    expect(tractor?.exemptions.map((row) => row.code)).toEqual(['AVIA-SPARES', 'H-CASE']);
    const granted = { 'case-exemption-granted': true };
    expect(judgedBy('UN-2397-7-TRANS', { ...aid, hsCode: '8701', facts: granted })?.verdict).toBe('permitted');
  });

  it('permits what a named class of provider gives to a listed party', () => {
    expect(judgedBy('UN-1718-8d', { ...listed, facts: { 'humanitarian-provider': true } })?.verdict).toBe('permitted');
    expect(judgedBy('UN-1718-8d', listed)?.verdict).toBe('forbidden-unless');
  });

  it('helps nobody before 9 December 2022', () => {
    const early = judgedBy('UN-1718-8d', { ...listed, on: '2022-12-08', facts: { 'humanitarian-provider': true } });
    expect(early?.verdict).toBe('forbidden-unless');
    expect(early?.exemptions.map((row) => row.code)).not.toContain('H-2664');
  });
});

describe('Rajin', () => {
  const coal = {
    act: 'purchase',
    on: '2020-06-01',
    direction: 'from-dprk',
    hsCode: '2701',
    involves: [],
    route: ['Rajin', 'CNSHA'],
  };
  const facts = { 'rajin-notified': true, 'rajin-no-revenue': true };

  it('needs an origin outside the DPRK, notice, and no revenue', () => {
    expect(judgedBy('UN-2371-8', { ...coal, origin: 'ru', facts })?.verdict).toBe('permitted');
    expect(
      judgedBy('UN-2371-8', { ...coal, origin: 'ru', facts: { ...facts, 'rajin-notified': false } })?.verdict,
    ).not.toBe('permitted');
  });

  it('is shut to coal of the DPRK', () => {
    const rajin = judgedBy('UN-2371-8', { ...coal, origin: 'kp', facts })?.exemptions.find(
      (row) => row.code === 'RAJIN',
    );
    expect(rajin?.applies).toBe(false);
    expect(rajin?.needs.find((need) => need.truth === false)?.fact).toBe('non-dprk-origin');
  });

  it('is no matter of iron ore', () => {
    const codes = judgedBy('UN-2371-8', { ...coal, hsCode: '2601', origin: 'ru', facts })?.exemptions.map(
      (row) => row.code,
    );
    expect(codes).not.toContain('RAJIN');
  });
});

describe('what an exemption needs', () => {
  it('is asked in plain words', () => {
    const [first] = judgedBy('UN-2397-14', { ...aid, hsCode: '8901' })?.exemptions ?? [];
    expect(first?.needs).toEqual([
      {
        fact: 'committee-approved',
        question: 'Has the 1718 Committee approved this act in advance, case by case?',
        truth: null,
      },
    ]);
  });
});
