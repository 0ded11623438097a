import { describe, expect, it } from 'vitest';
import { aidGoods } from './aid-goods.ts';
import { readApproval } from './approval.ts';
import { checkConsignment } from './consignment.ts';
import { LABELLED_LINES, NOT_APPROVED_LINES } from './fixtures/labelled-lines.ts';
import { ItemMatcher } from './match-items.ts';

const items = aidGoods().goods.map(({ id, hsCode, names }, at) => ({
  id,
  line: at + 1,
  name: names.en[0] ?? id,
  hsCode,
}));
const matcher = new ItemMatcher(items);
const LANGUAGES = ['en', 'ko', 'ja', 'zh'] as const;

describe('matching a line of a packing list with an item of an approval', () => {
  it('puts the right one of 114 English items first, in four languages, without an HS code', () => {
    const wrong: string[] = [];
    let total = 0;
    for (const [goods, ...lines] of LABELLED_LINES)
      for (const [at, name] of lines.entries()) {
        total += 1;
        const first = matcher.match({ name })[0]?.item.id;
        if (first !== goods) wrong.push(`${LANGUAGES[at]} ${name}: ${first} not ${goods}`);
      }
    expect(total).toBe(240);
    expect(wrong.length / total, wrong.join('\n')).toBeLessThanOrEqual(0.08);
  });

  it('passes nothing banned as covered, whatever code it is declared under', () => {
    const approval = readApproval({
      format: 'watchkeeper-approval/1',
      id: 'EXERCISE-1',
      authority: 'EXERCISE committee',
      letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
      grantee: 'EXERCISE Aid',
      window: { from: '2026-01-10', to: '2026-10-10' },
      mostShipments: 3,
      route: [],
      items: items.map(({ line, name, hsCode }) => ({ line, name, hsCode, quantity: '1000', unit: 'pieces' })),
      exercise: true,
    });
    const state = { approval, revoked: false, drawn: new Map(), shipments: [] };
    const codes = [null, ...new Set(items.map(({ hsCode }) => hsCode))];
    for (const hsCode of codes) {
      const lines = NOT_APPROVED_LINES.map((name, at) => ({
        line: at,
        name,
        hsCode,
        value: '1',
        unit: 'pcs',
        specification: null,
      }));
      const { lines: checked } = checkConsignment(lines, state, { on: '2026-02-01' });
      expect(checked.filter(({ result }) => result === 'covered').map(({ name }) => `${name} ${hsCode}`)).toEqual([]);
    }
  });

  it('tells sizes apart, and reads a misspelling', () => {
    const sized = new ItemMatcher([
      { id: 'small', name: 'Syringe 5 ml' },
      { id: 'large', name: 'Syringe 10 ml' },
    ]);
    expect(sized.match({ name: 'Syringes 10ml' })[0]).toMatchObject({ item: { id: 'large' }, sizeDiffers: false });
    expect(sized.match({ name: 'Syringes 2ml' })[0]?.sizeDiffers).toBe(true);
    expect(matcher.match({ name: 'Stethescope' })[0]?.item.id).toBe('stethoscope');
    expect(matcher.match({ name: '' })).toEqual([]);
  });
});
