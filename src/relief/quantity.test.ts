import { describe, expect, it } from 'vitest';
import { amountOf, amountText, isComparable, plainNumber } from './quantity.ts';

const shown = (value: string, unit: string): string | null => {
  const amount = amountOf(value, unit);
  return amount && amountText(amount);
};

describe('amounts', () => {
  it.each([
    ['1,200', 'pcs', '1200 pieces'],
    ['２', '대', '2 pieces'],
    ['3', 'dozen', '36 pieces'],
    ['5', 'box of 100', '500 pieces'],
    ['5', 'box/100 pcs', '500 pieces'],
    ['10', '500ml/bottle', '5 l'],
    ['2.5', 'MT', '2500 kg'],
    ['1', 'lb', '0.45359237 kg'],
    ['0.3', '公斤', '0.3 kg'],
    ['7', '상자', '7 box'],
    ['250', 'mg', '0.00025 kg'],
  ])('reads %s %s as %s', (value, unit, text) => {
    expect(shown(value, unit)).toBe(text);
  });

  it.each([
    ['1.200,5', 'kg'],
    ['12', 'whatevers'],
    ['-3', 'kg'],
    ['', 'kg'],
    ['1', ''],
    ['0.0000001', 'piece'],
  ])('does not guess %s %s', (value, unit) => {
    expect(amountOf(value, unit)).toBeNull();
  });

  it('compares kinds, and packs of one word alone', () => {
    const of = (unit: string) => amountOf('1', unit) ?? { kind: 'count' as const, base: 0n };
    expect(isComparable(of('kg'), of('tons'))).toBe(true);
    expect(isComparable(of('kg'), of('l'))).toBe(false);
    expect(isComparable(of('box'), of('상자'))).toBe(true);
    expect(isComparable(of('box'), of('carton'))).toBe(false);
    expect(isComparable(of('box'), of('box of 10'))).toBe(false);
  });

  it('adds up without drift', () => {
    const part = amountOf('0.1', 'kg')?.base ?? 0n;
    expect(part * 10n).toBe(amountOf('1', 'kg')?.base);
  });

  it('takes groups of three digits alone for thousands', () => {
    expect(plainNumber('12 345 678')).toBe('12345678');
    expect(plainNumber('1,20')).toBeNull();
  });
});
