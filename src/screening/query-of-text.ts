import { imoNumber } from '../parties/imo-number.ts';
import { chainOf } from '../parties/wallet-address.ts';
import type { Subject } from './score-pair.ts';

/** What a text typed into one box asks for: a ship by its IMO number, a wallet, or a name of anything. */
export function queryOfText(text: string): Subject {
  const plain = text.trim();
  const imo = imoNumber(plain);
  if (imo) return { schema: 'Vessel', properties: { imoNumber: [imo] } };
  if (chainOf(plain)) return { schema: 'CryptoWallet', properties: { publicKey: [plain] } };
  return { schema: 'Thing', properties: { name: [plain] } };
}
