import { type ByteSource, latin1, piecesOf } from '../byte-source.ts';
import { type FileKind, HEAD_BYTES, kindOf } from './file-kind.ts';
import { imageEnd } from './image-end.ts';
import { polyglot } from './refusals.ts';
import { findDirectory } from './zip-directory.ts';

/** Readers of PDF look for the mark in the first 1,024 bytes, and for the end mark in as many of the last. */
const PDF_REACH = 1024;
const ISO_MARK_AT = 32_769;
/** What phones hang behind a picture: its short film, a depth map, a second size. */
const HUNG_ON_BY_CAMERAS = new Set(['video/mp4', 'video/quicktime', 'image/jpeg', 'image/heic']);
/** Long enough not to come about by chance in the packed bytes of a large picture. */
const SCRIPT = /<\?php\s|<script[\s>]|<%@\s?page\s/i;
const SCRIPT_LENGTH = 10;

/**
 * Refuses a file that a second program would read as something else than its kind. Gives notices on what is unusual but
 * explained. Throws AppError (invalid).
 */
export async function refusePolyglot(source: ByteSource, kind: FileKind): Promise<string[]> {
  const head = await source.read(0, HEAD_BYTES);
  const tail = latin1(await source.read(Math.max(0, source.size - PDF_REACH), PDF_REACH));
  if (kind.type !== 'application/zip' && (await findDirectory(source)))
    throw polyglot(`it begins as ${kind.type} and ends as a ZIP archive`);
  if (isPdfToo(kind, latin1(head, 0, PDF_REACH), tail)) throw polyglot(`it is ${kind.type} and a PDF at once`);
  if (kind.type !== 'application/x-tar' && latin1(head, 257, 262) === 'ustar' && kind.group !== 'text')
    throw polyglot(`it is ${kind.type} and a TAR archive at once`);
  if (latin1(await source.read(ISO_MARK_AT, 5)) === 'CD001' && kind.group !== 'other')
    throw polyglot(`it is ${kind.type} and a disk image at once`);
  if (kind.group !== 'image') return [];
  if (kind.type === 'image/gif' && /^(\/\*|=|\/\/)/.test(latin1(head, 6, 8)))
    throw polyglot('it is a GIF whose size is the beginning of a script');
  await refuseScript(source, kind);
  return await behindTheImage(source, kind);
}

function isPdfToo(kind: FileKind, head: string, tail: string): boolean {
  const at = head.indexOf('%PDF-');
  if (kind.type === 'application/pdf' || at < 0) return false;
  // A text may speak of PDF; only one that also ends as PDF is read as such.
  if (kind.group === 'text') return /%%EOF|startxref/.test(tail);
  return at !== firstFileStart(kind, head);
}

/** Where the content of an archive's first file begins, if it lies there unpacked: a PDF there is what the archive holds. */
function firstFileStart(kind: FileKind, head: string): number | null {
  if (kind.type === 'application/x-tar') return 512;
  const uint16 = (at: number): number => head.charCodeAt(at) + 256 * head.charCodeAt(at + 1);
  return kind.type === 'application/zip' && uint16(8) === 0 ? 30 + uint16(26) + uint16(28) : null;
}

async function refuseScript(source: ByteSource, kind: FileKind): Promise<void> {
  let carried = '';
  for await (const piece of piecesOf(source)) {
    const text = carried + latin1(piece);
    const [script] = SCRIPT.exec(text) ?? [];
    if (script) throw polyglot(`it is ${kind.type} and carries a script ("${script.trim()}")`);
    carried = text.slice(-SCRIPT_LENGTH);
  }
}

async function behindTheImage(source: ByteSource, kind: FileKind): Promise<string[]> {
  const found = await imageEnd(source, kind.type);
  if (!found) return [];
  if (found.end === null) return ['The image does not end as its format says; it may be cut off.'];
  const rest = source.size - found.end;
  if (rest <= 0) return [];
  const behind = kindOf(await source.read(found.end, HEAD_BYTES));
  const isKnown = behind.group !== 'other' && !HUNG_ON_BY_CAMERAS.has(behind.type);
  if (isKnown) throw polyglot(`behind the end of the image there are ${rest} bytes of ${behind.type}`);
  return [
    `Behind the end of the image there are ${rest} bytes (${behind.type}); cameras hang on films and second sizes.`,
  ];
}
