import { TAG } from './der.ts';
import { OID } from './oids.ts';
import { der, natural, oid, sequence } from './write-der.ts';

/** A request for a timestamp over a SHA-256 (RFC 3161, 2.4.1), asking for the authority's certificates. */
export function timeStampRequest(sha256: string, nonce: Uint8Array): Buffer {
  const imprint = sequence(
    sequence(oid(OID.sha256), der(TAG.nothing)),
    der(TAG.octetString, Buffer.from(sha256, 'hex')),
  );
  return sequence(natural(Buffer.from([1])), imprint, natural(nonce), der(TAG.boolean, Buffer.from([0xff])));
}
