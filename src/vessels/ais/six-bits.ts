/** Powers of two up to 2^36. */
const POWERS = Float64Array.from({ length: 37 }, (_, bits) => 2 ** bits);

/**
 * The bits of a message: one six-bit letter an element, high bit first. Whole numbers of up to 30 bits are read from any
 * bit on.
 */
export function unsigned(six: Uint8Array, start: number, width: number): number {
  let letter = (start / 6) | 0;
  const skipped = start - letter * 6;
  let value = (six[letter] ?? 0) & (63 >> skipped);
  let got = 6 - skipped;
  while (got < width) {
    value = value * 64 + (six[++letter] ?? 0);
    got += 6;
  }
  return got === width ? value : Math.floor(value / (POWERS[got - width] ?? 1));
}

/** The same as two's complement. */
export function signed(six: Uint8Array, start: number, width: number): number {
  const value = unsigned(six, start, width);
  return value >= (POWERS[width - 1] ?? 0) ? value - (POWERS[width] ?? 0) : value;
}

/** Six-bit text: ends at the first `@`; spaces at the end are dropped. Null when nothing is left. */
export function text(six: Uint8Array, start: number, width: number): string | null {
  let letters = '';
  for (let bit = start; bit + 6 <= start + width; bit += 6) {
    const code = unsigned(six, bit, 6);
    if (code === 0) break;
    letters += String.fromCharCode(code < 32 ? code + 64 : code);
  }
  return letters.trimEnd() || null;
}

/** Bits as hex digits, the last one filled with zeros. */
export function hex(six: Uint8Array, start: number, width: number): string {
  let digits = '';
  for (let bit = start; bit < start + width; bit += 4) {
    const bits = Math.min(4, start + width - bit);
    digits += (unsigned(six, bit, bits) << (4 - bits)).toString(16);
  }
  return digits;
}

/** The six bits that an armoured letter stands for; 255 for a byte that stands for none (ITU-R M.1371-5, IEC 61162-1). */
export const ARMOUR = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 48 && byte <= 87) return byte - 48;
  return byte >= 96 && byte <= 119 ? byte - 56 : 255;
});
