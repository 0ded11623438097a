import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source.ts';
import { sharedFormat } from '../fixtures/shared-formats.ts';
import { answer, type MadeCertificate, makeAuthority, makeCertificate } from '../fixtures/test-authority.ts';
import { inspect } from '../intake/inspect.ts';
import { readCertificates } from '../stamp/certificate.ts';
import { timeStampRequest } from '../stamp/time-stamp-request.ts';
import { verifyWacz } from './verify-wacz.ts';
import { searchKey, type WarcEntry, writeWacz } from './write-wacz.ts';

const authority = makeAuthority();
const trust = { roots: readCertificates(authority.root.raw), now: Date.now() };
const verify = (bytes: Uint8Array) => verifyWacz(memorySource(bytes), trust);
const at = '2026-01-02T03:04:05.000Z';

function response(uri: string, body: string): WarcEntry {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n';
  return {
    type: 'response',
    uri,
    at,
    contentType: 'application/http; msgtype=response',
    block: Buffer.from(head + body),
    contentStart: head.length,
    ip: '192.0.2.1',
    index: { status: 200, mime: 'text/html' },
  };
}
const good = writeWacz({
  title: 'EXERCISE',
  description: 'EXERCISE',
  software: 'test',
  at: new Date(at),
  pages: [{ url: 'https://exercise.example/', at, title: 'EXERCISE' }],
  entries: [
    response('https://exercise.example/', '<p>EXERCISE'),
    response('https://exercise.example/a?b=1', 'x'.repeat(5000)),
  ],
  about: { note: 'two lines\r\nWARC-Type: forged' },
});

/** The package with files changed, and its list brought up to date where `relisted`. */
function changed(changes: Record<string, Uint8Array | null>, relisted = true): Uint8Array {
  const files = { ...unzipSync(good) };
  for (const [name, content] of Object.entries(changes)) {
    if (content) files[name] = new Uint8Array(content);
    else delete files[name];
  }
  if (relisted && files['datapackage.json']) {
    const manifest = JSON.parse(strFromU8(files['datapackage.json']));
    for (const resource of manifest.resources ?? []) {
      const content = files[resource.path];
      if (content)
        Object.assign(resource, {
          hash: `sha256:${createHash('sha256').update(content).digest('hex')}`,
          bytes: content.byteLength,
        });
    }
    files['datapackage.json'] = strToU8(JSON.stringify(manifest));
    const hash = `sha256:${createHash('sha256').update(files['datapackage.json']).digest('hex')}`;
    const digest = files['datapackage-digest.json'];
    if (digest) files['datapackage-digest.json'] = strToU8(JSON.stringify({ ...JSON.parse(strFromU8(digest)), hash }));
  }
  return zipSync(files, { level: 0 });
}
const file = (name: string): Uint8Array => unzipSync(good)[name] ?? new Uint8Array(0);

describe('verifyWacz()', () => {
  it('finds good what writeWacz() writes, which intake takes for a WACZ', async () => {
    expect(await verify(good)).toEqual({
      valid: true,
      faults: [],
      notices: [],
      version: '1.1.1',
      title: 'EXERCISE',
      pages: [{ url: 'https://exercise.example/', at, title: 'EXERCISE' }],
      records: { warcinfo: 1, response: 2 },
      indexed: 2,
      signature: null,
    });
    expect(await inspect(memorySource(good))).toMatchObject({ type: 'application/wacz', notices: [] });
  });

  it('notices every changed byte of every file', async () => {
    const files = unzipSync(good);
    const names = Object.keys(files);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, by) => {
          const content = Buffer.from(files[name] ?? []);
          content[place % content.byteLength] = (content[place % content.byteLength] ?? 0) ^ by;
          const { valid } = await verify(changed({ [name]: content }, false));
          // What only spaces are between is read alike.
          return !valid || (name === 'datapackage-digest.json' && isSame(content, files[name] ?? content));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('notices what is missing, unlisted, or listed wrongly', async () => {
    for (const [changes, fault] of [
      [{ 'datapackage.json': null }, 'no datapackage.json'],
      [{ 'pages/pages.jsonl': null }, 'in its list and not in it'],
      [{ 'archive/data.warc.gz': null }, 'no WARC file'],
      [{ 'indexes/index.cdx': null }, 'no index'],
      [{ 'extra.txt': strToU8('x') }, 'not in its list'],
      [{ 'datapackage.json': strToU8('{}') }, 'datapackage.json'],
      [{ 'pages/pages.jsonl': strToU8('{"format":"json-pages-1.0"}\n{"url":"x"}\nno') }, 'has no url and ts'],
      [
        {
          'indexes/index.cdx': strToU8(
            'com,exercise)/ 2026 {"url":"https://other.example/","filename":"data.warc.gz","offset":"0","length":"300"}\n',
          ),
        },
        'leads for',
      ],
      [{ 'indexes/index.cdx': strToU8('no line') }, 'cannot be read'],
    ] as [Record<string, Uint8Array | null>, string][])
      expect((await verify(changed(changes))).faults.join('\n')).toContain(fault);
    expect((await verify(changed({ 'datapackage-digest.json': null }))).notices[0]).toContain(
      'no datapackage-digest.json',
    );
  });

  it('reads every record, and notices digests that do not hold though the list was brought up to date', async () => {
    const warc = gunzipSync(file('archive/data.warc.gz')).toString('latin1');
    const forged = gzipSync(Buffer.from(warc.replace('<p>EXERCISE', '<p>EXERCISf'), 'latin1'));
    expect((await verify(changed({ 'archive/data.warc.gz': forged }))).faults).toContainEqual(
      expect.stringContaining('another digest'),
    );
    for (const broken of [
      warc.slice(0, -10),
      warc.replace('WARC/1.1', 'WARC/9'),
      warc.replace(/Content-Length: \d+/, 'Content-Length: x'),
      `${warc}rest`,
    ])
      expect(
        (await verify(changed({ 'archive/data.warc.gz': gzipSync(Buffer.from(broken, 'latin1')) }))).faults,
      ).toContainEqual(expect.stringMatching(/data.warc.gz": record/));
  });

  it('is not a WACZ what is no ZIP', async () => {
    expect(await verify(Buffer.from('EXERCISE'))).toMatchObject({ valid: false, faults: ['it is no ZIP archive'] });
  });

  it('lets no value make a header of its own', async () => {
    expect(gunzipSync(file('archive/data.warc.gz')).toString()).toContain('note: two lines WARC-Type: forged\r\n');
  });
});

describe('signatures of a WACZ', () => {
  const hash = `sha256:${createHash('sha256').update(file('datapackage.json')).digest('hex')}`;
  const withSigned = (signedData: Record<string, unknown>): Uint8Array =>
    changed(
      { 'datapackage-digest.json': strToU8(JSON.stringify({ path: 'datapackage.json', hash, signedData })) },
      false,
    );
  const created = new Date().toISOString();

  it("hold by a key alone, as browsers write them, and tell nobody's name", async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const signature = sign('sha256', Buffer.from(hash), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64',
    );
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const signed = { hash, created, signature, publicKey: key };
    expect(await verify(withSigned(signed))).toMatchObject({
      valid: true,
      signature: { kind: 'key', holds: true, domain: null },
    });
    expect((await verify(withSigned({ ...signed, publicKey: undefined }))).valid).toBe(false);
    expect((await verify(withSigned({ ...signed, hash: 'sha256:00' }))).faults).toContainEqual(
      expect.stringContaining('another manifest'),
    );
    const other = sign('sha256', Buffer.from('other'), privateKey).toString('base64');
    expect((await verify(withSigned({ ...signed, signature: other }))).valid).toBe(false);
  });

  it('hold by a domain with a timestamp in time, and say that the domain is a claim', async () => {
    const domain = makeCertificate({ name: 'exercise.example' });
    const signature = sign('sha256', Buffer.from(hash), domain.key).toString('base64');
    const request = timeStampRequest(createHash('sha256').update(signature).digest('hex'), Buffer.from([1]));
    const stamp = (by: MadeCertificate): string => answer(request, by).toString('base64');
    const signed = {
      hash,
      created,
      signature,
      domain: 'exercise.example',
      domainCert: domain.pem,
      timeSignature: stamp(authority.signer),
      timestampCert: authority.root.pem,
    };
    const report = await verify(withSigned(signed));
    expect(report).toMatchObject({
      valid: true,
      signature: { kind: 'domain', holds: true, timestamp: { verdict: 'trusted' } },
    });
    expect(report.notices).toContainEqual(expect.stringContaining('is its claim'));
    const faults = async (changes: object): Promise<string> =>
      (await verify(withSigned({ ...signed, ...changes }))).faults.join();
    expect(await faults({ domain: 'other.example' })).toContain('not of "other.example"');
    expect(await faults({ created: '2020-01-01T00:00:00Z' })).toContain('ten minutes');
    expect(await faults({ timeSignature: undefined })).toContain('no timestamp');
    expect(await faults({ timeSignature: 'AAAA' })).toContain('proves nothing');
    expect(await faults({ domainCert: 'no certificate' })).not.toBe('');
  });
});

describe('searchKey()', () => {
  it('turns hosts round, and leaves addresses as they are', () => {
    expect(searchKey('https://www.Exercise.example/A?b=C')).toBe('example,exercise)/a?b=c');
    expect(searchKey('http://127.0.0.1:8080/x')).toBe('127.0.0.1:8080)/x');
    expect(searchKey('urn:screenshot:https://a/')).toBe('urn:screenshot:https://a/');
  });
});

const { present, read } = sharedFormat('wacz');

describe.skipIf(!present)('verifyWacz() on real files', () => {
  it('finds the valid one good, by its content though its name lies', async () => {
    const report = await verify(read('valid_example_1.wacz'));
    expect(report).toMatchObject({ valid: true, records: { warcinfo: 2, response: 1 }, indexed: 1 });
    expect(report.notices).toContainEqual(expect.stringContaining('unlike its name'));
  });

  it('finds the invalid one invalid', async () => {
    expect((await verify(read('invalid_example_1.wacz'))).valid).toBe(false);
  });

  it('holds the signature of a domain with its real timestamp, and does not vouch for the domain', async () => {
    const report = await verify(read('invalid_signed_example_1.wacz'));
    expect(report.signature).toMatchObject({
      holds: true,
      kind: 'domain',
      timestamp: { genTime: '2022-01-18T04:54:34.000Z', verdict: 'untrusted' },
    });
    expect(report.notices).toContainEqual(expect.stringContaining('not followed to a root'));
  });
});

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  try {
    return JSON.stringify(JSON.parse(strFromU8(one))) === JSON.stringify(JSON.parse(strFromU8(other)));
  } catch {
    return false;
  }
}
