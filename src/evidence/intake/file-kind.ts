import { latin1 } from '../byte-source.ts';

export type KindGroup = 'image' | 'document' | 'archive' | 'media' | 'text' | 'program' | 'capture' | 'other';

export interface FileKind {
  /** Media type, as the content shows it. */
  type: string;
  group: KindGroup;
}

interface Magic extends FileKind {
  at?: number;
  bytes: string;
  /** A second mark, for containers that hold several formats. */
  and?: { at: number; bytes: string };
  /** The mark is made of letters, with which a text may begin too. */
  unlessText?: boolean;
}

/** Marks at the beginning, one character a byte; the first that fits decides. */
const MAGIC: readonly Magic[] = [
  { type: 'application/pdf', group: 'document', bytes: '%PDF-' },
  { type: 'image/png', group: 'image', bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', group: 'image', bytes: '\xff\xd8\xff' },
  { type: 'image/gif', group: 'image', bytes: 'GIF87a' },
  { type: 'image/gif', group: 'image', bytes: 'GIF89a' },
  { type: 'image/webp', group: 'image', bytes: 'RIFF', and: { at: 8, bytes: 'WEBP' } },
  { type: 'audio/wav', group: 'media', bytes: 'RIFF', and: { at: 8, bytes: 'WAVE' } },
  { type: 'video/x-msvideo', group: 'media', bytes: 'RIFF', and: { at: 8, bytes: 'AVI ' } },
  { type: 'image/tiff', group: 'image', bytes: 'II*\0' },
  { type: 'image/tiff', group: 'image', bytes: 'MM\0*' },
  { type: 'image/bmp', group: 'image', bytes: 'BM', and: { at: 6, bytes: '\0\0\0\0' } },
  { type: 'image/avif', group: 'image', at: 4, bytes: 'ftypavif' },
  { type: 'image/heic', group: 'image', at: 4, bytes: 'ftyphei' },
  { type: 'image/heic', group: 'image', at: 4, bytes: 'ftypmif1' },
  { type: 'video/quicktime', group: 'media', at: 4, bytes: 'ftypqt  ' },
  { type: 'video/mp4', group: 'media', at: 4, bytes: 'ftyp' },
  { type: 'video/webm', group: 'media', bytes: '\x1a\x45\xdf\xa3' },
  { type: 'audio/ogg', group: 'media', bytes: 'OggS' },
  { type: 'audio/flac', group: 'media', bytes: 'fLaC' },
  { type: 'audio/mpeg', group: 'media', bytes: 'ID3', unlessText: true },
  { type: 'audio/mpeg', group: 'media', bytes: '\xff\xfb' },
  { type: 'application/zip', group: 'archive', bytes: 'PK\x03\x04' },
  { type: 'application/zip', group: 'archive', bytes: 'PK\x05\x06' },
  { type: 'application/gzip', group: 'archive', bytes: '\x1f\x8b\x08' },
  { type: 'application/x-7z-compressed', group: 'archive', bytes: "7z\xbc\xaf'\x1c" },
  { type: 'application/vnd.rar', group: 'archive', bytes: 'Rar!\x1a\x07' },
  { type: 'application/x-bzip2', group: 'archive', bytes: 'BZh', unlessText: true },
  { type: 'application/x-xz', group: 'archive', bytes: '\xfd7zXZ\0' },
  { type: 'application/zstd', group: 'archive', bytes: '\x28\xb5\x2f\xfd' },
  { type: 'application/x-tar', group: 'archive', at: 257, bytes: 'ustar' },
  { type: 'application/x-ole-storage', group: 'document', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { type: 'application/rtf', group: 'document', bytes: '{\\rtf' },
  { type: 'application/vnd.sqlite3', group: 'other', bytes: 'SQLite format 3\0' },
  { type: 'application/warc', group: 'capture', bytes: 'WARC/1.' },
  { type: 'application/vnd.tcpdump.pcap', group: 'capture', bytes: '\xd4\xc3\xb2\xa1' },
  { type: 'application/vnd.tcpdump.pcap', group: 'capture', bytes: '\x0a\x0d\x0d\x0a' },
  { type: 'application/x-elf', group: 'program', bytes: '\x7fELF' },
  { type: 'application/x-mach-binary', group: 'program', bytes: '\xcf\xfa\xed\xfe' },
  { type: 'application/vnd.microsoft.portable-executable', group: 'program', bytes: 'MZ', unlessText: true },
  { type: 'text/x-shellscript', group: 'program', bytes: '#!' },
];

/** How many bytes of the beginning tell the kind. */
export const HEAD_BYTES = 4096;

/** The kind of a file by the bytes of its beginning; its name says nothing. What has no mark is text or unknown. */
export function kindOf(head: Uint8Array): FileKind {
  const text = latin1(head, 0, 512);
  const found = MAGIC.find(
    ({ at = 0, bytes, and }) => text.startsWith(bytes, at) && (!and || text.startsWith(and.bytes, and.at)),
  );
  if (found && !(found.unlessText && isText(head))) return { type: found.type, group: found.group };
  return textKind(head) ?? { type: 'application/octet-stream', group: 'other' };
}

function textKind(head: Uint8Array): FileKind | null {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!utf16 && !isText(head)) return null;
  const text = new TextDecoder(utf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(head).trimStart();
  if (/^(<!doctype html|<html|<head|<body|<script)/i.test(text)) return { type: 'text/html', group: 'text' };
  if (/^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(text))
    return { type: 'image/svg+xml', group: 'text' };
  if (/^<\?xml/i.test(text)) return { type: 'application/xml', group: 'text' };
  if (/^[[{]/.test(text)) return { type: 'application/json', group: 'text' };
  if (
    /^(received|return-path|delivered-to|message-id|mime-version|x-[a-z-]{1,40}): /im.test(text.split('\n', 1)[0] ?? '')
  )
    return { type: 'message/rfc822', group: 'text' };
  return { type: 'text/plain', group: 'text' };
}

/** UTF-8 without control characters; the last character may be cut off. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
