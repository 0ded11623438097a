import { type Finding, findingId } from '../../findings/finding.ts';
import { designationMeasures } from '../../regime/designation-measures.ts';
import { amountText } from '../transfers/movement.ts';
import type { TransferBook } from '../transfers/transfer-book.ts';
import type { ListedWallets, WalletListing } from '../wallets/listed-wallets.ts';
import { instantOf, type WatchData } from './watch-data.ts';

export const LISTED_WALLET_PAYMENTS = { id: 'listed-wallet-payments', version: '1' } as const;

/** Payments of one pair in one asset after the listing. */
interface Pair {
  listed: string;
  other: string;
  asset: string;
  direction: 'to' | 'from';
  amount: bigint;
  count: number;
  first: number;
  last: number;
  txs: string[];
  listings: readonly WalletListing[];
}

const SHOWN_TXS = 20;

/**
 * Raises every address that paid a wallet listed under a DPRK measure, or was paid by one, on or after the day of the
 * listing. Both ends of a payment being listed is one finding, under the payer.
 */
export function listedWalletPayments(data: WatchData & { wallets: ListedWallets }): Finding[] {
  const dprk = dprkListings(data.wallets, data.book);
  const pairs = new Map<string, Pair>();
  eachPayment(data.book, (payment) => {
    const paid = dprk.get(payment.to);
    const payer = dprk.get(payment.from);
    if (payer)
      note(pairs, data.book, {
        ...payment,
        listed: payment.from,
        other: payment.to,
        direction: 'from',
        listings: payer,
      });
    else if (paid)
      note(pairs, data.book, { ...payment, listed: payment.to, other: payment.from, direction: 'to', listings: paid });
  });
  return [...pairs.values()].map((pair) => findingOf(pair, data));
}

function dprkListings(wallets: ListedWallets, book: TransferBook): Map<number, readonly WalletListing[]> {
  const dprk = new Map<number, readonly WalletListing[]>();
  for (const [address, listings] of wallets.all()) {
    const id = book.addressOf(address);
    const biting = listings.filter((one) => measuresOf(one).length > 0);
    if (id !== undefined && biting.length > 0) dprk.set(id, biting);
  }
  return dprk;
}

/** Measures of a DPRK regime that the listing brings. */
export function measuresOf({ list, programmes, listedOn }: WalletListing): string[] {
  const listing = { list, programmes, schema: 'CryptoWallet', listedOn };
  return designationMeasures(listing).flatMap(({ measures }) => measures);
}

interface Payment {
  from: number;
  to: number;
  pot: number;
  amount: bigint;
  row: number;
}

function eachPayment(book: TransferBook, take: (payment: Payment) => void): void {
  const owner = (pot: number): number => book.potAddress[pot] ?? 0;
  for (let row = 0; row < book.count; row += 1) {
    const from = book.from[row] ?? 0;
    const pot = book.to[row] ?? 0;
    if (from >= 0) take({ from: owner(from), to: owner(pot), pot, amount: book.amount[row] ?? 0n, row });
    else {
      const { inputs, outputs, isHop } = book.wide[pot] ?? { inputs: [], outputs: [], isHop: true };
      if (isHop) continue;
      const payers = [...new Set(inputs.map((input) => owner(input.pot)))].slice(0, 50);
      for (const payer of payers)
        for (const output of outputs)
          if (payer !== owner(output.pot)) take({ from: payer, to: owner(output.pot), ...output, row });
    }
  }
}

type Seen = Payment & Pick<Pair, 'direction' | 'listings'> & { listed: number; other: number };

function note(pairs: Map<string, Pair>, book: TransferBook, seen: Seen): void {
  const at = book.at[seen.row] ?? 0;
  const day = instantOf(at).slice(0, 10);
  const listings = seen.listings.filter(
    ({ listedOn, firstSeenOn, delistedOn }) =>
      (listedOn ?? firstSeenOn) <= day && (delistedOn === null || day < delistedOn),
  );
  if (listings.length === 0 || seen.listed === seen.other) return;
  const asset = book.potAsset[seen.pot] ?? '';
  const key = `${seen.listed} ${seen.other} ${seen.direction} ${asset}`;
  let pair = pairs.get(key);
  if (!pair) {
    const [listed, other] = [book.addresses[seen.listed] ?? '', book.addresses[seen.other] ?? ''];
    pair = {
      listed,
      other,
      asset,
      direction: seen.direction,
      amount: 0n,
      count: 0,
      first: at,
      last: at,
      txs: [],
      listings,
    };
    pairs.set(key, pair);
  }
  pair.amount += seen.amount;
  pair.count += 1;
  pair.last = at;
  if (pair.txs.length < SHOWN_TXS) pair.txs.push(book.tx[seen.row] ?? '');
}

function findingOf(pair: Pair, { bundles, exercise }: WatchData): Finding {
  const { id: watch, version } = LISTED_WALLET_PAYMENTS;
  const about = { listed: pair.listed, other: pair.other, direction: pair.direction, asset: pair.asset };
  const [listing] = pair.listings;
  const verb = pair.direction === 'from' ? 'received' : 'paid';
  const lists = [...new Set(pair.listings.map(({ list }) => list))].join(', ');
  return {
    id: findingId({ watch, version, about, exercise }),
    watch,
    version,
    status: 'open',
    subjects: [
      { schema: 'CryptoWallet', id: pair.listed, name: pair.listed },
      { schema: 'CryptoWallet', id: pair.other, name: pair.other },
    ],
    startAt: instantOf(pair.first),
    endAt: instantOf(pair.last),
    place: null,
    measures: [...new Set(pair.listings.flatMap(measuresOf))].sort(),
    confidence: 0.9,
    explanation: `${pair.other} ${verb} ${amountText(pair.amount, pair.asset)} in ${pair.count} ${pair.count === 1 ? 'payment' : 'payments'} ${pair.direction} ${pair.listed}, which ${lists} lists since ${listing?.listedOn ?? listing?.firstSeenOn}. Transactions: ${pair.txs.join(', ')}${pair.count > pair.txs.length ? ', …' : ''}.`,
    observations: bundles.map(({ name, sha256, loadedAt }) => ({ source: name, at: loadedAt, sha256 })),
    missing: [
      'Who holds the other address?',
      'Was it paid by a contract or a dusting attack, without the holder having a part in it?',
      "Is the date of the listing that of the address, or of its holder, whom OFAC's table dates?",
    ],
    exercise,
  };
}
