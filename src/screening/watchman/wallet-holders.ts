import { entryId } from '../../lists/entry.ts';
import { isA } from '../../parties/schema.ts';
import type { Member, Party } from '../party.ts';
import type { Screener } from '../screener.ts';
import type { AskedWallet } from './watchman-question.ts';
import { watchmanTerms } from './watchman-terms.ts';

/** Whose the wallets are, as the lists say. Here a wallet is a party; in Watchman it is a field of its holder. */
export interface WalletHolders {
  /** The parties that hold the wallet, each list naming its own; none when no list in use says. */
  holdersOf(wallet: Party): readonly Party[];
  /** The wallets of a party; a wallet's own address when it is one. */
  walletsOf(party: Party): readonly AskedWallet[];
}

const known = new WeakMap<Screener, WalletHolders>();

/** The holders among a screener's parties, found once for each screener. */
export function walletHolders(screener: Screener): WalletHolders {
  const before = known.get(screener);
  if (before) return before;
  const held = new Map<Party, AskedWallet[]>();
  const holdersOf = new Map<Party, Party[]>();
  for (const party of screener.parties) {
    if (!isA(party.subject.schema, 'CryptoWallet')) continue;
    const named = party.members.flatMap(holderIds).flatMap((id) => screener.find(id) ?? []);
    const holders = [...new Set(named)].filter((holder) => holder !== party);
    const wallets = addressesOf(party);
    holdersOf.set(party, holders);
    for (const owner of [party, ...holders]) held.set(owner, [...(held.get(owner) ?? []), ...wallets]);
  }
  const found: WalletHolders = {
    holdersOf: (wallet) => holdersOf.get(wallet) ?? [],
    walletsOf: (party) => held.get(party) ?? [],
  };
  known.set(screener, found);
  return found;
}

function holderIds({ entry: { list, properties, designations } }: Member): string[] {
  const named = (properties.holder ?? []).map((key) => entryId(list, key));
  const holderList = watchmanTerms.walletHolders[list];
  if (holderList === undefined) return named;
  return [...named, ...designations.flatMap(({ reference }) => (reference ? [entryId(holderList, reference)] : []))];
}

/** A currency is told only where the wallet has one: of several, none says which is meant. */
function addressesOf({ subject: { properties } }: Party): AskedWallet[] {
  const [currency, ...others] = properties.currency ?? [];
  const sure = currency !== undefined && others.length === 0 ? { currency } : {};
  return (properties.publicKey ?? []).map((address) => ({ ...sure, address }));
}
