import { cleanLine } from './clean-text.ts';

const MARK = /(?:^|[\s.,;/-])\(?(?:\d{1,2}(?:-\d{1,2})?|[a-z])\)\s*/gi;

/**
 * The parts of a cell that numbers its values: `(1) Iran (2) Iraq`, `a) Dr b) Haji`, `(1)-(3) Iran (4) Iraq`, `(1-2) Iran`.
 * A cell without numbers is one part. Each is clean, without the final points that part them.
 */
export function numberedParts(text: string): string[] {
  const line = cleanLine(text);
  if (!/^\(?(?:1(?:-\d{1,2})?|a)\)/i.test(line)) return line === '' ? [] : [line];
  return line.split(MARK).flatMap((part) => {
    const value = cleanLine(part.replace(/[\s.,;]+$/, ''));
    return value === '' || /^(?:to|and|&)$/i.test(value) ? [] : [value];
  });
}
