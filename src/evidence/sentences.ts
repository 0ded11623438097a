/** A stretch of a text: `text.slice(start, end)`. */
export interface Span {
  start: number;
  end: number;
}

export interface Sentence extends Span {
  text: string;
  /** A title line of Markdown, or a question: it claims nothing. */
  claims: boolean;
}

const TITLE = /^#{1,6} /;
const ITEM = /^[ \t]{0,20}(?:[-*+]|\d{1,4}[.)]) /;
const LEAST_WORDS = 3;
const LONGEST_ABBREVIATION = 12;

/**
 * The sentences of a text with their places. A mark ends a sentence when white space and no small letter follows, and
 * the word before it is not one of the abbreviations; references in brackets after the mark belong to it.
 */
export function sentencesOf(text: string, abbreviations: ReadonlySet<string>): Sentence[] {
  const sentences: Sentence[] = [];
  for (const block of blocksOf(text)) {
    let start = block.start;
    for (const end of endsIn(text, block, abbreviations)) {
      addSentence(sentences, text, { start, end });
      start = end;
    }
    addSentence(sentences, text, { start, end: block.end });
  }
  return sentences;
}

/** Paragraphs; a title and each item of a list are blocks of their own. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = [];
  let start = 0;
  let at = 0;
  const close = (end: number, next: number): void => {
    if (end > start) blocks.push({ start, end });
    start = next;
  };
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    const isTitle = TITLE.test(line);
    if (line.trim() === '' || isTitle || ITEM.test(line)) close(at, at);
    if (isTitle) close(next - 1, next);
    at = next;
  }
  close(text.length, text.length);
  return blocks;
}

function endsIn(text: string, { start, end }: Span, abbreviations: ReadonlySet<string>): number[] {
  const block = text.slice(start, end);
  const ends: number[] = [];
  for (const match of block.matchAll(/[.!?]{1,6}["'”’)]{0,4}(?:\s*\[[^\]\n]{1,80}\]){0,5}(?=\s+[^\s\p{Ll}]|\s*$)/gu)) {
    if (
      match[0].startsWith('.') &&
      isAbbreviation(block.slice(Math.max(0, match.index - LONGEST_ABBREVIATION), match.index), abbreviations)
    )
      continue;
    ends.push(start + match.index + match[0].length);
  }
  return ends;
}

function isAbbreviation(before: string, abbreviations: ReadonlySet<string>): boolean {
  const word = /[\p{L}.]+$/u.exec(before)?.[0] ?? '';
  return abbreviations.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word);
}

function addSentence(sentences: Sentence[], text: string, { start, end }: Span): void {
  const raw = text.slice(start, end);
  const trimmed = raw.trim();
  if (trimmed === '') return;
  const from = start + raw.indexOf(trimmed);
  const isTitle = TITLE.test(trimmed);
  const isQuestion = /\?["'”’)]*(?:\s*\[[^\]\n]*\])*$/.test(trimmed);
  const words = trimmed.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0;
  sentences.push({
    start: from,
    end: from + trimmed.length,
    text: trimmed,
    claims: !isTitle && !isQuestion && words >= LEAST_WORDS,
  });
}
