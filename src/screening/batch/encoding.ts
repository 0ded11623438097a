/** What a file's bytes are taken for. */
export interface EncodingGuess {
  /** Name as TextDecoder takes it. */
  encoding: string;
  /** False where the file only looks like it: a name read in the wrong encoding is a wrong name, so people decide. */
  certain: boolean;
}

/** Bytes looked at for an encoding of old. */
const SAMPLE = 65_536;
/** Byte pairs that most letters of an encoding's language have; in this order, the surest first. */
const LETTERS: readonly { encoding: string; pairs: RegExp; share: number }[] = [
  // The Hangul of KS X 1001 lie in one block, where no other of these encodings has most of its letters.
  { encoding: 'euc-kr', pairs: /[\xb0-\xc8][\xa1-\xfe]/g, share: 0.85 },
  // Kana and the kanji of both levels; leads below 0xa0 are no other's.
  { encoding: 'shift_jis', pairs: /[\x81-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc]/g, share: 0.85 },
  { encoding: 'euc-jp', pairs: /[\xa4\xa5][\xa1-\xf6]/g, share: 0.2 },
  // The 3,755 common characters of GB 2312.
  { encoding: 'gb18030', pairs: /[\xb0-\xd7][\xa1-\xfe]/g, share: 0.7 },
  // Cyrillic letters stand in words; the accented ones of Western Europe stand alone.
  { encoding: 'windows-1251', pairs: /[\xa8\xb8\xc0-\xff]{2,}/g, share: 0.85 },
];

/**
 * The encoding of a file from its first bytes: by its byte order mark, by the zeros of UTF-16, UTF-8 where more of it
 * is than is not, else the encoding of Korea, Japan, China, Russia or Western Europe that it looks like. Null when it
 * is no text.
 */
export function guessEncoding(head: Uint8Array): EncodingGuess | null {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', certain: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', certain: true };
  const sample = head.subarray(0, SAMPLE);
  if (sample.includes(0)) return wide(sample);
  if (mostlyUtf8(head)) return { encoding: 'utf-8', certain: true };
  return { encoding: legacy(firstForeign(head)), certain: false };
}

/** UTF-16 without its mark: commas and line ends have a zero on one side, always the same one. */
function wide(sample: Uint8Array): EncodingGuess | null {
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) > Math.max(even, odd) / 20) return null;
  return {
    encoding: odd > even ? 'utf-16le' : 'utf-16be',
    certain: decoded(sample, odd > even ? 'utf-16le' : 'utf-16be') !== null,
  };
}

/** A file of UTF-8 with some damaged rows is UTF-8: those rows are refused, and no letter of the others is read wrong. */
function mostlyUtf8(head: Uint8Array): boolean {
  let own = 0;
  let foreign = 0;
  for (const [letters] of new TextDecoder().decode(head, { stream: true }).matchAll(/\P{ASCII}+/gu)) {
    const lost = letters.split('\ufffd').length - 1;
    foreign += lost;
    own += letters.length - lost;
  }
  return foreign <= own;
}

/** The bytes from a little before the first letter that is no ASCII. */
function firstForeign(head: Uint8Array): Uint8Array {
  const at = head.findIndex((byte) => byte > 0x7f);
  return head.subarray(Math.max(0, at), Math.max(0, at) + SAMPLE);
}

function legacy(sample: Uint8Array): string {
  const bytes = Buffer.from(sample).toString('latin1');
  const fits = LETTERS.find(({ encoding, pairs, share }) => {
    const others = (bytes.replace(pairs, '').match(/[\x80-\xff]/g) ?? []).length;
    const inPairs = (bytes.match(pairs) ?? []).reduce((sum, pair) => sum + pair.length, 0);
    return inPairs >= share * (inPairs + others) && decoded(sample, encoding) !== null;
  });
  return fits?.encoding ?? 'windows-1252';
}

function decoded(sample: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return null;
  }
}
