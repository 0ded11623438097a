import { describe, expect, it } from 'vitest';
import { nationalityCode } from './nationality.ts';

describe('nationalityCode()', () => {
  it.each([
    ['Syrian', 'sy'],
    ['North Korean', 'kp'],
    ['Islamic Republic of Pakistan', 'pk'],
    ['State of Israel', 'il'],
    ['Republic of Korea', 'kr'],
    ['Democratic Republic of Congo', 'cd'],
    ['コンゴ民主共和国', 'cd'],
    ['コンゴ共和国', 'cg'],
    ['ルワンダ共和国', 'rw'],
    ['中華人民共和国', 'cn'],
    ['北朝鮮', 'kp'],
    ['米国', 'us'],
    ['Qatar', 'qa'],
  ])('knows %s', (text, code) => {
    expect(nationalityCode(text)).toBe(code);
  });

  it.each(['Congolese', 'Korean', '', 'unknown', '国', '共和国'])('does not guess what %j names', (text) => {
    expect(nationalityCode(text)).toBeNull();
  });
});
