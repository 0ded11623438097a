import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { memorySource } from '../byte-source.ts';
import { exifBlock, gif, jpeg, jumbf, PDF, png } from '../fixtures/made-files.ts';
import { readClaims } from './claims.ts';
import { inspect } from './inspect.ts';

const claimsOf = (bytes: Uint8Array) => readClaims(memorySource(bytes));
const look = (bytes: Uint8Array) => inspect(memorySource(bytes));
const codeOf = (bytes: Uint8Array): Promise<string> =>
  look(bytes).then(
    ({ type }) => type,
    (cause: unknown) => (cause instanceof AppError ? cause.code : String(cause)),
  );
const zip = (files: Record<string, Uint8Array | string>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, body]) => [name, typeof body === 'string' ? strToU8(body) : body]),
    ),
  );

describe('inspect()', () => {
  it('tells the type by the content', async () => {
    const files: [string, Uint8Array][] = [
      ['application/pdf', PDF],
      ['image/png', png(3, 2)],
      ['image/jpeg', jpeg(640, 480)],
      ['image/gif', gif(3, 2)],
      ['application/gzip', gzipSync('EXERCISE')],
      ['application/zip', zip({ 'a.txt': 'EXERCISE' })],
      [
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        zip({ '[Content_Types].xml': '<a/>', 'word/document.xml': '<a/>' }),
      ],
      ['application/wacz', zip({ 'datapackage.json': '{}', 'archive/data.warc.gz': gzipSync('WARC/1.1') })],
      ['text/html', strToU8('\n<!DOCTYPE html><p>EXERCISE')],
      ['image/svg+xml', strToU8('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['application/json', strToU8('{"a":1}')],
      ['message/rfc822', strToU8('Received: from a by b\r\n\r\nEXERCISE')],
      ['text/plain', strToU8('청진항 EXERCISE')],
      ['text/plain', strToU8('MZ is how this text begins')],
      ['application/vnd.microsoft.portable-executable', strToU8('MZ\x90\0')],
      ['application/octet-stream', new Uint8Array([1, 2, 3, 0])],
    ];
    for (const [type, bytes] of files) expect(await codeOf(bytes)).toBe(type);
  });

  it('reads declared sizes, and what a picture says of itself', async () => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBlock()]);
    const picture = jpeg(640, 480, [[0xe1, exif]]);
    const { image, c2pa, notices } = await look(picture);
    expect(image).toEqual({ width: 640, height: 480 });
    expect((await claimsOf(picture)).exif).toEqual({
      model: 'EXERCISE CAM',
      takenAt: '2024:03:01 12:30:00',
      lat: 38.51,
      lon: 121.25,
    });
    expect({ c2pa, notices }).toEqual({ c2pa: null, notices: [] });
    expect((await claimsOf(png(3, 2, [['eXIf', exifBlock()]]))).exif?.model).toBe('EXERCISE CAM');
  });

  it('names what is in an archive', async () => {
    expect((await claimsOf(zip({ 'a.txt': 'EXERCISE', 'b/c.txt': 'EXERCISE' }))).names).toEqual(['a.txt', 'b/c.txt']);
    expect(await claimsOf(PDF)).toEqual({ exif: null, names: [] });
  });

  it('passes over Exif that leads nowhere', async () => {
    for (const cut of [9, 20, 40, 60]) {
      const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBlock().subarray(0, cut)]);
      expect((await claimsOf(jpeg(6, 4, [[0xe1, exif]]))).exif?.takenAt).toBeUndefined();
    }
  });

  it('names content credentials where they are, over several segments too, and no other JUMBF', async () => {
    const store = jumbf('c2pa', jumbf('urn:c2pa:EXERCISE', jumbf('c2pa.claim', Buffer.alloc(300, 1))));
    expect((await look(png(3, 2, [['caBX', store]]))).c2pa).toMatchObject({
      where: 'PNG caBX',
      bytes: store.byteLength,
      labels: ['c2pa', 'urn:c2pa:EXERCISE', 'c2pa.claim'],
    });
    const segments = [store.subarray(0, 200), store.subarray(200)].map((part, at): [number, Uint8Array] => {
      const head = Buffer.from('JP\0\x01\0\0\0\0', 'latin1');
      head.writeUInt32BE(at + 1, 4);
      return [0xeb, Buffer.concat([head, ...(at === 0 ? [] : [store.subarray(0, 8)]), part])];
    });
    expect((await look(jpeg(6, 4, segments))).c2pa).toMatchObject({ where: 'JPEG APP11', bytes: store.byteLength });
    expect((await look(png(3, 2, [['caBX', jumbf('other')]]))).c2pa).toBeNull();
  });

  it('refuses floods of pixels, declared in any format, and animations that become one', async () => {
    const webp = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff', 'latin1');
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0\0\0\0\x14ispe\0\0\0\0', 'latin1'),
      Buffer.from('ffffff00ffffff00', 'hex'),
    ]);
    for (const flood of [
      png(50_000, 50_000),
      jpeg(65_500, 65_500),
      gif(65_535, 65_535),
      webp,
      heic,
      gif(20_000, 20_000, 60),
    ])
      expect(await codeOf(flood)).toBe('EVIDENCE_PIXEL_FLOOD');
    expect(await codeOf(gif(20_000, 20_000, 40))).toBe('image/gif');
  });

  it('refuses polyglots', async () => {
    const archive = zip({ 'a.txt': 'EXERCISE' });
    const tar = Buffer.alloc(1024);
    tar.write('ustar', 257, 'latin1');
    const polyglots: Record<string, Uint8Array> = {
      'PDF and ZIP': Buffer.concat([PDF, archive]),
      'PNG and ZIP': Buffer.concat([png(3, 2), archive]),
      'ZIP in a PNG chunk at the end': Buffer.concat([png(3, 2), archive, Buffer.alloc(0)]),
      'program and ZIP': Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), archive]),
      'GIF whose size begins a comment': Buffer.concat([
        Buffer.from('GIF89a/*', 'latin1'),
        gif(3, 2).subarray(8),
        strToU8('*/=1;alert(1)'),
      ]),
      'GIF and script behind': Buffer.concat([gif(3, 2), strToU8('<script>alert(1)</script>')]),
      'JPEG and PHP in a comment': jpeg(6, 4, [[0xfe, strToU8('<?php system($_GET[0]);')]]),
      'JPEG and PDF': jpeg(6, 4, [[0xfe, PDF]]),
      'JPEG and RAR': Buffer.concat([jpeg(6, 4), Buffer.from('Rar!\x1a\x07\x01\0', 'latin1')]),
      'ZIP with a PDF in its first name': zip({ [PDF.toString('latin1')]: 'EXERCISE' }),
      'HTML and PDF': Buffer.concat([strToU8('<html>EXERCISE'), PDF]),
      'PDF and TAR': Buffer.concat([PDF, tar.subarray(PDF.byteLength)]),
    };
    for (const [name, bytes] of Object.entries(polyglots))
      expect([name, await codeOf(bytes)]).toEqual([name, 'EVIDENCE_POLYGLOT']);
  });

  it('takes files that only seem to be polyglots', async () => {
    const text = strToU8('A PDF begins with %PDF-1.4.');
    expect(await codeOf(text)).toBe('text/plain');
    expect(await codeOf(zipSync({ 'a.pdf': [PDF, { level: 0 }] }))).toBe('application/zip');
    expect(await codeOf(jpeg(6, 4, [[0xfe, strToU8('packed <%@ by chance <?ph')]]))).toBe('image/jpeg');
    const film = Buffer.concat([jpeg(6, 4), Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0', 'latin1')]);
    expect((await look(film)).notices[0]).toContain('video/mp4');
    expect(await codeOf(Buffer.concat([PDF, Buffer.from('PK\x05\x06 by chance')]))).toBe('application/pdf');
  });

  it('says of a cut-off picture that it does not end', async () => {
    expect((await look(png(300, 200).subarray(0, 60))).notices[0]).toContain('does not end');
  });

  it('never fails otherwise than by refusing, whatever the bytes', async () => {
    const samples = [
      PDF,
      png(3, 2),
      jpeg(6, 4, [[0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifBlock()])]]),
      gif(3, 2),
      zip({ a: 'b', 'c.gz': gzipSync('d') }),
      gzipSync('e'),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        fc.nat(400),
        async (sample, changes, cut) => {
          const bytes = Buffer.from(sample.subarray(0, Math.max(1, sample.byteLength - (cut % 50))));
          for (const [at, value] of changes) if (at < bytes.byteLength) bytes[at] = value;
          await Promise.all([look(bytes), claimsOf(bytes)]).catch((cause: unknown) => {
            if (!(cause instanceof AppError)) throw cause;
          });
        },
      ),
      { numRuns: 500 },
    );
  });
});
