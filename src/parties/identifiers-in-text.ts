import { imoNumber } from './imo-number.ts';
import { chainOf } from './wallet-address.ts';

/** An identifier found inside free text. */
export interface FoundIdentifier {
  /** FollowTheMoney property: `imoNumber` or `publicKey`. */
  property: 'imoNumber' | 'publicKey';
  value: string;
  /** Offset of the match in the text, in UTF-16 code units. */
  offset: number;
  /** The matched text, at most 120 characters. */
  text: string;
  /** For wallets, the ticker that the list gives: `XBT`, `ETH`, `USDT`. */
  currency?: string;
}

const LABELLED_IMO =
  /(?:IMO|Ｉ\s*Ｍ\s*Ｏ)[^0-9０-９A-Za-z]{0,4}(?:(?:number|no|番号)[^0-9０-９]{0,4})?([0-9０-９]{7})(?![0-9０-９])/giu;
const REGISTRATION_IMO = /Vessel Registration Identification\s+(?:IMO\s*)?([0-9]{7})(?![0-9])/g;
const LABELLED_WALLET = /Digital Currency Address\s*-\s*([A-Z0-9]{2,8})\s+([A-Za-z0-9]{20,110})/g;
const BARE_WALLET =
  /(?<![A-Za-z0-9])(0x[0-9a-fA-F]{40}|(?:bc|ltc)1[a-z0-9]{25,87}|[13TLM][1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])/g;

/** What every identifier holds: seven digits, or twenty letters and digits. Most remarks have neither. */
const PERHAPS = /[0-9０-９]{7}|[A-Za-z0-9]{20}/;

/** Longest text that is searched; longer ones are searched to here. */
const MOST_CHARACTERS = 200_000;

/**
 * IMO numbers (ship or company) and wallet addresses in a remark, each once, in the order they stand there.
 * An IMO number must be labelled as one and its check digit must hold as ship or company; a wallet must be labelled
 * by the list or carry a checksum that holds.
 */
export function identifiersIn(remark: string): FoundIdentifier[] {
  const text = remark.slice(0, MOST_CHARACTERS);
  if (!PERHAPS.test(text)) return [];
  const found = new Map<string, FoundIdentifier>();
  const keep = (
    property: FoundIdentifier['property'],
    value: string,
    match: RegExpMatchArray,
    currency?: string,
  ): void => {
    const known = found.get(`${property} ${value}`);
    if (known) return;
    const shown = match[0].slice(0, 120);
    found.set(`${property} ${value}`, {
      property,
      value,
      offset: match.index ?? 0,
      text: shown,
      ...(currency ? { currency } : {}),
    });
  };
  for (const pattern of [REGISTRATION_IMO, LABELLED_IMO]) {
    for (const match of text.matchAll(pattern)) {
      const digits = (match[1] ?? '').normalize('NFKC');
      if (imoNumber(digits) ?? imoNumber(digits, 'company')) keep('imoNumber', digits, match);
    }
  }
  for (const match of text.matchAll(LABELLED_WALLET)) keep('publicKey', match[2] ?? '', match, match[1]);
  for (const match of text.matchAll(BARE_WALLET)) {
    if (chainOf(match[1] ?? '')) keep('publicKey', match[1] ?? '', match);
  }
  return [...found.values()].sort((one, other) => one.offset - other.offset);
}
