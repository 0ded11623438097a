import { X509Certificate } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import {
  DerFields,
  type DerValue,
  inside,
  integerBytes,
  readDer,
  readOid,
  readTime,
  smallInteger,
  TAG,
} from './der.ts';
import { OID } from './oids.ts';

/** A certificate (RFC 5280) as far as a timestamp's chain asks for it. */
export interface Certificate {
  x509: X509Certificate;
  raw: Uint8Array;
  serial: Uint8Array;
  /** Distinguished names as encoded. */
  issuer: Uint8Array;
  subject: Uint8Array;
  notBefore: number;
  notAfter: number;
  isAuthority: boolean;
  /** Authorities that may follow below it; null without a limit. */
  pathLength: number | null;
  /** Bits of the key usage, the first being digitalSignature; null when it is not restricted. */
  keyUsage: readonly boolean[] | null;
  extendedKeyUsage: { critical: boolean; purposes: readonly string[] } | null;
  /** Subject key identifier. */
  keyId: Uint8Array | null;
  /** Critical extensions that are not understood here. */
  unknownCritical: readonly string[];
}

export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, certificateSigning: 5 } as const;
/** Subject alternative name, and certificate policies, of which none is asked for here. */
const HARMLESS_IF_CRITICAL = new Set(['2.5.29.17', '2.5.29.32']);

/** Reads one certificate in DER. Throws AppError (invalid). */
export function readCertificate(raw: Uint8Array): Certificate {
  const [body] = inside(readDer(raw));
  const fields = new DerFields(body ?? readDer(raw));
  fields.takeIf(0xa0);
  const serial = integerBytes(fields.take(TAG.integer));
  fields.take(TAG.sequence);
  const issuer = fields.take(TAG.sequence).raw;
  const [notBefore = 0, notAfter = 0] = inside(fields.take(TAG.sequence)).map(readTime);
  const subject = fields.take(TAG.sequence).raw;
  fields.take(TAG.sequence);
  fields.takeIf(0x81);
  fields.takeIf(0x82);
  const wrapped = fields.takeIf(0xa3);
  const extensions = wrapped ? inside(inside(wrapped)[0] ?? wrapped).map(extensionOf) : [];
  return { x509: opened(raw), raw, serial, issuer, subject, notBefore, notAfter, ...uses(extensions) };
}

/** Certificates in PEM, one after the other, or one in DER. Throws AppError (invalid) when there is none. */
export function readCertificates(file: Uint8Array): Certificate[] {
  const text = Buffer.from(file).toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([\s\S]*?)-----END/g)];
  if (blocks.length === 0) return [readCertificate(file)];
  return blocks.map(([, base64 = '']) => readCertificate(Buffer.from(base64, 'base64')));
}

/** The name in one line, from its end, where the common name mostly stands. */
export function nameOf({ x509 }: Certificate): string {
  return x509.subject.split('\n').reverse().join(', ');
}

interface Extension {
  oid: string;
  critical: boolean;
  value: Uint8Array;
}

function extensionOf(value: DerValue): Extension {
  const fields = new DerFields(value);
  const oid = readOid(fields.take(TAG.oid));
  const critical = fields.takeIf(TAG.boolean)?.content[0] === 0xff;
  return { oid, critical, value: fields.take(TAG.octetString).content };
}

function uses(extensions: readonly Extension[]) {
  const find = (oid: string): Extension | undefined => extensions.find((one) => one.oid === oid);
  const constraints = find(OID.basicConstraints);
  const basic = constraints ? new DerFields(readDer(constraints.value)) : null;
  const isAuthority = basic?.takeIf(TAG.boolean)?.content[0] === 0xff;
  const length = basic?.takeIf(TAG.integer);
  const extended = find(OID.extendedKeyUsage);
  const usage = find(OID.keyUsage);
  const keyId = find(OID.subjectKeyIdentifier);
  const known = new Set<string>([OID.basicConstraints, OID.extendedKeyUsage, OID.keyUsage, ...HARMLESS_IF_CRITICAL]);
  return {
    isAuthority,
    pathLength: length ? smallInteger(length) : null,
    keyUsage: usage ? bitsOf(readDer(usage.value)) : null,
    extendedKeyUsage: extended
      ? { critical: extended.critical, purposes: inside(readDer(extended.value)).map(readOid) }
      : null,
    keyId: keyId ? readDer(keyId.value).content : null,
    unknownCritical: extensions.filter(({ oid, critical }) => critical && !known.has(oid)).map(({ oid }) => oid),
  };
}

function bitsOf({ content }: DerValue): boolean[] {
  return [...content.subarray(1)].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >> (7 - bit)) & 1) === 1),
  );
}

function opened(raw: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(raw);
  } catch (cause) {
    throw new AppError({
      code: 'CERTIFICATE_UNREADABLE',
      kind: 'invalid',
      message: 'Cannot read the certificate',
      hint: 'Give it in PEM or DER.',
      cause,
    });
  }
}
