import { describe, expect, it } from 'vitest';
import { factsIn } from './remark-facts.ts';

function found(remark: string): Record<string, string[]> {
  const facts: Record<string, string[]> = {};
  for (const { property, value, offset, text } of factsIn(remark)) {
    expect(remark.slice(offset, offset + text.length)).toBe(text);
    facts[property] = [...(facts[property] ?? []), value];
  }
  return facts;
}

describe('factsIn()', () => {
  it.each([
    ['SWIFT/BIC: EXERKPPY.', { swiftBic: ['EXERKPPY'] }],
    ['SWIFT/BIC：EXER KP PY', { swiftBic: ['EXERKPPY'] }],
    ['SWIFT：EXERKPPYXXX', { swiftBic: ['EXERKPPYXXX'] }],
    ['Passport no.: 900000001, expires on 19 Oct. 2020.', { passportNumber: ['900000001'] }],
    ['Passport no: a) 900000001 b) 900000002 (issued 2018)', { passportNumber: ['900000001', '900000002'] }],
    ['Passport number 900000001 (expired 2017); PS900000002', { passportNumber: ['900000001', 'PS900000002'] }],
    ['Gender: Male.', { gender: ['male'] }],
    ['性別：女性', { gender: ['female'] }],
    ['国家登録番号：2001/044', { registrationNumber: ['2001/044'] }],
    ['Tax ID: 900000001', { taxNumber: ['900000001'] }],
    ['write to exercise@example.com.', { email: ['exercise@example.com'] }],
    ['ＩＭＯ番号：5878561', { imoNumber: ['5878561'] }],
    ['IMO番号：58785615878561', { imoNumber: ['5878561', '5878561'] }],
  ])('reads %j', (remark, facts) => {
    expect(found(remark)).toEqual(facts);
  });

  it.each([
    'IMO番号：58785615878562',
    'IMO番号：581488358149065000000',
    'swiftly banned',
    'The passport 12 was lost',
    'Agender: Maleficent',
  ])('takes nothing from %j', (remark) => {
    expect(found(remark)).toEqual({});
  });
});
