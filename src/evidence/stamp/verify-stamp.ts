import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { type Certificate, nameOf } from './certificate.ts';
import { DerFields, inside, integerBytes, readOid, TAG } from './der.ts';
import { DIGESTS, OID, SIGNATURES, type SignatureScheme } from './oids.ts';
import { readTimeStampResponse, type TimeStampToken } from './time-stamp-token.ts';
import { followChain, signerFaults } from './verify-chain.ts';

export interface StampExpectation {
  /** Digests of the stamped content, hex, by name: `{ sha256: '…' }`. */
  digests: Readonly<Record<string, string>>;
  /** The nonce that was sent; null when it is not known. */
  nonce: string | null;
  /** The policy that must have been followed; null for any. */
  policy: string | null;
  /** Certificates in which trust ends. */
  roots: readonly Certificate[];
  /** Certificates beside those in the token. */
  others?: readonly Certificate[];
  /** Now, milliseconds. */
  now: number;
}

export interface StampReport {
  /**
   * `trusted`: all holds and the chain reaches a trusted root. `untrusted`: signature and content hold, but who signed is
   * not shown to be an authority that is trusted here. `broken`: it proves nothing.
   */
  verdict: 'trusted' | 'untrusted' | 'broken';
  /** Why it is not trusted. */
  faults: string[];
  /** What a reader should know though it holds. */
  notices: string[];
  /** Instant, ISO 8601. */
  genTime: string | null;
  accuracyMilliseconds: number | null;
  policy: string | null;
  serial: string | null;
  digest: string | null;
  /** Names from the signer to the root. */
  chain: string[];
}

const REVOCATION = 'Whether a certificate of the chain was revoked is not checked.';

/** Verifies an authority's answer over content (RFC 3161, 2.2 and 2.4.2). What cannot be read is broken, with why. */
export function verifyStamp(response: Uint8Array, expected: StampExpectation): StampReport {
  try {
    const { status, texts, token } = readTimeStampResponse(response);
    if (status <= 1 && token) return judge(token, expected);
    const why = texts.map((text) => `: ${text}`).join('');
    return { ...EMPTY, faults: [`the authority gave no stamp (status ${status}${why})`] };
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return { ...EMPTY, faults: [cause.message] };
  }
}

/** Name of the digest that an answer stamps; null for what is none, or one that is not taken here. */
export function stampedDigest(response: Uint8Array): string | null {
  try {
    return DIGESTS[readTimeStampResponse(response).token?.info.imprintDigest ?? ''] ?? null;
  } catch (cause) {
    if (cause instanceof AppError) return null;
    throw cause;
  }
}

const EMPTY: StampReport = {
  verdict: 'broken',
  faults: [],
  notices: [],
  genTime: null,
  accuracyMilliseconds: null,
  policy: null,
  serial: null,
  digest: null,
  chain: [],
};

function judge(token: TimeStampToken, expected: StampExpectation): StampReport {
  const { info } = token;
  const signer = signerOf(token, [...token.certificates, ...(expected.others ?? []), ...expected.roots]);
  const faults = [...contentFaults(token, expected), ...attributeFaults(token, signer)];
  const report: StampReport = {
    verdict: 'broken',
    faults,
    notices: [REVOCATION],
    genTime: new Date(info.genTime).toISOString(),
    accuracyMilliseconds: info.accuracy,
    policy: info.policy,
    serial: Buffer.from(info.serial).toString('hex'),
    digest: DIGESTS[info.imprintDigest] ?? info.imprintDigest,
    chain: [],
  };
  if (!signer) {
    // Without the certificate nothing can be verified; with it the same token may hold.
    report.verdict = faults.length === 0 ? 'untrusted' : 'broken';
    faults.push("the signer's certificate is neither in the token nor at hand: its signature cannot be checked");
    return report;
  }
  faults.push(...signatureFaults(token, signer), ...signerFaults(signer, info.genTime));
  report.chain = [nameOf(signer)];
  if (faults.length > 0) return report;
  const others = [...token.certificates, ...(expected.others ?? [])];
  const { path, trusted, problem, expiresAt } = followChain(signer, {
    others,
    roots: expected.roots,
    at: info.genTime,
  });
  report.chain = path;
  report.verdict = trusted ? 'trusted' : 'untrusted';
  if (problem) faults.push(problem);
  if (expiresAt < expected.now)
    report.notices.push(
      `A certificate of the chain ended on ${new Date(expiresAt).toISOString().slice(0, 10)}: the stamp was valid at its time; a newer one over the same content keeps the proof strong.`,
    );
  return report;
}

function contentFaults({ info }: TimeStampToken, { digests, nonce, policy, now }: StampExpectation): string[] {
  const faults: string[] = [];
  const name = DIGESTS[info.imprintDigest];
  const content = name === undefined ? undefined : digests[name];
  if (name === undefined) faults.push(`it stamps a digest that is not taken here (${info.imprintDigest})`);
  else if (content === undefined) faults.push(`the ${name} of the content is not known`);
  else if (content !== Buffer.from(info.imprint).toString('hex')) faults.push(`it stamps another content (${name})`);
  if (nonce !== null && (info.nonce === null || plain(info.nonce) !== plain(Buffer.from(nonce, 'hex'))))
    faults.push('it does not carry the nonce that was sent: it may be an old answer, sent again');
  if (policy !== null && info.policy !== policy) faults.push(`it follows the policy ${info.policy}, not ${policy}`);
  if (info.genTime > now + 300_000) faults.push(`it is dated in the future (${new Date(info.genTime).toISOString()})`);
  return faults;
}

function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(00)+/, '');
}

/** The certificate that the signature names; of several under one name and number, the one with the right hash. */
function signerOf(
  { signer: { id, attributes } }: TimeStampToken,
  certificates: readonly Certificate[],
): Certificate | null {
  const candidates = certificates.filter(({ issuer, serial, keyId }) =>
    'keyId' in id
      ? keyId !== null && Buffer.from(keyId).equals(id.keyId)
      : Buffer.from(issuer).equals(id.issuer) && Buffer.from(serial).equals(id.serial),
  );
  return candidates.find((one) => namesCertificate(attributes, one)) ?? candidates[0] ?? null;
}

/** The signed attributes must be about this content, of this type, by this certificate (RFC 5652, 5.3; RFC 5035). */
function attributeFaults(
  { content, signer: { attributes, digest } }: TimeStampToken,
  signer: Certificate | null,
): string[] {
  const faults: string[] = [];
  const type = attributes.get(OID.contentType);
  if (type?.tag !== TAG.oid || readOid(type) !== OID.tstInfo)
    faults.push('its signed attributes are not of a timestamp');
  const hash = DIGESTS[digest];
  const signedHash = attributes.get(OID.messageDigest);
  if (hash === undefined) faults.push(`it is signed over a digest that is not taken here (${digest})`);
  else if (!signedHash || !createHash(hash).update(content).digest().equals(signedHash.content))
    faults.push('what it says is not what was signed');
  if (signer && !namesCertificate(attributes, signer))
    faults.push("the signature does not name the signer's certificate");
  return faults;
}

/** ESSCertID with SHA-1, ESSCertIDv2 with any digest, SHA-256 when not said; the first is the signer's. */
function namesCertificate(attributes: TimeStampToken['signer']['attributes'], { raw, serial }: Certificate): boolean {
  const second = attributes.get(OID.signingCertificateV2);
  const first = attributes.get(OID.signingCertificate);
  const attribute = second ?? first;
  if (!attribute) return false;
  const [id] = inside(new DerFields(attribute).take(TAG.sequence));
  if (!id) return false;
  const fields = new DerFields(id);
  const named = second ? fields.takeIf(TAG.sequence) : null;
  const hash = second ? (named ? DIGESTS[readOid(new DerFields(named).take(TAG.oid))] : 'sha256') : 'sha1';
  if (hash === undefined) return false;
  const matches = createHash(hash).update(raw).digest().equals(fields.take(TAG.octetString).content);
  const issuerSerial = fields.takeIf(TAG.sequence);
  if (!issuerSerial) return matches;
  const parts = new DerFields(issuerSerial);
  parts.take(TAG.sequence);
  return matches && Buffer.from(integerBytes(parts.take(TAG.integer))).equals(serial);
}

function signatureFaults({ signer }: TimeStampToken, certificate: Certificate): string[] {
  let key: KeyObject;
  try {
    key = certificate.x509.publicKey;
  } catch {
    return ["the key in the signer's certificate cannot be read"];
  }
  const scheme = SIGNATURES[signer.signatureScheme];
  const type = key.asymmetricKeyType === 'rsa-pss' ? 'rsa' : key.asymmetricKeyType;
  if (!scheme || scheme.key !== type)
    return [`it is signed in a way that is not taken here (${signer.signatureScheme}, ${key.asymmetricKeyType})`];
  return signatureHolds(signer, key, scheme) ? [] : ['its signature does not hold'];
}

function signatureHolds(
  { pss, digest, signedAttributes, signature }: TimeStampToken['signer'],
  key: KeyObject,
  scheme: SignatureScheme,
): boolean {
  if (scheme.key === 'ed25519') return verify(null, signedAttributes, key, signature);
  const hash = pss ? DIGESTS[pss.digest] : (scheme.digest ?? DIGESTS[digest]);
  if (hash === undefined) return false;
  if (!pss) return verify(hash, signedAttributes, key, signature);
  const { saltLength } = pss;
  return verify(hash, signedAttributes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}
