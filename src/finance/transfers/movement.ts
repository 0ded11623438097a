/** A sum at an address, in the asset's smallest unit. */
export interface Amount {
  address: string;
  amount: bigint;
  /** Of chains of unspent outputs: `txid:n`, the output that is spent or made. */
  outpoint?: string;
}

/**
 * Value of one asset that moves at once: from one account to another, or all inputs and outputs of a transaction on a
 * chain of unspent outputs. What the inputs hold more than the outputs is the fee.
 */
export interface Movement {
  chain: string;
  asset: string;
  /** Hash of the transaction, and the movement's number within its block: the order of one instant. */
  tx: string;
  index: number;
  /** Seconds since 1970. */
  at: number;
  block: number | null;
  inputs: Amount[];
  outputs: Amount[];
}

/** What a declared hop carries from one chain or asset to another: a bridge or a swap, told by someone. */
export interface Hop {
  id: string;
  at: number;
  from: { chain: string; asset: string; address: string; amount: bigint };
  to: { chain: string; asset: string; address: string; amount: bigint };
  /** Who declares it, and on what: never found by the program itself. */
  declaredBy: string;
  source: string;
}

/** Digits after the point of assets whose smallest unit is well known. */
export const DECIMALS: Readonly<Record<string, number>> = {
  ...{ BTC: 8, XBT: 8, LTC: 8, BCH: 8, DOGE: 8, ETH: 18, BNB: 18, POL: 18, TRX: 6, SOL: 9, XRP: 6 },
  ...{ USDT: 6, USDC: 6, DAI: 18 },
};

/** Largest sum that any chain here can hold: more is a lie or a fault. 2^128 of the smallest unit. */
export const MOST_AMOUNT = 1n << 128n;

/** Reads `12.5` with known digits, or a whole number of the smallest unit; null for what is no amount. */
export function readAmount(text: string, decimals: number | null): bigint | null {
  const plain = text.trim();
  const parts = /^(\d{1,60})(?:\.(\d{1,30}))?$/.exec(plain);
  if (!parts) return null;
  const [, whole = '0', fraction] = parts;
  if (decimals === null) {
    if (fraction !== undefined) return null;
    return bounded(BigInt(whole));
  }
  const digits = (fraction ?? '').replace(/0+$/, '');
  if (digits.length > decimals) return null;
  return bounded(BigInt(whole + digits.padEnd(decimals, '0')));
}

function bounded(amount: bigint): bigint | null {
  return amount < MOST_AMOUNT ? amount : null;
}

/** An amount as people write it. */
export function amountText(amount: bigint, asset: string): string {
  const decimals = DECIMALS[asset.toUpperCase()] ?? 0;
  if (decimals === 0) return `${amount} ${asset}`;
  const digits = amount.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${digits.slice(0, -decimals)}${fraction ? `.${fraction}` : ''} ${asset}`;
}
