import { type ByteSource, latin1, viewOf } from '../byte-source.ts';
import { jpegSegments } from './jpeg-segments.ts';

/** Content credentials that a file carries. They are named, not verified: what they claim is not shown to be true. */
export interface C2paPresence {
  /** Where they lie: `JPEG APP11`, `PNG caBX`, `BMFF uuid`. */
  where: string;
  bytes: number;
  /** Labels of the boxes: `c2pa`, the manifests' `urn:…`, `c2pa.assertions`, `c2pa.claim`, `c2pa.signature`. */
  labels: string[];
}

const APP11 = 0xeb;
/** `uuid` of the C2PA box in ISO base media files (C2PA specification, embedding manifests into BMFF). */
const BMFF_UUID = 'd8fec3d61b0e483c92975828877ec481';
const MOST_BYTES = 8_388_608;
const MOST_LABELS = 100;

/** Looks for a C2PA manifest store; null when there is none. */
export async function findC2pa(source: ByteSource, type: string): Promise<C2paPresence | null> {
  if (type === 'image/jpeg') return presence('JPEG APP11', await jpegJumbf(source));
  if (type === 'image/png') return presence('PNG caBX', await pngChunk(source));
  if (/^(image\/(heic|avif)|video\/(mp4|quicktime))$/.test(type)) return presence('BMFF uuid', await bmffBox(source));
  return null;
}

function presence(where: string, jumbf: Buffer): C2paPresence | null {
  // The store is a JUMBF superbox whose description names it c2pa.
  const labels = labelsOf(jumbf);
  return labels.includes('c2pa') ? { where, bytes: jumbf.byteLength, labels } : null;
}

/** APP11 segments: "JP", box instance and sequence numbers, then the box, whose header each segment repeats. */
async function jpegJumbf(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const { marker, start, size } of jpegSegments(source)) {
    if (marker !== APP11 || total > MOST_BYTES) continue;
    const content = await source.read(start, size);
    if (latin1(content, 0, 2) !== 'JP' || latin1(content, 12, 16) !== 'jumb') continue;
    const isFirst = viewOf(content).getUint32(4) === 1;
    parts.push(content.subarray(isFirst ? 8 : 16));
    total += size;
  }
  return Buffer.concat(parts);
}

async function pngChunk(source: ByteSource): Promise<Buffer> {
  for (let at = 8, count = 0; at + 8 <= source.size && count < 100_000; count += 1) {
    const head = await source.read(at, 8);
    const size = viewOf(head).getUint32(0);
    if (latin1(head, 4, 8) === 'caBX') return Buffer.from(await source.read(at + 8, Math.min(size, MOST_BYTES)));
    at += 12 + size;
  }
  return Buffer.alloc(0);
}

async function bmffBox(source: ByteSource): Promise<Buffer> {
  for (let at = 0, count = 0; at + 32 <= source.size && count < 10_000; count += 1) {
    const head = Buffer.from(await source.read(at, 32));
    const wide = head.readUInt32BE(0) === 1;
    const size = wide ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const body = wide ? 16 : 8;
    if (head.toString('latin1', 4, 8) === 'uuid' && head.toString('hex', body, body + 16) === BMFF_UUID)
      return Buffer.from(await source.read(at + body + 16, Math.min(Math.max(0, size - body - 16), MOST_BYTES)));
    if (size < body) break;
    at += size;
  }
  return Buffer.alloc(0);
}

/** The labels of all JUMBF description boxes: size, `jumd`, a type of 16 bytes, toggles, and the label up to a zero. */
function labelsOf(jumbf: Buffer): string[] {
  const labels: string[] = [];
  for (let at = jumbf.indexOf('jumd'); at >= 0 && labels.length < MOST_LABELS; at = jumbf.indexOf('jumd', at + 4)) {
    const start = at + 21;
    const end = jumbf.indexOf(0, start);
    const label = end > start && end - start < 200 ? jumbf.toString('utf8', start, end) : '';
    if (/^[\x20-\x7e]+$/.test(label)) labels.push(label);
  }
  return labels;
}
