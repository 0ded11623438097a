/**
 * What verifying needs of cryptography. The server gives Node's own, a browser an implementation in JavaScript, so
 * that one and the same code decides in both whether a proof holds.
 */
export interface Primitives {
  /** SHA-256, 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Ed25519 (RFC 8032): a key of 32 bytes, a signature of 64. False for anything malformed; never throws. */
  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
