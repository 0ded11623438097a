import { describe, expect, it } from 'vitest';
import { loadRegime } from '../regime/load-regime.ts';
import { exemptionQuestion } from './exemption-question.ts';
import { needExemption } from './need-exemption.ts';

const law = loadRegime();
const ask = (question: object) => needExemption(exemptionQuestion.parse({ on: '2026-01-10', ...question }), law);
const of = (answer: ReturnType<typeof ask>, regime: string) => answer.regimes.find((row) => row.regime === regime);

describe('needExemption', () => {
  it('says that machines, vehicles and metals need the Committee’s leave, by 2397 para 7, with its mark', () => {
    for (const hsCode of ['8701', '8413', '7306']) {
      const un = of(ask({ hsCode, involves: [], designatedBy: [] }), 'un-dprk');
      expect(un).toMatchObject({ need: 'needed', reached: true });
      const [line] = un?.lines ?? [];
      expect(line?.measure).toMatch(/^UN-2397-7-/);
      expect(line?.ways.map(({ code }) => code)).toContain('H-CASE');
      expect(line).toMatchObject({ confidence: 'summary-confirmed', publishable: false });
    }
  });

  it('never lets 2664 cover goods: it covers the freeze alone', () => {
    const answer = ask({ hsCode: '7306', payer: 'de', designatedBy: ['un-dprk'], humanitarianProvider: true });
    for (const line of of(answer, 'un-dprk')?.lines ?? [])
      if (line.coveredBy.some(({ code }) => code === 'H-2664'))
        expect(law.measures.get(line.measure)?.family).toBe('asset-freeze');
    expect(of(answer, 'un-dprk')?.lines.find(({ measure }) => measure === 'UN-2397-7-METAL')?.need).toBe('needed');
  });

  it('does not know 2664 before its day', () => {
    const codes = (on: string) =>
      ask({ on, hsCode: '3004', designatedBy: ['KPe.013'], humanitarianProvider: true }).regimes.flatMap(({ lines }) =>
        lines.flatMap(({ coveredBy }) => coveredBy.map(({ code }) => code)),
      );
    expect(codes('2022-12-08')).not.toContain('H-2664');
    expect(codes('2022-12-09')).toContain('H-2664');
  });

  it('asks a US national for the validated passport, and others not', () => {
    const travel = (country: string) =>
      of(ask({ hsCode: '3004', travellers: [country] }), 'us-dprk')?.lines.filter(
        ({ subject }) => subject === 'travel',
      );
    expect(travel('us')).toMatchObject([
      { measure: 'US-PASSPORT', need: 'needed', ways: [{ code: 'US-PASSPORT-VALID' }] },
    ]);
    expect(travel('fr')).toEqual([]);
  });

  it('reads names in four languages', () => {
    for (const [name, hsCode] of [
      ['Disposable syringes 5 ml', '9018'],
      ['일회용 주사기', '9018'],
      ['使い捨て注射器', '9018'],
      ['一次性注射器', '9018'],
      ['galvanized steel pipe', '7306'],
    ])
      expect([name, ask({ name }).goods.hsCode]).toEqual([name, hsCode]);
  });

  it('says which other goods would do without', () => {
    const { substitutes } = ask({ name: 'steel pipe', involves: [], designatedBy: [] });
    expect(substitutes).toMatchObject([{ id: 'pipe-plastic', hsCode: '3917', need: 'not-shown' }]);
  });

  it('does not guess: an unknown name leaves the goods open, an unchecked recipient the freeze', () => {
    const answer = ask({ name: 'EXERCISE gadget', involves: [] });
    expect(answer.goods.hsCode).toBeNull();
    expect(answer.need).toBe('open');
    expect(of(answer, 'un-dprk')?.open.map(({ fact }) => fact)).toContain('listed:un-dprk');
  });

  it('says of a state’s law whether it is shown to reach the asker', () => {
    const answer = ask({ hsCode: '8701', supplier: 'de', route: ['JPYOK'] });
    expect(answer.regimes.filter(({ reached }) => reached).map(({ regime }) => regime)).toEqual([
      'un-dprk',
      'eu-dprk',
      'jp-dprk',
    ]);
  });

  it.each([{}, { hsCode: 'x' }, { name: '' }, { hsCode: '3004', on: 'soon' }, { hsCode: '3004', colour: 1 }])(
    'refuses %o',
    (question) => {
      expect(exemptionQuestion.safeParse({ on: '2026-01-10', ...question }).success).toBe(false);
    },
  );
});
