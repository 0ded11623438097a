import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Primitives } from '../../../src/ledger/verify/primitives.ts';

/** Cryptography in the reader's own browser: nothing is asked of any server. */
export const browserPrimitives: Primitives = {
  sha256: (bytes) => sha256(bytes),
  verifyEd25519(key, message, signature) {
    try {
      return ed25519.verify(signature, message, key);
    } catch {
      return false;
    }
  },
};
