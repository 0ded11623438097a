import { entryId } from '../../lists/entry.ts';
import { isA } from '../../parties/schema.ts';
import type { Member, Party } from '../party.ts';
import type { Screener } from '../screener.ts';
import type { AskedWallet } from './watchman-question.ts';
import { watchmanTerms } from './watchman-terms.ts';

/** Whose the wallets are, as the lists say. Here a wallet is a party; in Watchman it is a field of its holder. */
export interface WalletHolders {
  /** The party that holds the wallet, undefined when no list in use says. */
  holderOf(wallet: Party): Party | undefined;
  /** The wallets of a party; a wallet's own address when it is one. */
  walletsOf(party: Party): readonly AskedWallet[];
}

const known = new WeakMap<Screener, WalletHolders>();

/** The holders among a screener's parties, found once for each screener. */
export function walletHolders(screener: Screener): WalletHolders {
  const before = known.get(screener);
  if (before) return before;
  const held = new Map<Party, AskedWallet[]>();
  const holders = new Map<Party, Party>();
  for (const party of screener.parties) {
    if (!isA(party.subject.schema, 'CryptoWallet')) continue;
    const holder = party.members.flatMap(holderIds).flatMap((id) => screener.find(id) ?? [])[0];
    const wallets = addressesOf(party);
    held.set(party, wallets);
    if (!holder || holder === party) continue;
    holders.set(party, holder);
    held.set(holder, [...(held.get(holder) ?? []), ...wallets]);
  }
  const found: WalletHolders = {
    holderOf: (wallet) => holders.get(wallet),
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
