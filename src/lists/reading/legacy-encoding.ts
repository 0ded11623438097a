import type { SourceFile } from '../list-reader.ts';

/**
 * `windows-1252` when a file that declares no encoding can only be that: it is not UTF-8, and less than it holds of
 * bytes that are none it holds of letters that are. Undefined leaves the file to its own mark, else to UTF-8: a
 * UTF-8 file with some damaged bytes must be refused, not read as if every letter of it were wrong.
 */
export async function legacyEncoding(file: SourceFile): Promise<'windows-1252' | undefined> {
  const decoder = new TextDecoder('utf-8');
  let foreign = 0;
  let own = 0;
  let first = true;
  for await (const chunk of file.open()) {
    if (first && (chunk[0] === 0xff || chunk[0] === 0xfe || chunk[0] === 0xef || chunk.includes(0))) return undefined;
    first = false;
    for (const [letters] of decoder.decode(chunk, { stream: true }).matchAll(/\P{ASCII}+/gu)) {
      const lost = letters.split('\ufffd').length - 1;
      foreign += lost;
      own += letters.length - lost;
    }
  }
  return foreign > own ? 'windows-1252' : undefined;
}
