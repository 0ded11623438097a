import { addressKey } from '../wallets/read-address.ts';
import type { Amount, Hop, Movement } from './movement.ts';

/** A movement of several inputs or outputs, or one that changes the asset. */
export interface WideMovement {
  inputs: { pot: number; amount: bigint }[];
  outputs: { pot: number; amount: bigint }[];
  /** True for a declared hop: the amounts on both sides are of different assets. */
  isHop: boolean;
}

/**
 * Movements in the order of time as columns. Value lies in pots: on chains of accounts a pot is an address with an
 * asset, on chains of unspent outputs each output is one.
 */
export interface TransferBook {
  addresses: readonly string[];
  addressOf(text: string): number | undefined;
  /** By pot: its address and asset. */
  potAddress: Int32Array;
  potAsset: readonly string[];
  potCount: number;
  count: number;
  /** Seconds since 1970. */
  at: Float64Array;
  tx: readonly string[];
  /** Of plain movements the two pots; of wide ones -1 and the number in `wide`. */
  from: Int32Array;
  to: Int32Array;
  amount: readonly bigint[];
  wide: readonly WideMovement[];
  blocks: Map<string, { first: number; last: number }>;
}

/** A list of whole numbers that grows. */
class Column {
  #values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  done(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}

/** Gathers movements in any order and lays them out by time. */
export class TransferBookBuilder {
  readonly #addresses: string[] = [];
  readonly #addressIds = new Map<string, number>();
  readonly #accounts = new Map<string, Map<number, number>>();
  readonly #outputs = new Map<string, number>();
  readonly #potAddress = new Column();
  readonly #potAsset: string[] = [];
  readonly #at: number[] = [];
  readonly #block: number[] = [];
  readonly #index: number[] = [];
  readonly #tx: string[] = [];
  readonly #from = new Column();
  readonly #to = new Column();
  readonly #amount: bigint[] = [];
  readonly #wide: WideMovement[] = [];
  readonly #blocks: TransferBook['blocks'] = new Map();
  readonly #seen: Set<string> | null;

  /** Where several files may hold the same movement, each is taken once; telling so costs memory. */
  constructor({ mayRepeat }: { mayRepeat: boolean }) {
    this.#seen = mayRepeat ? new Set() : null;
  }

  /** Takes a movement in. The same movement is told by its chain, transaction and number. */
  add(movement: Movement): void {
    const { chain, asset, inputs, outputs, block } = movement;
    if (this.#seen) {
      const key = `${chain}/${movement.tx}/${movement.index}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    if (block !== null) this.#sawBlock(chain, block);
    const [input, output] = [inputs[0], outputs[0]];
    const isPlain =
      inputs.length === 1 &&
      outputs.length === 1 &&
      input?.amount === output?.amount &&
      input?.outpoint === undefined &&
      output?.outpoint === undefined;
    if (isPlain && input && output) {
      this.#from.push(this.#accountPot(chain, asset, input.address));
      this.#to.push(this.#accountPot(chain, asset, output.address));
      this.#amount.push(output.amount);
    } else {
      const side = (amounts: readonly Amount[]) =>
        amounts.map((one) => ({
          pot:
            one.outpoint === undefined
              ? this.#accountPot(chain, asset, one.address)
              : this.#outputPot(chain, asset, one.address, one.outpoint),
          amount: one.amount,
        }));
      this.#addWide({ inputs: side(inputs), outputs: side(outputs), isHop: false });
    }
    this.#stamp(movement);
  }

  /** Takes a declared hop in, as if it were a movement of its instant. */
  addHop(hop: Hop): void {
    const pot = (side: Hop['from']): number => this.#accountPot(side.chain, side.asset, side.address);
    this.#addWide({
      inputs: [{ pot: pot(hop.from), amount: hop.from.amount }],
      outputs: [{ pot: pot(hop.to), amount: hop.to.amount }],
      isHop: true,
    });
    this.#stamp({ tx: `hop:${hop.id}`, index: 0, at: hop.at, block: null });
  }

  #addWide(wide: WideMovement): void {
    this.#from.push(-1);
    this.#to.push(this.#wide.length);
    this.#wide.push(wide);
    this.#amount.push(0n);
  }

  #stamp({ tx, index, at, block }: Pick<Movement, 'tx' | 'index' | 'at' | 'block'>): void {
    this.#at.push(at);
    this.#tx.push(tx);
    this.#index.push(index);
    this.#block.push(block ?? -1);
  }

  #sawBlock(chain: string, block: number): void {
    const known = this.#blocks.get(chain);
    if (!known) this.#blocks.set(chain, { first: block, last: block });
    else {
      known.first = Math.min(known.first, block);
      known.last = Math.max(known.last, block);
    }
  }

  /** Accounts by the number of their address: a text for each would weigh more than all else. */
  #accountPot(chain: string, asset: string, address: string): number {
    const kind = `${chain}/${asset}`;
    let pots = this.#accounts.get(kind);
    if (!pots) {
      pots = new Map();
      this.#accounts.set(kind, pots);
    }
    const id = this.#addressId(address);
    const known = pots.get(id);
    if (known !== undefined) return known;
    const pot = this.#newPot(asset, id);
    pots.set(id, pot);
    return pot;
  }

  #outputPot(chain: string, asset: string, address: string, outpoint: string): number {
    const key = `${chain}/${outpoint}`;
    const known = this.#outputs.get(key);
    if (known !== undefined) return known;
    const pot = this.#newPot(asset, this.#addressId(address));
    this.#outputs.set(key, pot);
    return pot;
  }

  #newPot(asset: string, address: number): number {
    this.#potAsset.push(asset);
    this.#potAddress.push(address);
    return this.#potAsset.length - 1;
  }

  #addressId(address: string): number {
    const key = addressKey(address);
    const known = this.#addressIds.get(key);
    if (known !== undefined) return known;
    const id = this.#addresses.length;
    this.#addressIds.set(key, id);
    const shown = address.trim();
    // One text where the two forms are the same.
    this.#addresses.push(shown === key ? key : shown);
    return id;
  }

  /** The book. The builder is used up. */
  book(): TransferBook {
    const count = this.#at.length;
    const order = new Uint32Array(count);
    for (let row = 0; row < count; row += 1) order[row] = row;
    const [at, block, index] = [this.#at, this.#block, this.#index];
    const isSorted = at.every((_, row) => row === 0 || isBefore({ at, block, index }, row - 1, row));
    if (!isSorted) order.sort((one, other) => (isBefore({ at, block, index }, one, other) ? -1 : 1));
    const from = this.#from.done();
    const to = this.#to.done();
    return {
      addresses: this.#addresses,
      addressOf: (text) => this.#addressIds.get(addressKey(text)),
      potAddress: this.#potAddress.done(),
      potAsset: this.#potAsset,
      potCount: this.#potAsset.length,
      count,
      at: Float64Array.from(order, (row) => at[row] ?? 0),
      tx: isSorted ? this.#tx : Array.from(order, (row) => this.#tx[row] ?? ''),
      from: isSorted ? from : Int32Array.from(order, (row) => from[row] ?? 0),
      to: isSorted ? to : Int32Array.from(order, (row) => to[row] ?? 0),
      amount: isSorted ? this.#amount : Array.from(order, (row) => this.#amount[row] ?? 0n),
      wide: this.#wide,
      blocks: this.#blocks,
    };
  }
}

interface Stamps {
  at: readonly number[];
  block: readonly number[];
  index: readonly number[];
}

/** By time, then block, then number in the block or transaction, then as they came. */
function isBefore({ at, block, index }: Stamps, one: number, other: number): boolean {
  const [a, b] = [at[one] ?? 0, at[other] ?? 0];
  if (a !== b) return a < b;
  const [c, d] = [block[one] ?? -1, block[other] ?? -1];
  if (c !== d) return c < d;
  const [e, f] = [index[one] ?? 0, index[other] ?? 0];
  return e === f ? one < other : e < f;
}
