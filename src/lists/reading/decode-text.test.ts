import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf } from '../fixtures/collect-list.ts';
import { decodeText } from './decode-text.ts';

/** Longer than the start that is always decoded as one. */
const LONG_START = 'a'.repeat(1024);

async function textOf(bytes: Uint8Array, chunkBytes: number): Promise<string> {
  let text = '';
  for await (const piece of decodeText(fileOf('list.txt', bytes, chunkBytes))) text += piece;
  return text;
}

describe('decodeText()', () => {
  it('gives the same text however the bytes are cut into chunks, a mark at the start left out', async () => {
    const mixed = fc.array(fc.constantFrom('plain', 'é', '김', '\u{1F6A2}', '\ufeff', '\n'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(mixed, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (pieces, size, marked) => {
        const text = LONG_START + pieces.join('');
        expect(await textOf(Buffer.from(marked ? `\ufeff${text}` : text), size)).toBe(text);
      }),
    );
  });

  it.each([
    ['a byte that begins no character', [0x62, 0xe9, 0x62]],
    ['a character that is cut off by one of ASCII', [0xea, 0xb9, 0x62, 0x62, 0x62]],
    ['a character that the file ends in', [0x62, 0xea, 0xb9]],
  ])('refuses %s', async (_, bytes) => {
    const file = Buffer.concat([Buffer.from(LONG_START), Buffer.from(bytes)]);
    for (const size of [1, 2, 3, 4096]) {
      await expect(textOf(file, size)).rejects.toMatchObject({ message: expect.stringContaining('not utf-8') });
    }
  });
});
