import { nationalityCode } from '../../parties/nationality.ts';
import { itemsIn } from './lettered-items.ts';

/** Countries named in one value, and the pieces that name none. */
export interface CountriesInText {
  codes: string[];
  unknown: string[];
}

/** Reads `Russian and Ukrainian`, `a) Malaysia b) Indonesia`, `Turkish/Jordanian`, `リビア Libya`. */
export function countriesIn(text: string): CountriesInText {
  const codes = new Set<string>();
  const unknown: string[] = [];
  for (const item of itemsIn(text)) {
    const whole = codeOf(item);
    const pieces = whole ? [] : item.split(/\s*(?:,|\/|、|\n|\band\b)\s*/i).filter((piece) => piece !== '');
    const found = whole ? [whole] : pieces.map(codeOf);
    for (const [index, code] of found.entries()) {
      if (code) codes.add(code);
      else unknown.push(pieces[index] ?? item);
    }
  }
  return { codes: [...codes], unknown };
}

/** A country by its whole text, without what stands in brackets, or by its Chinese characters and kana alone. */
function codeOf(text: string): string | null {
  const bare = text.replace(/[（(][^)）]*[)）]/g, ' ').trim();
  return nationalityCode(text) ?? nationalityCode(bare) ?? nationalityCode(bare.replace(/[\x20-\x7f]+/g, ''));
}
