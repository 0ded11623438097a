import { createHash } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { type ByteSource, partOf, piecesOf } from '../byte-source.ts';
import { inflated } from '../intake/inflated.ts';
import { readWarc, WarcFault } from './read-warc.ts';
import { openPackage, type PackageFiles } from './wacz-files.ts';
import { readDigest, readManifest, type WaczResource } from './wacz-manifest.ts';
import { type SignatureTrust, verifyWaczSignature, type WaczSignature } from './wacz-signature.ts';

export interface WaczReport {
  valid: boolean;
  /** Why it is not valid. */
  faults: string[];
  /** What a reader should know though it is valid. */
  notices: string[];
  version: string | null;
  title: string | null;
  pages: { url: string; at: string; title: string | null }[];
  /** Records of the WARC files by type. */
  records: Record<string, number>;
  /** Addresses in the index that lead to their record. */
  indexed: number;
  signature: WaczSignature | null;
}

const MOST_MANIFEST = 8_388_608;
const MOST_PAGES_FILE = 67_108_864;
const MOST_PAGES = 1000;
const MOST_INDEX = 134_217_728;
const MOST_FAULTS = 100;

/** Verifies a WACZ (1.1.1; 1.0 is read too): every file against its hash, every record, the index, the signature. */
export async function verifyWacz(source: ByteSource, trust: SignatureTrust): Promise<WaczReport> {
  const check = new WaczCheck(trust);
  try {
    const files = await openPackage(source);
    if (files) await check.run(files);
    else check.fault('it is no ZIP archive');
  } catch (cause) {
    // What intake would refuse, too; here it is a fault like any other.
    if (!(cause instanceof AppError)) throw cause;
    check.fault(cause.message);
  }
  return { ...check.report, valid: check.report.faults.length === 0 };
}

class WaczCheck {
  readonly report: WaczReport = {
    valid: false,
    faults: [],
    notices: [],
    version: null,
    title: null,
    pages: [],
    records: {},
    indexed: 0,
    signature: null,
  };
  readonly #trust: SignatureTrust;

  constructor(trust: SignatureTrust) {
    this.#trust = trust;
  }

  fault(text: string): void {
    if (this.report.faults.length < MOST_FAULTS) this.report.faults.push(text);
  }

  async run(files: PackageFiles): Promise<void> {
    const text = await files.text('datapackage.json', MOST_MANIFEST);
    if (text === null) return this.fault('it has no datapackage.json');
    await this.#digest(files, text);
    const manifest = readManifest(text);
    if (typeof manifest === 'string') return this.fault(manifest);
    this.report.version = manifest.version;
    this.report.title = manifest.title;
    for (const resource of manifest.resources) await this.#resource(files, resource);
    const listed = new Set([
      'datapackage.json',
      'datapackage-digest.json',
      ...manifest.resources.map(({ path }) => path),
    ]);
    for (const name of files.names)
      if (!listed.has(name) && !name.endsWith('/')) this.fault(`"${name}" is in it and not in its list`);
    const warcs = files.names.filter((name) => /^archive\/.+\.warc(\.gz)?$/.test(name));
    if (warcs.length === 0) this.fault('it has no WARC file in archive/');
    for (const name of warcs) await this.#warc(files, name);
    await this.#pages(files);
    await this.#indexes(files);
  }

  async #digest(files: PackageFiles, manifest: string): Promise<void> {
    const text = await files.text('datapackage-digest.json', MOST_MANIFEST);
    if (text === null) {
      this.report.notices.push('It has no datapackage-digest.json: its list of files is bound by nothing inside it.');
      return;
    }
    const digest = readDigest(text);
    if (typeof digest === 'string') return this.fault(digest);
    const hash = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
    if (digest.hash !== hash) this.fault('datapackage.json has another hash than datapackage-digest.json says');
    if (!digest.signedData) return;
    this.report.signature = verifyWaczSignature(digest.signedData, hash, this.#trust);
    for (const fault of this.report.signature.faults) this.fault(`signature: ${fault}`);
    this.report.notices.push('The signature is by who made the file; that the web site sent this is not shown by it.');
    if (this.report.signature.domain !== null)
      this.report.notices.push(
        `The certificate of "${this.report.signature.domain}" is not followed to a root: whose it is, is its claim.`,
      );
  }

  async #resource(files: PackageFiles, { path, bytes, algorithm, hash }: WaczResource): Promise<void> {
    if (!files.names.includes(path)) return this.fault(`"${path}" is in its list and not in it`);
    if (algorithm === null || hash === '')
      return this.fault(`"${path}" is listed without a hash that is taken here (SHA-256 or longer)`);
    const found = createHash(algorithm);
    let size = 0;
    for await (const piece of files.bytes(path)) {
      found.update(piece);
      size += piece.byteLength;
    }
    if (size !== bytes) this.fault(`"${path}" has ${size} bytes where its list says ${bytes}`);
    if (found.digest('hex') !== hash) this.fault(`"${path}" has another hash than its list says`);
  }

  async #warc(files: PackageFiles, name: string): Promise<void> {
    const stored = await files.stored(name);
    if (!stored) this.fault(`"${name}" is packed once more, so that no record can be read by itself`);
    try {
      const isPacked = stored !== null && (await isGzip(stored));
      if (isPacked !== name.endsWith('.gz'))
        this.report.notices.push(`"${name}" is ${isPacked ? '' : 'not '}gzip, unlike its name.`);
      const bytes = isPacked ? inflated(stored, 'gzip') : files.bytes(name);
      for await (const { type, uri, digestHolds } of readWarc(bytes)) {
        this.report.records[type] = (this.report.records[type] ?? 0) + 1;
        if (digestHolds === false)
          this.fault(`"${name}": the record of ${uri ?? type} has another digest than it says`);
      }
    } catch (cause) {
      if (!isBroken(cause)) throw cause;
      this.fault(`"${name}": ${(cause as Error).message}`);
    }
  }

  async #pages(files: PackageFiles): Promise<void> {
    const text = await files.text('pages/pages.jsonl', MOST_PAGES_FILE);
    if (text === null) return this.fault('it has no pages/pages.jsonl');
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const page = objectOf(line);
      if (!page) this.fault(`pages/pages.jsonl: line ${at + 1} is no JSON`);
      else if (typeof page.url === 'string' && typeof page.ts === 'string') {
        if (this.report.pages.length < MOST_PAGES)
          this.report.pages.push({
            url: page.url,
            at: page.ts,
            title: typeof page.title === 'string' ? page.title : null,
          });
      } else if (at > 0 || page.format === undefined) this.fault(`pages/pages.jsonl: line ${at + 1} has no url and ts`);
    }
  }

  async #indexes(files: PackageFiles): Promise<void> {
    const names = files.names.filter((name) => /^indexes\/.+\.cdxj?(\.gz)?$/.test(name));
    if (names.length === 0) this.fault('it has no index in indexes/');
    for (const name of names) {
      const stored = await files.stored(name);
      const text = await wholeText(stored && (await isGzip(stored)) ? inflated(stored, 'gzip') : files.bytes(name));
      if (text === null) this.fault(`"${name}" cannot be read, or is larger than ${MOST_INDEX} bytes`);
      else
        for (const line of text.split('\n'))
          if (line.trim() !== '' && !line.startsWith('!')) await this.#lookUp(files, name, line);
    }
  }

  /** Follows a line of the index to its record. */
  async #lookUp(files: PackageFiles, index: string, line: string): Promise<void> {
    const row = objectOf(line.slice(line.indexOf('{')));
    const { url, filename } = row ?? {};
    const [offset, length] = [Number(row?.offset), Number(row?.length)];
    if (
      typeof url !== 'string' ||
      typeof filename !== 'string' ||
      !Number.isSafeInteger(offset) ||
      !Number.isSafeInteger(length)
    )
      return this.fault(`"${index}" has a line that cannot be read`);
    const stored = await files.stored(`archive/${filename}`);
    if (!stored) return this.fault(`"${index}" leads to "${filename}", which cannot be read`);
    const part = partOf(stored, offset, length);
    try {
      // The record may be followed by bytes of its own length alone; the first one counts.
      for await (const { uri } of readWarc((await isGzip(part)) ? inflated(part, 'gzip') : piecesOf(part))) {
        if (uri === url) this.report.indexed += 1;
        else this.fault(`"${index}" leads for ${url} to the record of ${uri}`);
        return;
      }
      this.fault(`"${index}" leads for ${url} to no record`);
    } catch (cause) {
      if (!isBroken(cause)) throw cause;
      this.fault(`"${index}" leads for ${url} to what is no record`);
    }
  }
}

/** By content: names of such files are sometimes wrong. */
async function isGzip(source: ByteSource): Promise<boolean> {
  const [first, second] = await source.read(0, 2);
  return first === 0x1f && second === 0x8b;
}

async function wholeText(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of bytes) {
      size += piece.byteLength;
      if (size > MOST_INDEX) return null;
      pieces.push(piece);
    }
  } catch (cause) {
    if (!isBroken(cause)) throw cause;
    return null;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What a broken file brings about, as opposed to a defect of ours. */
function isBroken(cause: unknown): boolean {
  return cause instanceof WarcFault || String((cause as { code?: unknown } | null)?.code).startsWith('Z_');
}
