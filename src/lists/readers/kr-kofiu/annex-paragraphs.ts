/** One numbered paragraph of an annex. */
export interface AnnexParagraph {
  number: number;
  /** On one line, words that were broken at line ends joined. */
  text: string;
  /** Lines of the annex before it. */
  linesBefore: number;
}

export interface Annex {
  /** The total that the annex states in brackets: `(1066명)`; null when it states none. */
  declared: number | null;
  paragraphs: AnnexParagraph[];
}

/** How many numbers in a row may be missing before a number at the start of a line is not a paragraph's. */
const MOST_MISSING = 5;

/**
 * The numbered paragraphs of the annex to the regulation, from its total to its notes (`◇ 참고` or a drawn box).
 * A number at the start of a line is a paragraph's when it follows the one before; `12. ` inside wrapped text is not.
 */
export function annexParagraphs(annex: string): Annex {
  const total = /[(（]\s*([\d,]{1,7})\s*명\s*[)）]/.exec(annex);
  const start = total ? total.index + total[0].length : 0;
  const notes = annex.slice(start).search(/◇\s*참고|[┌┏╔]/);
  const body = notes < 0 ? annex.slice(start) : annex.slice(start, start + notes);
  const numbers = [...body.matchAll(/^[^\S\n]*(\d{1,4})\.\s/gm)].map((match) => ({
    number: Number(match[1]),
    at: match.index,
    from: match.index + match[0].length,
  }));
  const found: typeof numbers = [];
  for (const [index, candidate] of numbers.entries()) {
    const expected = (found.at(-1)?.number ?? 0) + 1;
    const skips = candidate.number > expected && candidate.number <= expected + MOST_MISSING;
    const gap = skips && !numbers.slice(index + 1).some((later) => later.number === expected);
    if (candidate.number === expected || gap) found.push(candidate);
  }
  return {
    declared: total ? Number((total[1] ?? '').replaceAll(',', '')) : null,
    paragraphs: found.map(({ number, at, from }, index) => ({
      number,
      text: unwrapped(body.slice(from, found[index + 1]?.at)),
      linesBefore: annex.slice(0, start + at).split('\n').length - 1,
    })),
  };
}

function unwrapped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/-\s(?=[a-z])/g, '-')
    .trim();
}
