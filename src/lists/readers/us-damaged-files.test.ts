import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { findSchema } from '../../parties/schema.ts';
import { collectList, fileOf } from '../fixtures/collect-list.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { zipMember } from '../fixtures/zip-member.ts';
import type { ListReader } from '../list-reader.ts';
import { ofacAdvancedXml } from './ofac/ofac-advanced-xml.ts';
import { ofacCsv } from './ofac/ofac-csv.ts';
import { ofacDeltaXml } from './ofac/ofac-delta-xml.ts';
import { ofacEnhancedXml } from './ofac/ofac-enhanced-xml.ts';
import { ofacSdnXml } from './ofac/ofac-sdn-xml.ts';
import { usCslCsv } from './us-csl-csv.ts';

const READERS = [ofacCsv, ofacSdnXml, ofacAdvancedXml, ofacEnhancedXml, ofacDeltaXml, usCslCsv];
const FILES: [string, ListReader, string][] = [
  [ofacCsv.format, ofacCsv, 'cons/cons_prim.csv'],
  [ofacSdnXml.format, ofacSdnXml, 'cons-sdnlist-format-2025-03-28.xml'],
  [ofacAdvancedXml.format, ofacAdvancedXml, 'sdn-advanced-synthetic.xml'],
  [ofacEnhancedXml.format, ofacEnhancedXml, 'cons-enhanced-2025-01-10.zip'],
  [usCslCsv.format, usCslCsv, 'csl-consolidated-2022-04.csv.gz'],
];

const folder = sharedData('lists/us');

/** A real file, at most its first 600 kB by whole lines where the format is one of lines. */
function bytesOf(path: string): Uint8Array {
  const at = `${folder}/${path}`;
  if (path.endsWith('.zip')) return zipMember(at);
  const bytes = path.endsWith('.gz') ? gunzipSync(readFileSync(at)) : readFileSync(at);
  return path.endsWith('.csv.gz') ? bytes.subarray(0, bytes.lastIndexOf(10, 600_000) + 1) : bytes;
}

/** What became of a file: refused with a reason, or read with so many rejections. */
async function fateOf(reader: ListReader, bytes: Uint8Array): Promise<{ refused: boolean; rejections: number }> {
  try {
    const list = await collectList(reader, fileOf('file', bytes, 1 << 16));
    expect(list.headers).toHaveLength(1);
    return { refused: false, rejections: list.rejections.length };
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return { refused: true, rejections: 0 };
  }
}

describe.skipIf(folder === null)('the US readers on damaged files', () => {
  it.each(FILES)('%s refuses or reports a file that is cut anywhere', async (_, reader, path) => {
    const bytes = bytesOf(path);
    for (let cut = 1; cut <= 20; cut += 1) {
      // A cut at the end of a line of a table without an end mark cannot be told from a shorter table.
      const part = bytes.subarray(0, Math.floor((bytes.length * cut) / 20.7) + 3);
      const { refused, rejections } = await fateOf(reader, part);
      expect(refused || rejections > 0, `cut after ${part.length} bytes`).toBe(true);
    }
  });

  it.each(FILES)('%s survives text with every tenth line damaged', async (_, reader, path) => {
    const lines = Buffer.from(bytesOf(path)).toString('utf8').split('\n');
    const damaged = lines.map((line, at) => (at % 10 === 5 ? line.replace(/[,<]/, '') : line)).join('\n');
    const { refused, rejections } = await fateOf(reader, Buffer.from(damaged));
    expect(refused || rejections > 0).toBe(true);
  });

  it.each(FILES)('%s refuses the wrong encoding', async (_, reader, path) => {
    const bytes = Buffer.from(bytesOf(path));
    bytes[Math.floor(bytes.length / 2)] = 0xff;
    expect(await fateOf(reader, bytes)).toEqual({ refused: true, rejections: 0 });
  });

  it.each(FILES)('%s is the only one that recognises its file, and the others refuse it', async (_, reader, path) => {
    const bytes = bytesOf(path);
    const sample = { name: 'file', head: Buffer.from(bytes.subarray(0, 16_384)).toString('utf8') };
    for (const other of READERS) {
      expect(other.recognises(sample) !== null, other.format).toBe(other === reader);
      if (other !== reader) expect((await fateOf(other, bytes)).refused, other.format).toBe(true);
    }
  });

  it.each(FILES)('%s writes only what the schemata know', async (_, reader, path) => {
    const list = await collectList(reader, fileOf('file', bytesOf(path), 1 << 16));
    const strange = new Set<string>();
    for (const { schema, properties } of list.parties.values()) {
      for (const property of Object.keys(properties)) {
        if (!findSchema(schema)?.properties.has(property)) strange.add(`${schema}.${property}`);
      }
    }
    expect([...strange]).toEqual([]);
  });
});
