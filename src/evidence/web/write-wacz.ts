import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { toBase32 } from './read-warc.ts';
import { writeZip } from './write-zip.ts';

/** Something to be written into a WARC file. */
export interface WarcEntry {
  type: 'response' | 'request' | 'resource' | 'metadata';
  /** Its address, or a `urn:` for what we made of the page. */
  uri: string;
  /** Instant, ISO 8601. */
  at: string;
  contentType: string;
  block: Uint8Array;
  /** Where the content begins in the block, behind the headers of HTTP. */
  contentStart: number;
  ip?: string | null;
  /** For the index; entries without are not listed there. */
  index?: { status: number; mime: string };
}

export interface WaczFacts {
  title: string;
  description: string;
  /** What made it, with its version. */
  software: string;
  at: Date;
  pages: readonly { url: string; at: string; title: string }[];
  entries: readonly WarcEntry[];
  /** One after the other, for the record of what was done: `name: value`. */
  about: Readonly<Record<string, string>>;
}

const WARC = 'data.warc.gz';

/** A WACZ 1.1.1 with one WARC 1.1 file, each record a gzip of its own, indexed. */
export function writeWacz(facts: WaczFacts): Buffer {
  const records: Buffer[] = [];
  const index: string[] = [];
  let offset = 0;
  const add = (record: Buffer): { offset: number; length: number } => {
    const packed = gzipSync(record);
    const place = { offset, length: packed.byteLength };
    records.push(packed);
    offset += packed.byteLength;
    return place;
  };
  add(warcInfo(facts));
  for (const entry of facts.entries) {
    const place = add(warcRecord(entry));
    if (entry.index) index.push(indexLine(entry, entry.index, place));
  }
  const files = [
    { name: `archive/${WARC}`, content: Buffer.concat(records) },
    { name: 'indexes/index.cdx', content: Buffer.from(index.sort().join('')) },
    { name: 'pages/pages.jsonl', content: Buffer.from(pageLines(facts)) },
  ];
  const manifest = Buffer.from(
    JSON.stringify(
      {
        profile: 'data-package',
        wacz_version: '1.1.1',
        title: facts.title,
        description: facts.description,
        created: facts.at.toISOString(),
        software: facts.software,
        mainPageUrl: facts.pages[0]?.url,
        mainPageDate: facts.pages[0]?.at,
        resources: files.map(({ name, content }) => ({
          name: name.split('/').at(-1),
          path: name,
          hash: sha256Of(content),
          bytes: content.byteLength,
        })),
      },
      null,
      2,
    ),
  );
  const digest = Buffer.from(JSON.stringify({ path: 'datapackage.json', hash: sha256Of(manifest) }, null, 2));
  return writeZip(
    [...files, { name: 'datapackage.json', content: manifest }, { name: 'datapackage-digest.json', content: digest }],
    facts.at,
  );
}

function warcInfo({ software, about, at, title }: WaczFacts): Buffer {
  const fields = { software, format: 'WARC File Format 1.1', isPartOf: title, ...about };
  const block = Buffer.from(
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${oneLine(value)}\r\n`)
      .join(''),
  );
  return record(
    {
      'WARC-Type': 'warcinfo',
      'WARC-Date': at.toISOString(),
      'WARC-Filename': WARC,
      'Content-Type': 'application/warc-fields',
    },
    block,
  );
}

function warcRecord({ type, uri, at, contentType, block, contentStart, ip }: WarcEntry): Buffer {
  return record(
    {
      'WARC-Type': type,
      'WARC-Target-URI': uri,
      'WARC-Date': at,
      ...(ip ? { 'WARC-IP-Address': ip } : {}),
      'WARC-Payload-Digest': warcDigest(block.subarray(contentStart)),
      'Content-Type': contentType,
    },
    block,
  );
}

function record(headers: Readonly<Record<string, string>>, block: Uint8Array): Buffer {
  const digest = createHash('sha256').update(JSON.stringify(headers)).update(block).digest('hex');
  const lines = {
    ...headers,
    // By content, so that the same record has the same id.
    'WARC-Record-ID': `<urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}>`,
    'WARC-Block-Digest': warcDigest(block),
    'Content-Length': String(block.byteLength),
  };
  const text = Object.entries(lines)
    .map(([name, value]) => `${name}: ${oneLine(value)}\r\n`)
    .join('');
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${text}\r\n`), block, Buffer.from('\r\n\r\n')]);
}

function indexLine(
  { uri, at, block, contentStart }: WarcEntry,
  { status, mime }: { status: number; mime: string },
  { offset, length }: { offset: number; length: number },
): string {
  const row = {
    url: uri,
    mime,
    status: String(status),
    digest: warcDigest(block.subarray(contentStart)),
    length: String(length),
    offset: String(offset),
    filename: WARC,
  };
  return `${searchKey(uri)} ${at.replace(/\D/g, '').slice(0, 14)} ${JSON.stringify(row)}\n`;
}

/** The host turned round, so that what is of one site stands together: `com,example)/page?a=1`. */
export function searchKey(uri: string): string {
  let url: URL;
  try {
    url = new URL(uri);
  } catch {
    return uri.toLowerCase();
  }
  if (!/^https?:$/.test(url.protocol)) return uri.toLowerCase();
  const isName = !/^[\d.]+$|^\[/.test(url.hostname);
  const host = url.hostname.replace(/^www\d*\./, '');
  const key = isName ? host.split('.').reverse().join(',') : host;
  return `${key}${url.port ? `:${url.port}` : ''})${url.pathname}${url.search}`.toLowerCase().replace(/\s/g, '%20');
}

function pageLines({ pages, title }: WaczFacts): string {
  const lines = [
    { format: 'json-pages-1.0', id: 'pages', title },
    ...pages.map((page, at) => ({ id: `page-${at + 1}`, url: page.url, ts: page.at, title: page.title })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function warcDigest(bytes: Uint8Array): string {
  return `sha256:${toBase32(createHash('sha256').update(bytes).digest())}`;
}

function sha256Of(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A value from outside must not make a header of its own. */
function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}
