import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { SEED_BYTES } from '../signer.ts';

const FILE = 'ledger-key';

/**
 * The secret of this node as log and as witness: 32 bytes in base64, made when first asked for. Whoever has it can
 * sign in this node's name; a backup of the database does not hold it.
 */
export function ledgerSeed(home: string): Uint8Array {
  const path = join(home, FILE);
  try {
    return readSeed(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  mkdirSync(home, { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(SEED_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return readSeed(path);
}

function readSeed(path: string): Uint8Array {
  const seed = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (seed.length === SEED_BYTES) return seed;
  throw new AppError({
    code: 'LEDGER_KEY_BROKEN',
    kind: 'unavailable',
    message: `Cannot use the key of the ledger: ${path} does not hold ${SEED_BYTES} bytes in base64`,
    hint: 'Put back the file as it was. A new key would begin another log; the old one would end with its last checkpoint.',
  });
}
