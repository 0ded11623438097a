/** A piece of a name, and whether the other name has it too. */
export interface NamePart {
  text: string;
  isSame: boolean;
}

interface Word {
  begin: number;
  letters: string[];
}

/** Share of letters in common from which two words are shown as spellings of each other. */
const LEAST_ALIKE = 0.6;

/** Both names in pieces: words that both have, in whatever order, and letters that words spelt otherwise share. */
export function sameParts(one: string, other: string): [NamePart[], NamePart[]] {
  const [ours, theirs] = [wordsOf(one), wordsOf(other)];
  const pairs = ours.flatMap((word) => theirs.map((rival) => ({ word, rival, same: commonLetters(word, rival) })));
  const alike = ({ word, rival, same }: (typeof pairs)[number]): number =>
    (2 * same.length) / (word.letters.length + rival.letters.length);
  const [ourMarks, theirMarks] = [new Set<number>(), new Set<number>()];
  const paired = new Set<Word>();
  for (const pair of pairs.sort((first, second) => alike(second) - alike(first))) {
    const { word, rival, same } = pair;
    if (alike(pair) < LEAST_ALIKE || paired.has(word) || paired.has(rival)) continue;
    paired.add(word).add(rival);
    for (const [at, opposite] of same) {
      ourMarks.add(word.begin + at);
      theirMarks.add(rival.begin + opposite);
    }
  }
  return [partsOf(one, ourMarks), partsOf(other, theirMarks)];
}

function wordsOf(name: string): Word[] {
  let begin = 0;
  return name.split(/([^\p{L}\p{M}\p{N}]+)/u).flatMap((piece, at) => {
    const characters = [...piece];
    const word = { begin, letters: characters.map(folded) };
    begin += characters.length;
    return at % 2 === 1 || piece === '' ? [] : [word];
  });
}

/** Case and accents are no difference. */
function folded(character: string): string {
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The longest run of letters that both words have in the same order, as places in each. */
function commonLetters({ letters: one }: Word, { letters: other }: Word): [number, number][] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const lengthAt = (at: number, opposite: number): number => lengths[at]?.[opposite] ?? 0;
  for (let at = one.length - 1; at >= 0; at--)
    for (let opposite = other.length - 1; opposite >= 0; opposite--) {
      const row = lengths[at];
      if (row)
        row[opposite] =
          one[at] === other[opposite]
            ? lengthAt(at + 1, opposite + 1) + 1
            : Math.max(lengthAt(at + 1, opposite), lengthAt(at, opposite + 1));
    }
  const same: [number, number][] = [];
  for (let at = 0, opposite = 0; at < one.length && opposite < other.length; ) {
    if (one[at] === other[opposite]) same.push([at++, opposite++]);
    else if (lengthAt(at + 1, opposite) >= lengthAt(at, opposite + 1)) at++;
    else opposite++;
  }
  return same;
}

function partsOf(name: string, marks: ReadonlySet<number>): NamePart[] {
  const parts: NamePart[] = [];
  for (const [at, text] of [...name].entries()) {
    const last = parts.at(-1);
    if (last && last.isSame === marks.has(at)) last.text += text;
    else parts.push({ text, isSame: marks.has(at) });
  }
  return parts;
}
