import { addressKey } from './read-address.ts';

/** A list's statement on an address, with the dates that it and its versions give. */
export interface WalletListing {
  list: string;
  /** Id of the list's entry. */
  entry: string;
  address: string;
  currencies: readonly string[];
  programmes: readonly string[];
  /** References of the holder's own entry, as the list gives them. */
  holders: readonly string[];
  /** Day of the listing as the list writes it; of a list that dates holders, the holder's. Null when it writes none. */
  listedOn: string | null;
  /** Day of the first loaded version with it, and of the first later one without it: then it is no longer listed. */
  firstSeenOn: string;
  delistedOn: string | null;
}

export interface WalletAnswer {
  address: string;
  /** Listings in force, then those that ended. */
  listings: readonly WalletListing[];
  isListed: boolean;
}

/** Every address that a loaded list names or named. */
export class ListedWallets {
  readonly #byKey = new Map<string, WalletListing[]>();
  readonly #listed = new Set<string>();

  constructor(listings: readonly WalletListing[]) {
    for (const listing of listings) {
      const key = addressKey(listing.address);
      const known = this.#byKey.get(key);
      if (known) known.push(listing);
      else this.#byKey.set(key, [listing]);
      if (listing.delistedOn === null) this.#listed.add(key);
    }
    for (const held of this.#byKey.values())
      held.sort((one, other) => Number(one.delistedOn !== null) - Number(other.delistedOn !== null));
  }

  get size(): number {
    return this.#byKey.size;
  }

  check(address: string): WalletAnswer {
    const key = addressKey(address);
    return { address: address.trim(), listings: this.#byKey.get(key) ?? [], isListed: this.#listed.has(key) };
  }

  /** Of many addresses those that a list names or named, with their place; the others are counted by the caller. */
  hits(addresses: Iterable<string>): { at: number; answer: WalletAnswer }[] {
    const hits: { at: number; answer: WalletAnswer }[] = [];
    let at = 0;
    for (const address of addresses) {
      const listings = this.#byKey.get(addressKey(address));
      if (listings) hits.push({ at, answer: this.check(address) });
      at += 1;
    }
    return hits;
  }

  all(): IterableIterator<[string, readonly WalletListing[]]> {
    return this.#byKey.entries();
  }
}
