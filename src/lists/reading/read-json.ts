import { messageOf } from '../../kernel/errors.ts';
import type { SourceFile } from '../list-reader.ts';
import { decodeText } from './decode-text.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';

/** A small JSON file as a whole. Refuses what is not JSON and what is larger than one record of a list may be. */
export async function readJson(file: SourceFile, title: string): Promise<unknown> {
  let text = '';
  for await (const chunk of decodeText(file)) {
    text += chunk;
    if (text.length > READ_LIMITS.recordCharacters) throw tooLarge(file.name, `it is too large for ${title}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unreadable(file.name, `it is not JSON, so not ${title}: ${messageOf(cause)}`, FETCH_AGAIN);
  }
}
