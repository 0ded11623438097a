import type { TransferBook } from './transfer-book.ts';

/** How near an address stands to a listed one in the loaded transfers. */
export interface Exposure {
  /** Payments on the shortest way; 1 is a direct one. */
  hops: number;
  /** The way, the listed address first where value came from it, last where it went there. */
  path: string[];
}

const FAR = 255;

/** Shortest ways from and to any of the listed addresses, for all addresses of a book at once. */
export class ExposureMap {
  readonly #book: TransferBook;
  readonly #from: { hops: Uint8Array; via: Int32Array };
  readonly #to: { hops: Uint8Array; via: Int32Array };

  /** Ways longer than `mostHops` say little: nearly everyone is near everyone. */
  constructor(book: TransferBook, listed: Iterable<string>, mostHops: number) {
    this.#book = book;
    const seeds = [...listed].flatMap((address) => book.addressOf(address) ?? []);
    this.#from = reach(payments(book, false), seeds, mostHops);
    this.#to = reach(payments(book, true), seeds, mostHops);
  }

  /** Listed value that may have come to the address. */
  receivedFrom(address: string): Exposure | null {
    const way = this.#way(address, this.#from);
    return way && { hops: way.length - 1, path: way.reverse() };
  }

  /** Value that may have gone on to a listed address. */
  sentTo(address: string): Exposure | null {
    const way = this.#way(address, this.#to);
    return way && { hops: way.length - 1, path: way };
  }

  /** How many payments lie between, in both directions; null when there is no way, or the address is listed itself. */
  nearness(address: string): { received: number | null; sent: number | null } | null {
    const at = this.#book.addressOf(address);
    if (at === undefined) return null;
    const [received = FAR, sent = FAR] = [this.#from.hops[at], this.#to.hops[at]];
    if (received === 0 || (received === FAR && sent === FAR)) return null;
    return { received: received === FAR ? null : received, sent: sent === FAR ? null : sent };
  }

  #way(address: string, { hops, via }: { hops: Uint8Array; via: Int32Array }): string[] | null {
    let at = this.#book.addressOf(address);
    if (at === undefined || (hops[at] ?? FAR) === FAR || hops[at] === 0) return null;
    const way: string[] = [];
    for (; at !== undefined && at >= 0; at = via[at]) way.push(this.#book.addresses[at] ?? '');
    return way;
  }
}

interface Payments {
  first: Int32Array;
  target: Int32Array;
}

/** Who paid whom, as neighbours of each address; reversed for who was paid by whom. */
function payments(book: TransferBook, isReversed: boolean): Payments {
  const count = book.addresses.length;
  const first = new Int32Array(count + 1);
  const each = (take: (from: number, to: number) => void): void =>
    eachPayment(book, (from, to) => (isReversed ? take(to, from) : take(from, to)));
  each((from) => {
    first[from + 1] = (first[from + 1] ?? 0) + 1;
  });
  for (let at = 0; at < count; at += 1) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0);
  const target = new Int32Array(first[count] ?? 0);
  const next = first.slice();
  each((from, to) => {
    const at = next[from] ?? 0;
    next[from] = at + 1;
    target[at] = to;
  });
  return { first, target };
}

function eachPayment(book: TransferBook, take: (from: number, to: number) => void): void {
  const owner = (pot: number): number => book.potAddress[pot] ?? 0;
  for (let row = 0; row < book.count; row += 1) {
    const from = book.from[row] ?? 0;
    if (from >= 0) {
      take(owner(from), owner(book.to[row] ?? 0));
      continue;
    }
    const { inputs, outputs } = book.wide[book.to[row] ?? 0] ?? { inputs: [], outputs: [] };
    for (const payer of payers(inputs.map(({ pot }) => owner(pot))))
      for (const { pot } of outputs) take(payer, owner(pot));
  }
}

/** Of a transaction with very many inputs only so many payers are followed: every pair would be counted. */
const MOST_PAYERS = 200;

function payers(addresses: readonly number[]): number[] {
  return [...new Set(addresses)].slice(0, MOST_PAYERS);
}

function reach({ first, target }: Payments, seeds: readonly number[], mostHops: number) {
  const hops = new Uint8Array(first.length - 1).fill(FAR);
  const via = new Int32Array(first.length - 1).fill(-1);
  let shell = [...new Set(seeds)];
  for (const seed of shell) hops[seed] = 0;
  for (let hop = 1; hop <= mostHops && shell.length > 0; hop += 1) {
    const next: number[] = [];
    for (const from of shell)
      for (let at = first[from] ?? 0; at < (first[from + 1] ?? 0); at += 1) {
        const to = target[at] ?? 0;
        if (hops[to] !== FAR) continue;
        hops[to] = hop;
        via[to] = from;
        next.push(to);
      }
    shell = next;
  }
  return { hops, via };
}
