import { type Certificate, KEY_USAGE, nameOf } from './certificate.ts';
import { OID } from './oids.ts';

export interface ChainResult {
  /** Names from the signer to the root; the signer alone where no trusted root is reached. */
  path: string[];
  trusted: boolean;
  /** The first instant at which a certificate of the path is no longer valid. */
  expiresAt: number;
  /** Why no trusted root is reached. */
  problem: string | null;
}

const MOST_LINKS = 8;

/** What a certificate lacks to sign timestamps (RFC 3161, 2.3; RFC 5280, 4.2.1.12); empty when it may. */
export function signerFaults(certificate: Certificate, at: number): string[] {
  const { keyUsage, extendedKeyUsage: extended } = certificate;
  const faults: string[] = [];
  if (!extended?.critical || extended.purposes.length !== 1 || extended.purposes[0] !== OID.timeStamping)
    faults.push("the signer's certificate is not for timestamps alone (critical extended key usage timeStamping)");
  if (keyUsage && !keyUsage[KEY_USAGE.digitalSignature] && !keyUsage[KEY_USAGE.nonRepudiation])
    faults.push("the signer's certificate is not for signatures");
  if (at < certificate.notBefore || at > certificate.notAfter)
    faults.push(`the signer's certificate was not valid at the time of the stamp (${span(certificate)})`);
  if (certificate.unknownCritical.length > 0)
    faults.push(
      `the signer's certificate has critical extensions that are not understood (${certificate.unknownCritical.join(', ')})`,
    );
  return faults;
}

/** Follows issuers from a signer to a trusted root, each valid at the instant. Revocation is not looked at. */
export function followChain(
  signer: Certificate,
  { others, roots, at }: { others: readonly Certificate[]; roots: readonly Certificate[]; at: number },
): ChainResult {
  const isRoot = (one: Certificate): boolean => roots.some((root) => same(root, one));
  const search = (path: readonly Certificate[]): readonly Certificate[] | null => {
    const last = path.at(-1) as Certificate;
    if (isRoot(last)) return path;
    if (path.length >= MOST_LINKS) return null;
    for (const issuer of [...roots, ...others]) {
      if (path.some((one) => same(one, issuer)) || !mayIssue(issuer, path, at)) continue;
      const found = search([...path, issuer]);
      if (found) return found;
    }
    return null;
  };
  const path = search([signer]);
  const shown = path ?? [signer];
  return {
    path: shown.map(nameOf),
    trusted: path !== null,
    expiresAt: Math.min(...shown.map(({ notAfter }) => notAfter)),
    problem: path ? null : whyNot(signer, roots, others),
  };
}

/** True when the issuer signed the last of the path and was allowed to at that instant. */
function mayIssue(issuer: Certificate, path: readonly Certificate[], at: number): boolean {
  const subject = path.at(-1) as Certificate;
  const authoritiesBelow = path.length - 1;
  if (!issuer.isAuthority || at < issuer.notBefore || at > issuer.notAfter) return false;
  if (issuer.pathLength !== null && authoritiesBelow > issuer.pathLength) return false;
  if (issuer.keyUsage && !issuer.keyUsage[KEY_USAGE.certificateSigning]) return false;
  if (
    issuer.extendedKeyUsage &&
    !issuer.extendedKeyUsage.purposes.some((one) => one === OID.timeStamping || one === ANY_PURPOSE)
  )
    return false;
  if (issuer.unknownCritical.length > 0 || !Buffer.from(issuer.subject).equals(subject.issuer)) return false;
  try {
    return subject.x509.checkIssued(issuer.x509) && subject.x509.verify(issuer.x509.publicKey);
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}

const ANY_PURPOSE = '2.5.29.37.0';

function same(one: Certificate, other: Certificate): boolean {
  return Buffer.from(one.raw).equals(other.raw);
}

function whyNot(signer: Certificate, roots: readonly Certificate[], others: readonly Certificate[]): string {
  if (roots.length === 0) return 'no root is trusted here';
  const known = [...roots, ...others].some(({ subject }) => Buffer.from(subject).equals(signer.issuer));
  return known
    ? 'the chain does not reach a trusted root with every certificate valid and allowed to sign at that time'
    : `the certificate of its issuer (${signer.x509.issuer.split('\n').reverse().join(', ')}) is not at hand`;
}

function span({ notBefore, notAfter }: Certificate): string {
  return `valid ${new Date(notBefore).toISOString()} to ${new Date(notAfter).toISOString()}`;
}
