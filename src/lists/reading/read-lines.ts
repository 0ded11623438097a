import type { SourceFile } from '../list-reader.ts';
import { decodeText } from './decode-text.ts';
import { READ_LIMITS, tooLarge } from './file-errors.ts';

export interface TextLine {
  /** From 1. */
  line: number;
  text: string;
  /** False for a last line that no line end follows: a cut file may have lost the rest of it. */
  ended: boolean;
}

/** The lines of a file in batches as they come off the disk; blank ones are left out. */
export async function* readLines(file: SourceFile): AsyncGenerator<TextLine[]> {
  let rest = '';
  let line = 1;
  for await (const chunk of decodeText(file)) {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    if (rest.length > READ_LIMITS.recordCharacters)
      throw tooLarge(file.name, `line ${line + pieces.length} never ends`);
    const batch: TextLine[] = [];
    for (const text of pieces) {
      if (text.trim() !== '') batch.push({ line, text, ended: true });
      line += 1;
    }
    yield batch;
  }
  if (rest.trim() !== '') yield [{ line, text: rest, ended: false }];
}
