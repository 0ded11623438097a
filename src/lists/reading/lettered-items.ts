/** `a) x b) y`, `(a)x(b)y` and `（a）x、（b）y` as their items; a text without such letters is one item. */
export function letteredItems(text: string): string[] {
  const cuts: { at: number; from: number }[] = [];
  let expected = 'a';
  for (const match of text.matchAll(/[(（]?(?<![A-Za-z])([a-z])[)）]/g)) {
    const letter = match[1] ?? '';
    if (letter !== expected && !(letter === 'a' && cuts.length > 0)) continue;
    cuts.push({ at: match.index, from: match.index + match[0].length });
    expected = String.fromCharCode(letter.charCodeAt(0) + 1);
  }
  const pieces = [text.slice(0, cuts[0]?.at)];
  cuts.forEach((cut, index) => void pieces.push(text.slice(cut.from, cuts[index + 1]?.at)));
  return pieces.map((piece) => piece.replace(/^[\s;,；、，]+|[\s;,；、，]+$/g, '')).filter((piece) => piece !== '');
}

/** Lettered items, each cut at semicolons too. */
export function itemsIn(text: string): string[] {
  return letteredItems(text)
    .flatMap((item) => item.split(/[;；]/))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
