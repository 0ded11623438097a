import { type Certificate, readCertificate } from './certificate.ts';
import {
  DerFields,
  type DerValue,
  inside,
  integerBytes,
  notDer,
  readDer,
  readOid,
  readTime,
  smallInteger,
  TAG,
} from './der.ts';
import { OID } from './oids.ts';

/** What a timestamp says (TSTInfo, RFC 3161, 2.4.2). */
export interface StampedInfo {
  policy: string;
  /** Object identifier of the digest that was stamped. */
  imprintDigest: string;
  imprint: Uint8Array;
  serial: Uint8Array;
  /** Milliseconds. */
  genTime: number;
  /** Milliseconds by which the time may be off; null when the authority does not say. */
  accuracy: number | null;
  nonce: Uint8Array | null;
}

export interface TimeStampToken {
  info: StampedInfo;
  /** The encoded TSTInfo, over which the digest in the signed attributes goes. */
  content: Uint8Array;
  certificates: Certificate[];
  signer: {
    /** Issuer as encoded, and serial number; or the subject key identifier. */
    id: { issuer: Uint8Array; serial: Uint8Array } | { keyId: Uint8Array };
    digest: string;
    signatureScheme: string;
    /** Of RSA-PSS: its digest and the length of its salt. */
    pss: { digest: string; saltLength: number } | null;
    signature: Uint8Array;
    /** As they are signed: a SET. */
    signedAttributes: Uint8Array;
    attributes: ReadonlyMap<string, DerValue>;
  };
}

/** An authority's answer: a token, or why there is none. */
export interface TimeStampResponse {
  /** 0 granted, 1 granted with changes, 2 and above refused. */
  status: number;
  texts: string[];
  token: TimeStampToken | null;
}

/** Reads an answer (TimeStampResp). Throws AppError (invalid) for what is none. */
export function readTimeStampResponse(bytes: Uint8Array): TimeStampResponse {
  const fields = new DerFields(readDer(bytes));
  const state = new DerFields(fields.take(TAG.sequence));
  const status = smallInteger(state.take(TAG.integer));
  const free = state.takeIf(TAG.sequence);
  const token = fields.takeIf(TAG.sequence);
  fields.end();
  return {
    status,
    texts: free ? inside(free).map(({ content }) => Buffer.from(content).toString('utf8').slice(0, 500)) : [],
    token: token ? readToken(token) : null,
  };
}

/** The token: CMS SignedData (RFC 5652) over a TSTInfo, by exactly one signer. */
function readToken(value: DerValue): TimeStampToken {
  const outer = new DerFields(value);
  if (readOid(outer.take(TAG.oid)) !== OID.signedData) throw notDer('the token is no signed data');
  const signed = new DerFields(inside(outer.take(0xa0))[0] ?? value);
  signed.take(TAG.integer);
  signed.take(TAG.set);
  const encapsulated = new DerFields(signed.take(TAG.sequence));
  if (readOid(encapsulated.take(TAG.oid)) !== OID.tstInfo) throw notDer('the token holds no timestamp');
  const content = new DerFields(encapsulated.take(0xa0), 0xa0).take(TAG.octetString).content;
  const certificates = signed.takeIf(0xa0);
  signed.takeIf(0xa1);
  const signers = inside(signed.take(TAG.set));
  signed.end();
  const [signer] = signers;
  if (!signer || signers.length > 1) throw notDer(`the token has ${signers.length} signers where one must be`);
  return {
    info: readInfo(content),
    content,
    certificates: certificates
      ? inside(certificates).flatMap((one) => (one.tag === TAG.sequence ? [readCertificate(one.raw)] : []))
      : [],
    signer: readSigner(signer),
  };
}

function readInfo(bytes: Uint8Array): StampedInfo {
  const fields = new DerFields(readDer(bytes));
  if (smallInteger(fields.take(TAG.integer)) !== 1) throw notDer('the timestamp is of an unknown version');
  const policy = readOid(fields.take(TAG.oid));
  const imprint = new DerFields(fields.take(TAG.sequence));
  const imprintDigest = readOid(new DerFields(imprint.take(TAG.sequence)).take(TAG.oid));
  const hashed = imprint.take(TAG.octetString).content;
  const serial = integerBytes(fields.take(TAG.integer));
  const genTime = readTime(fields.take(TAG.time));
  const accuracy = fields.takeIf(TAG.sequence);
  fields.takeIf(TAG.boolean);
  const nonce = fields.takeIf(TAG.integer);
  fields.takeIf(0xa0);
  fields.takeIf(0xa1);
  fields.end();
  return {
    policy,
    imprintDigest,
    imprint: hashed,
    serial,
    genTime,
    accuracy: accuracy ? readAccuracy(accuracy) : null,
    nonce: nonce ? integerBytes(nonce) : null,
  };
}

function readAccuracy(value: DerValue): number {
  const fields = new DerFields(value);
  const part = (tag: number): number => {
    const found = fields.takeIf(tag);
    return found ? smallInteger(found) : 0;
  };
  return part(TAG.integer) * 1000 + part(0x80) + part(0x81) / 1000;
}

function readSigner(value: DerValue): TimeStampToken['signer'] {
  const fields = new DerFields(value);
  fields.take(TAG.integer);
  const id = readSignerId(fields.takeAny());
  const digest = readOid(new DerFields(fields.take(TAG.sequence)).take(TAG.oid));
  const attributes = fields.take(0xa0);
  const scheme = new DerFields(fields.take(TAG.sequence));
  const signatureScheme = readOid(scheme.take(TAG.oid));
  const pss = signatureScheme === OID.rsaPss ? readPss(scheme.take(TAG.sequence)) : null;
  const signature = fields.take(TAG.octetString).content;
  fields.takeIf(0xa1);
  fields.end();
  return {
    id,
    digest,
    signatureScheme,
    pss,
    signature,
    // What is signed is the SET itself, not the context-specific value that it is sent as (RFC 5652, 5.4).
    signedAttributes: Buffer.concat([Buffer.from([TAG.set]), attributes.raw.subarray(1)]),
    attributes: readAttributes(attributes),
  };
}

/** RSASSA-PSS-params (RFC 4055): the digest, its mask of the same digest, the salt; SHA-1 and 20 bytes where they are left out. */
function readPss(value: DerValue): { digest: string; saltLength: number } {
  const fields = new DerFields(value);
  const oidIn = (wrapped: DerValue): DerFields => new DerFields(new DerFields(wrapped, wrapped.tag).take(TAG.sequence));
  const digestField = fields.takeIf(0xa0);
  const digest = digestField ? readOid(oidIn(digestField).take(TAG.oid)) : OID.sha1;
  const maskField = fields.takeIf(0xa1);
  if (maskField) {
    const mask = oidIn(maskField);
    const generator = readOid(mask.take(TAG.oid));
    const maskDigest = readOid(new DerFields(mask.take(TAG.sequence)).take(TAG.oid));
    if (generator !== OID.mgf1 || maskDigest !== digest) throw notDer('the mask of RSA-PSS is not of its own digest');
  }
  const salt = fields.takeIf(0xa2);
  return { digest, saltLength: salt ? smallInteger(new DerFields(salt, 0xa2).take(TAG.integer)) : 20 };
}

function readSignerId(value: DerValue): TimeStampToken['signer']['id'] {
  if (value.tag === 0x80) return { keyId: value.content };
  const fields = new DerFields(value);
  return { issuer: fields.take(TAG.sequence).raw, serial: integerBytes(fields.take(TAG.integer)) };
}

/** Each attribute once, with its one value. */
function readAttributes(value: DerValue): Map<string, DerValue> {
  const attributes = new Map<string, DerValue>();
  for (const one of inside(value)) {
    const fields = new DerFields(one);
    const name = readOid(fields.take(TAG.oid));
    const values = inside(fields.take(TAG.set));
    const [only] = values;
    if (!only || values.length > 1 || attributes.has(name))
      throw notDer(`the signed attribute ${name} stands more than once`);
    attributes.set(name, only);
  }
  return attributes;
}
