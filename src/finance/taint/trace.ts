import type { TransferBook, WideMovement } from '../transfers/transfer-book.ts';
import { HaircutModel } from './haircut-model.ts';
import type { Given, ModelName, OnFlow, Step, TaintModel, Taken, Tally } from './model.ts';
import { PoisonModel } from './poison-model.ts';
import { QueueModel } from './queue-model.ts';

/** The theft: what arrives at an address within a time, or the outputs of a transaction, at one address of it or at all. */
export type TraceSource = { address: string; from?: number; to?: number } | { tx: string; address?: string };

/** An address at which tracing ends, since what comes out is not what went in: a mixer, an exchange, frozen funds. */
export interface TraceEnd {
  address: string;
  category: string;
}

export interface TraceQuestion {
  sources: readonly TraceSource[];
  ends: readonly TraceEnd[];
  models: readonly ModelName[];
  /** Told of every stolen sum that moves, by model. */
  onFlow?: (model: ModelName, ...flow: Parameters<OnFlow>) => void;
}

/** Where the stolen value of one asset was at the end of a day, by one model. */
export interface DayTally {
  day: string;
  model: ModelName;
  asset: string;
  stolen: bigint;
  held: bigint;
  ends: Record<string, bigint>;
  fees: bigint;
}

export interface TraceResult {
  models: readonly TaintModel[];
  assets: readonly string[];
  /** Number of each asset by pot. */
  assetOf: Uint16Array;
  categories: readonly string[];
  series: DayTally[];
  /** Final balance of a pot. */
  balance(pot: number): bigint;
  /** What addresses must have held before the first movement, since they paid it out; clean by assumption. */
  openings: number;
}

const DAY = 86_400;

/** Follows stolen value through the book by all models in one pass. */
export function trace(book: TransferBook, question: TraceQuestion): TraceResult {
  const { assets, assetOf } = assetsOf(book);
  const categories = [...new Set(question.ends.map(({ category }) => category))].sort();
  const { balances, openings } = openingBalances(book);
  const onFlow = question.onFlow;
  const models = question.models.map((name): TaintModel => {
    const parts = {
      assetOf,
      categories: categories.length,
      onFlow: onFlow ? (...flow: Parameters<OnFlow>) => onFlow(name, ...flow) : null,
    };
    if (name === 'poison') return new PoisonModel(parts, (pot) => balances[pot] ?? 0n);
    return name === 'haircut' ? new HaircutModel(parts) : new QueueModel(name, parts);
  });
  const steps = new StepMaker(book, { question, categories, balances });
  const days = new DaySeries(models, assets, categories);
  for (let row = 0; row < book.count; row += 1) {
    days.before(Math.floor((book.at[row] ?? 0) / DAY));
    const step = steps.at(row);
    for (const model of models) model.move(step);
  }
  days.end();
  settlePoison(models, assets, assetOf);
  return {
    models,
    assets,
    assetOf,
    categories,
    series: days.rows,
    balance: (pot) => balances[pot] ?? 0n,
    openings,
  };
}

function assetsOf({ potAsset }: TransferBook): { assets: string[]; assetOf: Uint16Array } {
  const numbers = new Map<string, number>();
  const assetOf = new Uint16Array(potAsset.length);
  potAsset.forEach((asset, pot) => {
    let number = numbers.get(asset);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(asset, number);
    }
    assetOf[pot] = number;
  });
  return { assets: [...numbers.keys()], assetOf };
}

/** The least that each pot must have held at the start for all its payments to be possible. */
function openingBalances(book: TransferBook): { balances: bigint[]; openings: number } {
  const balances: bigint[] = new Array<bigint>(book.potCount).fill(0n);
  const lowest: bigint[] = new Array<bigint>(book.potCount).fill(0n);
  const change = (pot: number, by: bigint): void => {
    const after = (balances[pot] ?? 0n) + by;
    balances[pot] = after;
    if (after < (lowest[pot] ?? 0n)) lowest[pot] = after;
  };
  for (let row = 0; row < book.count; row += 1) {
    const from = book.from[row] ?? 0;
    if (from >= 0) {
      change(from, -(book.amount[row] ?? 0n));
      change(book.to[row] ?? 0, book.amount[row] ?? 0n);
      continue;
    }
    const wide = book.wide[book.to[row] ?? 0];
    for (const { pot, amount } of wide?.inputs ?? []) change(pot, -amount);
    for (const { pot, amount } of wide?.outputs ?? []) change(pot, amount);
  }
  let openings = 0;
  for (let pot = 0; pot < book.potCount; pot += 1) {
    const opening = -(lowest[pot] ?? 0n);
    if (opening > 0n) openings += 1;
    balances[pot] = opening;
  }
  return { balances, openings };
}

interface StepParts {
  question: TraceQuestion;
  categories: readonly string[];
  balances: bigint[];
}

/** Makes each movement a step, keeping the balances. Plain steps are one object used over and over. */
class StepMaker {
  readonly #book: TransferBook;
  readonly #balances: bigint[];
  readonly #sourceAddresses = new Map<number, { from: number; to: number }[]>();
  readonly #sourceTransactions = new Map<string, Set<number> | null>();
  readonly #end: Int8Array;
  readonly #taken: Taken = { pot: 0, amount: 0n, before: 0n };
  readonly #given: Given = { pot: 0, amount: 0n, before: 0n, isSource: false, end: -1 };
  readonly #plain: Step = { inputs: [this.#taken], outputs: [this.#given], isHop: false };

  constructor(book: TransferBook, { question, categories, balances }: StepParts) {
    this.#book = book;
    this.#balances = balances;
    this.#end = new Int8Array(book.addresses.length).fill(-1);
    for (const { address, category } of question.ends) {
      const id = book.addressOf(address);
      if (id !== undefined) this.#end[id] = categories.indexOf(category);
    }
    for (const source of question.sources) this.#addSource(source);
  }

  #addSource(source: TraceSource): void {
    const id = source.address === undefined ? undefined : this.#book.addressOf(source.address);
    if ('tx' in source) {
      const known = this.#sourceTransactions.get(source.tx);
      if (source.address === undefined) this.#sourceTransactions.set(source.tx, null);
      else if (known !== null && id !== undefined)
        this.#sourceTransactions.set(source.tx, new Set([...(known ?? []), id]));
      return;
    }
    if (id === undefined) return;
    const times = this.#sourceAddresses.get(id) ?? [];
    times.push({ from: source.from ?? 0, to: source.to ?? Number.MAX_SAFE_INTEGER });
    this.#sourceAddresses.set(id, times);
  }

  at(row: number): Step {
    const from = this.#book.from[row] ?? 0;
    if (from < 0) return this.#wide(this.#book.wide[this.#book.to[row] ?? 0] ?? NO_MOVEMENT, row);
    const amount = this.#book.amount[row] ?? 0n;
    const to = this.#book.to[row] ?? 0;
    this.#take(this.#taken, from, amount);
    this.#give(this.#given, { pot: to, amount }, row);
    return this.#plain;
  }

  #wide({ inputs, outputs, isHop }: WideMovement, row: number): Step {
    const taken = inputs.map(({ pot, amount }) => this.#take({ pot, amount, before: 0n }, pot, amount));
    const given = outputs.map((output) => this.#give({ ...output, before: 0n, isSource: false, end: -1 }, output, row));
    return { inputs: taken, outputs: given, isHop };
  }

  #take(into: Taken, pot: number, amount: bigint): Taken {
    into.pot = pot;
    into.amount = amount;
    into.before = this.#balances[pot] ?? 0n;
    this.#balances[pot] = into.before - amount;
    return into;
  }

  #give(into: Given, { pot, amount }: { pot: number; amount: bigint }, row: number): Given {
    const address = this.#book.potAddress[pot] ?? 0;
    into.pot = pot;
    into.amount = amount;
    into.before = this.#balances[pot] ?? 0n;
    into.end = this.#end[address] ?? -1;
    into.isSource = this.#isSource(address, row);
    this.#balances[pot] = into.before + amount;
    return into;
  }

  #isSource(address: number, row: number): boolean {
    if (this.#sourceTransactions.size > 0) {
      const addresses = this.#sourceTransactions.get(this.#book.tx[row] ?? '');
      if (addresses === null || addresses?.has(address)) return true;
    }
    if (this.#sourceAddresses.size === 0) return false;
    const at = this.#book.at[row] ?? 0;
    return this.#sourceAddresses.get(address)?.some(({ from, to }) => from <= at && at <= to) ?? false;
  }
}

const NO_MOVEMENT: WideMovement = { inputs: [], outputs: [], isHop: false };

/** Notes the tallies at the end of every day on which one changed. */
class DaySeries {
  readonly rows: DayTally[] = [];
  readonly #models: readonly TaintModel[];
  readonly #assets: readonly string[];
  readonly #categories: readonly string[];
  readonly #latest = new Map<string, string>();
  #day = -1;

  constructor(models: readonly TaintModel[], assets: readonly string[], categories: readonly string[]) {
    this.#models = models.filter(({ conserves }) => conserves);
    this.#assets = assets;
    this.#categories = categories;
  }

  before(day: number): void {
    if (day === this.#day) return;
    this.end();
    this.#day = day;
  }

  end(): void {
    if (this.#day < 0) return;
    const day = new Date(this.#day * DAY * 1000).toISOString().slice(0, 10);
    for (const model of this.#models)
      for (const [number, asset] of this.#assets.entries()) this.#note(day, model, { number, asset });
  }

  #note(day: string, model: TaintModel, { number, asset }: { number: number; asset: string }): void {
    const { stolen, held, ends, fees, hopIn } = model.tally(number);
    if (stolen === 0n && hopIn === 0n) return;
    const state = [stolen, held, fees, ...ends].join();
    const key = `${model.name} ${asset}`;
    if (this.#latest.get(key) === state) return;
    this.#latest.set(key, state);
    const byCategory = Object.fromEntries(this.#categories.map((name, at) => [name, ends[at] ?? 0n]));
    this.rows.push({ day, model: model.name, asset, stolen: stolen + hopIn, held, ends: byCategory, fees });
  }
}

function settlePoison(models: readonly TaintModel[], assets: readonly string[], assetOf: Uint16Array): void {
  for (const model of models) {
    if (model.conserves) continue;
    const tallies: Tally[] = assets.map((_, number) => model.tally(number));
    for (const pot of model.pots()) {
      const tally = tallies[assetOf[pot] ?? 0];
      if (tally) tally.held += model.heldIn(pot);
    }
  }
}
