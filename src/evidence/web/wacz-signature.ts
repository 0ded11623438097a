import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { type Certificate, readCertificates } from '../stamp/certificate.ts';
import { type StampReport, verifyStamp } from '../stamp/verify-stamp.ts';
import type { SignedData } from './wacz-manifest.ts';

/** A WACZ's own signature (WACZ Signing and Verification 0.1.0). */
export interface WaczSignature {
  /** By a key alone, which says nobody's name; or by the key of a domain's certificate. */
  kind: 'key' | 'domain';
  holds: boolean;
  faults: string[];
  /** Whose it claims to be. The chain of its certificate is not followed here. */
  domain: string | null;
  created: string;
  timestamp: StampReport | null;
}

/** The specification lets the stamp be as much later than the signature says. */
const MOST_LATE = 600_000;

export interface SignatureTrust {
  /** Roots of timestamp authorities. */
  roots: readonly Certificate[];
  now: number;
}

/** Verifies the signature over the manifest's hash. */
export function verifyWaczSignature(signed: SignedData, manifestHash: string, trust: SignatureTrust): WaczSignature {
  const faults: string[] = [];
  const isDomain = signed.domainCert !== undefined;
  if (signed.hash !== manifestHash) faults.push('it signs another manifest');
  let timestamp: StampReport | null = null;
  try {
    const certificate = isDomain ? readCertificates(Buffer.from(signed.domainCert ?? ''))[0] : undefined;
    const key = certificate?.x509.publicKey ?? keyOf(signed.publicKey);
    if (!key) faults.push('it names neither a key nor a certificate');
    else if (!holds(signed, key)) faults.push('its signature does not hold');
    if (certificate && certificate.x509.checkHost(signed.domain ?? '') === undefined)
      faults.push(`its certificate is not of "${signed.domain}"`);
    timestamp = isDomain ? stampOf(signed, trust) : null;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    faults.push(cause.message);
  }
  if (isDomain && !timestamp) faults.push('it has no timestamp');
  if (timestamp?.verdict === 'broken') faults.push(`its timestamp proves nothing: ${timestamp.faults.join('; ')}`);
  if (timestamp?.genTime && Math.abs(Date.parse(timestamp.genTime) - Date.parse(signed.created)) > MOST_LATE)
    faults.push('its timestamp is more than ten minutes away from when it says to be made');
  return {
    kind: isDomain ? 'domain' : 'key',
    holds: faults.length === 0,
    faults,
    domain: signed.domain ?? null,
    created: signed.created,
    timestamp,
  };
}

function keyOf(base64: string | undefined): KeyObject | null {
  if (base64 === undefined) return null;
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** ECDSA with SHA-256 over the text of the hash; servers write it in DER, browsers as two numbers. */
function holds({ hash, signature }: SignedData, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'ec') return false;
  const bytes = Buffer.from(signature, 'base64');
  return (['der', 'ieee-p1363'] as const).some((dsaEncoding) =>
    verify('sha256', Buffer.from(hash), { key, dsaEncoding }, bytes),
  );
}

/** The timestamp over the signature's text. */
function stampOf(
  { timeSignature, timestampCert, signature }: SignedData,
  { roots, now }: SignatureTrust,
): StampReport | null {
  if (timeSignature === undefined) return null;
  return verifyStamp(Buffer.from(timeSignature, 'base64'), {
    digests: { sha256: createHash('sha256').update(signature).digest('hex') },
    nonce: null,
    policy: null,
    roots,
    others: timestampCert === undefined ? [] : readCertificates(Buffer.from(timestampCert)),
    now,
  });
}
