import type { ByteSource } from '../byte-source.ts';
import { type ArchiveContent, guardArchive } from './archive-guard.ts';
import { type C2paPresence, findC2pa } from './c2pa.ts';
import { namesInZip } from './claims.ts';
import { type FileKind, HEAD_BYTES, kindOf } from './file-kind.ts';
import { imageEnd } from './image-end.ts';
import { type PixelSize, pixelSize } from './image-size.ts';
import { refusePolyglot } from './polyglot.ts';
import { refusedFile } from './refusals.ts';

/** What was seen of a file's content on its way in. It holds nothing that an erasure would have to take back. */
export interface Inspection {
  /** Media type by content. */
  type: string;
  group: FileKind['group'];
  image: PixelSize | null;
  c2pa: C2paPresence | null;
  archive: Omit<ArchiveContent, 'notices'> | null;
  /** What a reader should know before opening it. */
  notices: string[];
}

/** Half a billion: a satellite scene of 22,000 by 22,000; decoded it takes 2 GB. */
const MOST_PIXELS = 500_000_000;
/** All pictures of an animation together. */
const MOST_ANIMATED_PIXELS = 20_000_000_000;

/** Looks a file over without decoding it. Throws AppError (invalid) for what would harm or deceive who opens it. */
export async function inspect(source: ByteSource): Promise<Inspection> {
  const kind = kindOf(await source.read(0, HEAD_BYTES));
  const notices = await refusePolyglot(source, kind);
  const image = kind.group === 'image' ? await pixelSize(source, kind.type) : null;
  if (image) await refuseFlood(source, kind.type, image);
  else if (kind.group === 'image') notices.push('The image does not say how large it is.');
  if (kind.group === 'program') notices.push('It is a program: never open it outside a place made for that.');
  if (kind.type === 'text/html' || kind.type === 'image/svg+xml')
    notices.push('It may run scripts when it is opened in a browser.');
  const content = kind.group === 'archive' ? await guardArchive(source, kind) : null;
  const names = kind.type === 'application/zip' ? await namesInZip(source) : [];
  return {
    type: packageType(names) ?? kind.type,
    group: kind.group,
    image,
    c2pa: await findC2pa(source, kind.type),
    archive: content && { files: content.files, unpackedBytes: content.unpackedBytes, depth: content.depth },
    notices: [...notices, ...(content?.notices ?? [])],
  };
}

async function refuseFlood(source: ByteSource, type: string, { width, height }: PixelSize): Promise<void> {
  const frames = (await imageEnd(source, type))?.frames ?? 1;
  const pixels = width * height;
  if (pixels <= MOST_PIXELS && pixels * Math.max(1, frames) <= MOST_ANIMATED_PIXELS) return;
  const pictures = frames > 1 ? ` in ${frames} pictures` : '';
  throw refusedFile(
    'EVIDENCE_PIXEL_FLOOD',
    `the image says that it is ${width} by ${height} pixels${pictures}, which would fill the memory of who opens it`,
    'Add it in a smaller size or in parts, and say so in its description.',
  );
}

/** What a ZIP is by what is in it. */
function packageType(names: readonly string[]): string | null {
  const has = (name: string): boolean => names.includes(name);
  if (has('datapackage.json') && names.some((name) => /^archive\/.+\.warc(\.gz)?$/.test(name)))
    return 'application/wacz';
  if (!has('[Content_Types].xml')) return null;
  const office = { word: 'wordprocessingml.document', xl: 'spreadsheetml.sheet', ppt: 'presentationml.presentation' };
  const found = Object.entries(office).find(([folder]) => names.some((name) => name.startsWith(`${folder}/`)));
  return found ? `application/vnd.openxmlformats-officedocument.${found[1]}` : null;
}
