import { isAscii } from 'node:buffer';
import type { SourceFile } from '../list-reader.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';

type Decoder = InstanceType<typeof TextDecoder>;

const DECLARED = /^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/** Bytes to here are characters of their own in UTF-8. */
const LAST_ASCII = 0x7f;

/** The encoding of a file by its byte order mark, else by its XML declaration, else UTF-8. */
export function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  const start = new TextDecoder('latin1').decode(head.subarray(0, 200));
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase();
  return declared && !declared.startsWith('utf-16') ? declared : 'utf-8';
}

/** The start of a file as text, for recognition; never throws. */
export function decodeHead(head: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(head)).decode(head, { stream: true });
  } catch {
    return new TextDecoder('latin1').decode(head);
  }
}

/** Joins the first chunks until they hold 1 KiB, so that encoding and kind can be told from the first one. */
async function* withWholeStart(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.byteLength < 1024) continue;
    yield start;
    start = null;
  }
  if (start && start.byteLength > 0) yield start;
}

/**
 * The file's text in chunks, without byte order mark. Bytes that are not of the file's encoding refuse the file:
 * a name read in the wrong encoding is a wrong name. `encoding` overrides what the file says of itself.
 */
export async function* decodeText(file: SourceFile, encoding?: string): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let bytes = 0;
  // The decoder has taken off the byte order mark and holds no part of a character.
  let isBetweenCharacters = false;
  for await (const chunk of withWholeStart(file.open())) {
    bytes += chunk.byteLength;
    if (bytes > READ_LIMITS.fileBytes) throw tooLarge(file.name, `it holds more than ${READ_LIMITS.fileBytes} bytes`);
    decoder ??= decoderFor(file.name, encoding ?? encodingOf(chunk));
    if (isBetweenCharacters && isAscii(chunk)) {
      // The decoder would make UTF-16 of it first.
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      continue;
    }
    yield decoded(file.name, decoder, chunk);
    isBetweenCharacters = decoder.encoding === 'utf-8' && (chunk.at(-1) ?? 0) <= LAST_ASCII;
  }
  if (bytes === 0) throw unreadable(file.name, 'the file is empty', FETCH_AGAIN);
  if (decoder) yield decoded(file.name, decoder);
}

function decoderFor(name: string, encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw unreadable(name, `its encoding "${encoding}" is not known`, `Convert the file to UTF-8. (${String(cause)})`);
  }
}

function decoded(name: string, decoder: Decoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw unreadable(
      name,
      `it holds bytes that are not ${decoder.encoding}`,
      'The file is damaged or saved in another encoding. Fetch it again, or convert it to UTF-8.',
    );
  }
}
