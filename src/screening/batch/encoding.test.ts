import { describe, expect, it } from 'vitest';
import { guessEncoding } from './encoding.ts';

const header = 'name,country\r\n';
/** Names in bytes of the encodings that no standard library writes. */
const BYTES: Record<string, [string, number[]][]> = {
  'euc-kr': [['김정은', [0xb1, 0xe8, 0xc1, 0xa4, 0xc0, 0xba]]],
  shift_jis: [['きむら', [0x82, 0xab, 0x82, 0xde, 0x82, 0xe7]]],
  'euc-jp': [['きむら', [0xa4, 0xad, 0xa4, 0xe0, 0xa4, 0xe9]]],
  gb18030: [['张伟民', [0xd5, 0xc5, 0xce, 0xb0, 0xc3, 0xf1]]],
  'windows-1251': [['Иванов', [0xc8, 0xe2, 0xe0, 0xed, 0xee, 0xe2]]],
  'windows-1252': [['Zoé Peña', [0x5a, 0x6f, 0xe9, 0x20, 0x50, 0x65, 0xf1, 0x61]]],
};

describe('guessEncoding()', () => {
  it.each(Object.entries(BYTES))('only guesses %s', (encoding, samples) => {
    for (const [text, bytes] of samples) {
      expect(new TextDecoder(encoding).decode(new Uint8Array(bytes))).toBe(text);
      const file = Buffer.concat([Buffer.from(header), new Uint8Array(bytes), Buffer.from(',kp\r\n')]);
      expect(guessEncoding(file)).toEqual({ encoding, certain: false });
    }
  });

  it('is certain of UTF-8 and UTF-16, with their marks and without', () => {
    const text = `${header}김정은,kp\r\n`;
    expect(guessEncoding(Buffer.from(text))).toEqual({ encoding: 'utf-8', certain: true });
    expect(guessEncoding(Buffer.from(`\ufeff${text}`))).toEqual({ encoding: 'utf-8', certain: true });
    for (const mark of ['\ufeff', '']) {
      const little = Buffer.from(mark + text, 'utf16le');
      expect(guessEncoding(little)).toEqual({ encoding: 'utf-16le', certain: true });
      expect(guessEncoding(Buffer.from(little).swap16())).toEqual({ encoding: 'utf-16be', certain: true });
    }
  });

  it('holds UTF-8 with a damaged row for UTF-8, and a picture for no text', () => {
    const damaged = Buffer.concat([
      Buffer.from(`${header}김정은,kp\r\n`),
      new Uint8Array([0xb1, 0xe8]),
      Buffer.from(',kp'),
    ]);
    expect(guessEncoding(damaged)).toEqual({ encoding: 'utf-8', certain: true });
    expect(guessEncoding(new Uint8Array([0x89, 0x50, 0, 0, 0, 0, 13, 0, 0, 0, 0, 7]))).toBeNull();
  });
});
