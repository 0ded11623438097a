import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sharedFormat } from '../fixtures/shared-formats.ts';
import {
  answer,
  type MadeCertificate,
  makeAuthority,
  makeCertificate,
  REFUSAL,
  type StampWishes,
} from '../fixtures/test-authority.ts';
import { readCertificates } from './certificate.ts';
import { inside, readDer } from './der.ts';
import { OID } from './oids.ts';
import { timeStampRequest } from './time-stamp-request.ts';
import { type StampExpectation, verifyStamp } from './verify-stamp.ts';

const content = Buffer.from('EXERCISE content');
const digestsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    ['sha256', 'sha384', 'sha512'].map((name) => [name, createHash(name).update(bytes).digest('hex')]),
  );
const nonce = Buffer.from('00ff'.repeat(4), 'hex');
const request = timeStampRequest(digestsOf(content).sha256 ?? '', nonce);
const { root, signer } = makeAuthority();
const DAY = 86_400_000;

const expected = (more: Partial<StampExpectation> = {}): StampExpectation => ({
  digests: digestsOf(content),
  nonce: nonce.toString('hex'),
  policy: null,
  roots: readCertificates(root.raw),
  now: Date.now(),
  ...more,
});
const judge = (wishes: StampWishes = {}, more: Partial<StampExpectation> = {}, by: MadeCertificate = signer) =>
  verifyStamp(answer(request, by, wishes), expected(more));

describe('verifyStamp()', () => {
  it('trusts a stamp that holds by an authority that is trusted, and says that revocation is not checked', () => {
    expect(judge()).toMatchObject({
      verdict: 'trusted',
      faults: [],
      digest: 'sha256',
      policy: '1.3.6.1.4.1.99999.1',
      accuracyMilliseconds: 1000,
      chain: ['CN=EXERCISE TSA', 'CN=EXERCISE ROOT'],
      notices: [expect.stringContaining('revoked is not checked')],
    });
  });

  it('follows an authority in between, from the token or from what is at hand', () => {
    const middle = makeCertificate({ name: 'EXERCISE MIDDLE', issuer: root, isAuthority: true });
    const low = makeCertificate({ name: 'EXERCISE LOW', issuer: middle, purposes: [OID.timeStamping] });
    expect(judge({ certificates: [middle, low] }, {}, low)).toMatchObject({ verdict: 'trusted', chain: { length: 3 } });
    expect(judge({}, { others: readCertificates(middle.raw) }, low).verdict).toBe('trusted');
    expect(judge({}, {}, low)).toMatchObject({
      verdict: 'untrusted',
      faults: [expect.stringContaining('not at hand')],
    });
  });

  it('does not trust a chain that ends elsewhere, or whose issuer may not sign', () => {
    const other = makeAuthority();
    expect(judge({}, { roots: readCertificates(other.root.raw) }).verdict).toBe('untrusted');
    expect(judge({}, { roots: [] }).faults).toEqual(['no root is trusted here']);
    const posing = makeCertificate({ name: 'EXERCISE POSING', issuer: root });
    const low = makeCertificate({ name: 'EXERCISE LOW', issuer: posing, purposes: [OID.timeStamping] });
    expect(judge({ certificates: [posing, low] }, {}, low).verdict).toBe('untrusted');
    const past = makeCertificate({
      name: 'EXERCISE PAST',
      issuer: root,
      isAuthority: true,
      notAfter: Date.now() - DAY,
    });
    const below = makeCertificate({ name: 'EXERCISE BELOW', issuer: past, purposes: [OID.timeStamping] });
    expect(judge({ certificates: [past, below] }, {}, below).verdict).toBe('untrusted');
  });

  it('finds broken what stamps another content, answers another request, or is dated in the future', () => {
    for (const [wishes, more, fault] of [
      [{ imprint: createHash('sha256').update('other').digest() }, {}, 'another content'],
      [{ nonce: Buffer.from([7]) }, {}, 'nonce'],
      [{ nonce: null }, {}, 'nonce'],
      [{ at: Date.now() + DAY }, {}, 'future'],
      [{}, { policy: '1.2.3' }, 'policy'],
      [{}, { digests: { sha512: 'aa' } }, 'is not known'],
    ] as [StampWishes, Partial<StampExpectation>, string][])
      expect(judge(wishes, more)).toMatchObject({ verdict: 'broken', faults: [expect.stringContaining(fault)] });
  });

  it('finds broken what is forged, or names another certificate than it was signed with', () => {
    expect(judge({ key: root.key }).faults).toEqual(['its signature does not hold']);
    expect(judge({ names: root }).faults).toEqual(["the signature does not name the signer's certificate"]);
  });

  it('finds broken what was signed after the certificate ended, or by one that is not for timestamps', () => {
    const ended = makeCertificate({
      name: 'EXERCISE',
      issuer: root,
      purposes: [OID.timeStamping],
      notAfter: Date.now() - DAY,
    });
    expect(judge({}, {}, ended)).toMatchObject({
      verdict: 'broken',
      faults: [expect.stringContaining('not valid at the time')],
    });
    const wrong = [
      { purposes: [] },
      { purposes: ['1.3.6.1.5.5.7.3.3'] },
      { purposes: [OID.timeStamping, '1.3.6.1.5.5.7.3.3'] },
      { purposes: [OID.timeStamping], purposesCritical: false },
    ];
    for (const wishes of wrong)
      expect(judge({}, {}, makeCertificate({ name: 'EXERCISE', issuer: root, ...wishes }))).toMatchObject({
        verdict: 'broken',
        faults: [expect.stringContaining('timestamps alone')],
      });
  });

  it('holds on when the certificate has ended since, and says so', () => {
    const report = judge({}, { now: Date.now() + 30 * DAY });
    expect(report.verdict).toBe('trusted');
    expect(report.notices).toContainEqual(expect.stringContaining('was valid at its time'));
  });

  it('does not trust a token without certificates, unless the certificate is at hand', () => {
    expect(judge({ certificates: [] })).toMatchObject({
      verdict: 'untrusted',
      faults: [expect.stringContaining('neither in the token')],
    });
    expect(judge({ certificates: [] }, { others: readCertificates(signer.raw) }).verdict).toBe('trusted');
  });

  it('reads refusals and what is no answer', () => {
    expect(verifyStamp(REFUSAL, expected()).faults).toEqual(['the authority gave no stamp (status 2: EXERCISE: no)']);
    for (const bytes of [Buffer.alloc(0), Buffer.from('<html>'), answer(request, signer).subarray(0, 300)])
      expect(verifyStamp(bytes, expected()).verdict).toBe('broken');
  });

  it('takes RSA-PSS with the salt that it says', () => {
    const rsa = makeCertificate({ name: 'EXERCISE RSA', issuer: root, purposes: [OID.timeStamping], rsa: true });
    expect(judge({ pss: { salt: 32 } }, {}, rsa)).toMatchObject({ verdict: 'trusted', faults: [] });
    expect(judge({ pss: { salt: 32, said: 20 } }, {}, rsa).faults).toEqual(['its signature does not hold']);
  });

  it('takes the right one of two certificates under one name and number', () => {
    const posing = makeCertificate({ name: 'EXERCISE', issuer: root, serial: signer.serial });
    expect(judge({ certificates: [posing, signer] }).verdict).toBe('trusted');
  });

  it('never trusts an answer in which a byte was changed, left out or added', () => {
    const good = answer(request, signer);
    fc.assert(
      fc.property(fc.nat(good.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(good);
        changed[at] = (changed[at] ?? 0) ^ by;
        // Outside of what is signed lie the status, in which "granted with changes" is granted too, and unused fields.
        return verifyStamp(changed, expected()).verdict !== 'trusted' || isUnsigned(good, at);
      }),
      { numRuns: 2000 },
    );
    expect(verifyStamp(Buffer.concat([good, Buffer.from([0])]), expected()).verdict).toBe('broken');
  });
});

/** Versions and the list of digests of the outer structure carry no meaning of their own in CMS. */
function isUnsigned(good: Buffer, at: number): boolean {
  const info = good.indexOf(Buffer.from('060b2a864886f70d0109100104', 'hex'));
  const signerInfo = good.lastIndexOf(signer.serial);
  return at < info || (at > good.indexOf(signer.raw) + signer.raw.byteLength && at < signerInfo);
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('verifyStamp() and OpenSSL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-tsa-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const opensslTrusts = (response: Uint8Array, ca: string): boolean =>
    spawnSync('openssl', [
      'ts',
      '-verify',
      '-queryfile',
      file('q.tsq', request),
      '-in',
      file('a.tsr', response),
      '-CAfile',
      file('ca.pem', ca),
    ]).status === 0;

  it('agree on our own authority, good and bad', () => {
    const cases: StampWishes[] = [
      {},
      { key: root.key },
      { names: root },
      { imprint: Buffer.alloc(32) },
      { nonce: null },
    ];
    for (const wishes of cases) {
      const response = answer(request, signer, wishes);
      expect(opensslTrusts(response, root.pem)).toBe(verifyStamp(response, expected()).verdict === 'trusted');
    }
    expect(opensslTrusts(answer(request, signer), makeAuthority().root.pem)).toBe(false);
  });

  it('agree on RSA-PSS, which OpenSSL reads in CMS and not in its timestamps', () => {
    const rsa = makeCertificate({ name: 'EXERCISE RSA', issuer: root, purposes: [OID.timeStamping], rsa: true });
    const holds = (salt: number, said: number): boolean[] => {
      const response = answer(request, rsa, { pss: { salt, said } });
      const [, token] = inside(readDer(response));
      const words = ['-inform', 'DER', '-in', file('t.der', token?.raw ?? ''), '-CAfile', file('ca.pem', root.pem)];
      const cms = spawnSync('openssl', ['cms', '-verify', ...words, '-purpose', 'timestampsign', '-binary']);
      return [cms.status === 0, verifyStamp(response, expected()).verdict === 'trusted'];
    };
    expect(holds(32, 32)).toEqual([true, true]);
    expect(holds(32, 20)).toEqual([false, false]);
  });

  it('agree on a stamp that OpenSSL made with RSA, and on the request', () => {
    const config = file(
      'tsa.cnf',
      '[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\ness_cert_id_alg=sha256\n[ext]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n[req]\ndistinguished_name=dn\n[dn]\n',
    );
    const run = (...words: string[]): void => void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'r.key',
      '-out',
      'r.pem',
      '-subj',
      '/CN=EXERCISE R',
      '-days',
      '2',
    );
    run('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 's.key', '-out', 's.csr', '-subj', '/CN=EXERCISE S');
    run(
      'x509',
      '-req',
      '-in',
      's.csr',
      '-CA',
      'r.pem',
      '-CAkey',
      'r.key',
      '-CAcreateserial',
      '-out',
      's.pem',
      '-days',
      '1',
      '-extfile',
      config,
      '-extensions',
      'ext',
    );
    file('q.tsq', request);
    run(
      'ts',
      '-reply',
      '-config',
      config,
      '-queryfile',
      'q.tsq',
      '-signer',
      's.pem',
      '-inkey',
      's.key',
      '-out',
      'o.tsr',
    );
    const roots = readCertificates(readFileSync(join(folder, 'r.pem')));
    expect(verifyStamp(readFileSync(join(folder, 'o.tsr')), expected({ roots, policy: '1.2.3.4' }))).toMatchObject({
      verdict: 'trusted',
      faults: [],
    });
  });
});

const { present, read } = sharedFormat('rfc3161');

describe.skipIf(!present)('verifyStamp() on real tokens', () => {
  const check = (token: string, chain: string, bytes: Uint8Array) => {
    const certificates = readCertificates(read(chain));
    return verifyStamp(read(token), {
      digests: digestsOf(bytes),
      nonce: null,
      policy: null,
      roots: certificates.filter(({ issuer, subject }) => Buffer.from(issuer).equals(subject)),
      others: certificates,
      now: Date.UTC(2026, 0, 1),
    });
  };
  const hello = Buffer.from('hello');

  it('trusts the good ones, of ECDSA and RSA', () => {
    for (const [token, chain] of [
      ['sigstage/response-sha256.tsr', 'sigstage/ts_chain.pem'],
      ['sigstage/response-sha384.tsr', 'sigstage/ts_chain.pem'],
      ['sigstage/response-sha512.tsr', 'sigstage/ts_chain.pem'],
      ['sigstage/response-no-embedded-cert.tsr', 'sigstage/ts_chain.pem'],
      ['test_tsa/response.tsr', 'test_tsa/ts_chain.pem'],
      ['test_tsa/response-injected-certs.tsr', 'test_tsa/ts_chain.pem'],
      ['identrust/issue-104.tsr', 'identrust/ts_chain.pem'],
    ] as const)
      expect([token, check(token, chain, hello)]).toMatchObject([token, { verdict: 'trusted', faults: [] }]);
  });

  it('finds the forged one broken, the chainless and the foreign untrusted', () => {
    expect(check('sigstage/response-invalid-signature.tsr', 'sigstage/ts_chain.pem', hello)).toMatchObject({
      verdict: 'broken',
    });
    expect(check('sigstage/response-no-embedded-cert.tsr', 'test_tsa/ts_chain.pem', hello)).toMatchObject({
      verdict: 'untrusted',
    });
    expect(check('sigstage/response-sha256.tsr', 'test_tsa/ts_chain.pem', hello)).toMatchObject({
      verdict: 'untrusted',
    });
    expect(check('sigstage/response-sha256.tsr', 'sigstage/ts_chain.pem', Buffer.from('hallo')).verdict).toBe('broken');
  });

  it('agrees with OpenSSL on an authority of the same name with another key, and on spoofed certificates put in', () => {
    expect(check('test_tsa/other_response.tsr', 'test_tsa/ts_chain.pem', hello).verdict).toBe('untrusted');
    expect(check('test_tsa/response-injected-certs.tsr', 'test_tsa/ts_chain.pem', hello).chain[0]).not.toContain(
      'Spoofed',
    );
  });

  it('says that the certificates of a stamp have ended since', () => {
    const report = check(
      'sigstore.mock/response-expired.tsr',
      'sigstore.mock/ts_chain.pem',
      read('sigstore.mock/payload'),
    );
    expect(report.notices).toContainEqual(expect.stringContaining('2024-01-01'));
    expect(report.verdict).toBe('trusted');
  });
});
