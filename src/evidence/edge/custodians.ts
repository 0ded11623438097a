import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Transaction } from '../../store/database.ts';
import {
  type CustodyAct,
  type CustodyBody,
  custodyBytes,
  custodyHash,
  whyNotFollow,
} from '../custody/custody-chain.ts';
import { readOrMake } from './lasting-files.ts';
import { custodyEntries, keepCustodianKey, keepCustodyEntry, lockCustody } from './store-custody.ts';

/** What someone does with an item. */
export interface CustodyStep {
  item: { id: string; sha256: string };
  act: CustodyAct;
  by: string;
  to?: string | null;
  note?: string | null;
  at: string;
}

/**
 * Signs for custodians with Ed25519 keys that lie on this node, one each, made when first needed. They prove which
 * custodian's account acted and that nothing was changed since; not that the person alone held the key.
 */
export class Custodians {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'evidence', 'custodians');
  }

  /** Adds a signed entry to an item's chain. Throws AppError (conflict) for what the chain does not allow, before it is signed. Those who sign for one item at the same moment take turns. */
  async sign(database: Transaction, { item, act, by, to = null, note = null, at }: CustodyStep): Promise<CustodyBody> {
    await lockCustody(database, item.id);
    const entries = await custodyEntries(database, item.id);
    const before = entries.at(-1);
    const body: CustodyBody = {
      evidence: item.id,
      number: entries.length + 1,
      previous: before ? custodyHash(before) : null,
      at,
      act,
      by,
      to,
      note,
      sha256: item.sha256,
    };
    const fault = whyNotFollow(entries, body);
    if (fault) throw notAllowed(item.id, act, fault);
    const key = this.#key(by);
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
    const entry = { body, signature: sign(null, custodyBytes(body), key).toString('base64') };
    await keepCustodianKey(database, { custodian: by, publicKey });
    await keepCustodyEntry(database, entry);
    return body;
  }

  #key(custodian: string): KeyObject {
    // By the hash of the name, which may hold any letters.
    const path = join(this.#folder, `${sha256(custodian).slice(0, 32)}.pem`);
    return createPrivateKey(readOrMake(path, newKey));
  }
}

function newKey(): Buffer {
  return Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
}

function notAllowed(id: string, act: CustodyAct, fault: string): AppError {
  return new AppError({
    code: 'CUSTODY_NOT_ALLOWED',
    kind: 'conflict',
    message: `Cannot sign "${act}" for evidence ${id}: ${fault}`,
    hint: `"watchkeeper evidence custody ${id}" shows who holds it.`,
  });
}
