/** What the text in the look-up box can be read as. */
export const READINGS = ['name', 'imo', 'wallet', 'passport'] as const;
export type Reading = (typeof READINGS)[number];

const IMO = /^(?:IMO\s*(?:no\.?|number|:)?\s*)?(\d{7})$/i;
const WALLET = /^(?:0x[0-9a-f]{40}|(?:bc|ltc)1[a-z0-9]{25,87}|[1348TLM][1-9A-HJ-NP-Za-km-z]{25,94})$/i;
/** Letters and digits of a travel document: DPRK passports carry 9 digits, with or without two letters before them. */
const PASSPORT = /^(?:passport\s*(?:no\.?|number|:)?\s*)?([A-Z]{0,3}[ -]?\d{6,10})$/i;

/** The likeliest reading of a text; names are whatever is nothing else. Full-width digits count as digits. */
export function guessReading(text: string): Reading {
  const plain = text.normalize('NFKC').trim();
  if (IMO.test(plain)) return 'imo';
  if (WALLET.test(plain)) return 'wallet';
  return PASSPORT.test(plain) ? 'passport' : 'name';
}

export interface MatchQuery {
  schema: string;
  properties: Record<string, string[]>;
}

/** The queries that a reading of the text asks, likeliest first. An IMO number may be a ship's or a company's. */
export function queriesFor(text: string, reading: Reading): [MatchQuery, ...MatchQuery[]] {
  const plain = text.normalize('NFKC').trim();
  if (reading === 'imo') {
    const properties = { imoNumber: [IMO.exec(plain)?.[1] ?? plain] };
    return [
      { schema: 'Vessel', properties },
      { schema: 'Organization', properties },
    ];
  }
  if (reading === 'wallet') return [{ schema: 'CryptoWallet', properties: { publicKey: [plain] } }];
  if (reading === 'passport') {
    const number = PASSPORT.exec(plain)?.[1] ?? plain;
    return [{ schema: 'Person', properties: { passportNumber: [number], idNumber: [number] } }];
  }
  return [{ schema: 'Thing', properties: { name: [text.trim()] } }];
}
