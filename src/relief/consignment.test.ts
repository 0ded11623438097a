import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApproval } from './approval.ts';
import { type ApprovalState, checkConsignment } from './consignment.ts';
import type { PackingLine } from './packing-list.ts';
import { amountOf } from './quantity.ts';

const approval = readApproval({
  format: 'watchkeeper-approval/1',
  id: 'EXERCISE-1',
  authority: 'EXERCISE committee',
  letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
  grantee: 'EXERCISE Aid',
  window: { from: '2026-01-10', to: '2026-10-10' },
  mostShipments: 2,
  route: ['CNDDG', 'KPSIN'],
  items: [
    {
      line: 1,
      name: 'Disposable syringe 5 ml',
      otherNames: ['일회용 주사기'],
      hsCode: '901831',
      quantity: '1000',
      unit: 'pieces',
    },
    { line: 2, name: 'Steel pipe DN 50', hsCode: '730630', quantity: '500', unit: 'm' },
    { line: 3, name: 'Rice', quantity: '25', unit: 'tonnes' },
    { line: 4, name: 'Steel pipe DN 80', hsCode: '7306', quantity: '500', unit: 'm' },
  ],
  exercise: true,
});
const state = (change: Partial<ApprovalState> = {}): ApprovalState => ({
  approval,
  revoked: false,
  drawn: new Map(),
  shipments: [],
  ...change,
});
const line = (name: string, value: string, unit: string, hsCode: string | null = null, at = 1): PackingLine => ({
  line: at,
  name,
  hsCode,
  value,
  unit,
  specification: null,
});
const check = (lines: PackingLine[], change: Partial<ApprovalState> = {}, on = '2026-02-01', route: string[] = []) =>
  checkConsignment(lines, state(change), { on, route });
const resultOf = (one: PackingLine) => check([one]).lines[0]?.result;

describe('checkConsignment', () => {
  it('covers lines in other languages, codes and units, and says what is left', () => {
    const answer = check([
      line('일회용 주사기 5ml', '5', 'box of 100', '9018.31'.replace('.', '')),
      line('Rice, milled', '2,500', 'kg', '100630'),
      line('镀锌钢管 DN50', '100', '米', '730630'),
    ]);
    expect(answer.lines.map(({ result }) => result)).toEqual(['covered', 'look', 'covered']);
    expect(answer.lines[0]?.sentence).toContain('500 pieces left');
    expect(answer.lines[1]?.sentence).toContain('no HS code confirms it');
    expect(answer.result).toBe('look');
  });

  it('lets no two lines take the same goods twice', () => {
    const answer = check([
      line('Disposable syringe 5 ml', '600', 'pcs', '901831'),
      line('Disposable syringe 5 ml', '600', 'pcs', '901831', 2),
    ]);
    expect(answer.lines.map(({ result }) => result)).toEqual(['covered', 'over']);
    expect(answer.lines[1]?.sentence).toContain('400 pieces left');
    expect(answer.draws).toEqual([{ line: 1, amount: '600000000' }]);
  });

  it('says why a line is not covered, and what to do', () => {
    expect(resultOf(line('Disposable syringe 5 ml', '1', 'pc', '8471'))).toBe('other-hs');
    expect(resultOf(line('Disposable syringe 5 ml', '1', 'carton', '901831'))).toBe('other-unit');
    expect(resultOf(line('Disposable syringe 5 ml', '1', 'lots', '901831'))).toBe('other-unit');
    expect(resultOf(line('Centrifuge', '1', 'pc', '8421'))).toBe('not-approved');
    expect(resultOf(line('Disposable syringe 10 ml', '1', 'pc', '901831'))).toBe('look');
    expect(resultOf(line('Steel pipe', '1', 'm', '7306'))).toBe('look');
  });

  it('refuses the whole for revocation, window, route and shipments, whatever the lines', () => {
    const good = [line('Rice', '1', 't')];
    const kinds = (...given: Parameters<typeof check>) => {
      const answer = check(...given);
      return [answer.result, ...answer.faults.map(({ kind }) => kind)];
    };
    expect(kinds(good)).toEqual(['covered']);
    expect(kinds(good, { revoked: true })).toEqual(['not-covered', 'revoked']);
    expect(kinds(good, {}, '2026-10-11')).toEqual(['not-covered', 'outside-window']);
    expect(kinds(good, {}, '2026-02-01', ['CNDDG', 'RUVVO'])).toEqual(['not-covered', 'other-route']);
    expect(kinds(good, { shipments: ['a', 'b'] })).toEqual(['not-covered', 'no-shipment-left']);
    expect(check([]).result).toBe('not-covered');
  });

  it('never takes more than is left, for any lines in any order', () => {
    const lines = fc.array(
      fc.tuple(
        fc.constantFrom('Rice', 'Disposable syringe 5 ml'),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom('kg', 't', 'pcs', 'dozen'),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, fc.bigInt({ min: 0n, max: 1_000_000_000n }), (rows, drawn) => {
        const answer = check(
          rows.map(([name, value, unit], at) => line(name, String(value), unit, name === 'Rice' ? null : '901831', at)),
          { drawn: new Map([[1, drawn]]) },
        );
        for (const { line: at, amount } of answer.draws) {
          const item = approval.items.find((one) => one.line === at);
          const whole = amountOf(item?.quantity ?? '', item?.unit ?? '')?.base ?? 0n;
          expect(BigInt(amount) + (at === 1 ? drawn : 0n)).toBeLessThanOrEqual(whole);
        }
      }),
    );
  });
});
