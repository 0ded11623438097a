/**
 * What a wording for more readers holds that the fuller one does not: numbers, and words that look like names or
 * codes. A tear line may leave out and may speak more generally; it must add nothing. A guard against slips, not a proof.
 */
export function addedByTearLine(full: string, tearLine: string): string[] {
  const known = new Set(tokens(full));
  return [...new Set(tokens(tearLine).filter((token) => !known.has(token)))];
}

const NUMBER = /\d[\d.,:/-]*\d|\d/gu;
/** A capitalised word that does not begin a sentence, a word with several capitals, and any run of Han, kana or Hangul. */
const NAME =
  /(?<=[\p{L}\p{N},;)]\s)\p{Lu}[\p{L}\p{M}'-]+|\b\p{Lu}{2,}[\p{L}\p{N}-]*|[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{2,}/gu;

function tokens(text: string): string[] {
  return [...(text.match(NUMBER) ?? []), ...(text.match(NAME) ?? [])].map((token) =>
    token.normalize('NFKC').toLowerCase(),
  );
}
