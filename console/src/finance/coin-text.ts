const DECIMALS: Readonly<Record<string, number>> = {
  BTC: 8,
  LTC: 8,
  ETH: 18,
  BNB: 18,
  TRX: 6,
  SOL: 9,
  USDT: 6,
  USDC: 6,
  DAI: 18,
};
const SHOWN = 4;

/** A sum of smallest units as coins, cut to four decimals for the eye; files hold the exact number. */
export function coinText(amount: string, asset: string): string {
  const decimals = DECIMALS[asset.toUpperCase()] ?? 0;
  const digits = amount.padStart(decimals + 1, '0');
  const whole = (decimals === 0 ? digits : digits.slice(0, -decimals)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).slice(0, SHOWN).replace(/0+$/, '');
  const isTiny = amount !== '0' && whole === '0' && fraction === '';
  return `${isTiny ? '< 0.0001' : `${whole}${fraction ? `.${fraction}` : ''}`} ${asset}`;
}
