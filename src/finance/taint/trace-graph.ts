import { hashOf } from '../../kernel/hash.ts';
import type { TransferBook } from '../transfers/transfer-book.ts';
import type { ModelName } from './model.ts';
import type { DayTally, TraceEnd, TraceQuestion, TraceResult, TraceSource } from './trace.ts';

/** A graph that can be handed over: what was asked, of which data, and what came out, under one hash. */
export interface TraceGraph {
  format: 'watchkeeper-trace';
  version: 1;
  /** True where the data it rests on is an exercise's. */
  exercise: boolean;
  question: { sources: TraceSource[]; ends: TraceEnd[]; models: ModelName[]; hops: number; disputedHops: number };
  data: {
    bundles: string[];
    blocks: Record<string, { first: number; last: number }>;
    transfers: number;
    openings: number;
  };
  totals: {
    model: ModelName;
    asset: string;
    stolen: string;
    held: string;
    fees: string;
    hopIn: string;
    hopOut: string;
    ends: Record<string, string>;
  }[];
  series: (Omit<DayTally, 'stolen' | 'held' | 'fees' | 'ends'> & SeriesTexts)[];
  nodes: { address: string; held: { model: ModelName; asset: string; amount: string }[]; end: string | null }[];
  edges: { from: string; to: string; flows: { model: ModelName; asset: string; amount: string }[] }[];
  /** Addresses and flows that were left out, since only the largest are kept. */
  leftOut: { addresses: number; flows: number };
  sha256: string;
}

interface SeriesTexts {
  stolen: string;
  held: string;
  fees: string;
  ends: Record<string, string>;
  /** Of a hundred, what is still held at ordinary addresses, to two digits; exact numbers stand beside it. */
  traceablePercent: string;
}

/** Most flows that are summed up, and most that a graph shows. */
const MOST_FLOWS = 400_000;
const MOST_NODES = 150;
const MOST_EDGES = 400;

/** Sums flows up while a trace runs. */
export class FlowSum {
  readonly #book: TransferBook;
  readonly #sums = new Map<string, bigint>();
  lost = 0;

  constructor(book: TransferBook) {
    this.#book = book;
  }

  note(model: ModelName, from: number, to: number, amount: bigint): void {
    const [payer, payee] = [this.#book.potAddress[from] ?? 0, this.#book.potAddress[to] ?? 0];
    if (payer === payee) return;
    const key = `${payer} ${payee} ${model} ${this.#book.potAsset[to] ?? ''}`;
    const sum = this.#sums.get(key);
    if (sum === undefined && this.#sums.size >= MOST_FLOWS) this.lost += 1;
    else this.#sums.set(key, (sum ?? 0n) + amount);
  }

  *all(): Generator<{ payer: number; payee: number; model: ModelName; asset: string; amount: bigint }> {
    for (const [key, amount] of this.#sums) {
      const [payer = '', payee = '', model = '', ...asset] = key.split(' ');
      yield { payer: Number(payer), payee: Number(payee), model: model as ModelName, asset: asset.join(' '), amount };
    }
  }
}

export interface GraphParts {
  book: TransferBook;
  question: TraceQuestion;
  result: TraceResult;
  flows: FlowSum;
  bundles: readonly string[];
  hops: number;
  disputedHops: number;
  exercise: boolean;
}

/** Makes the graph of a trace. The same data and question give the same hash on any machine. */
export function traceGraph({
  book,
  question,
  result,
  flows,
  bundles,
  hops,
  disputedHops,
  exercise,
}: GraphParts): TraceGraph {
  const held = heldByAddress(book, result);
  const summed = [...flows.all()].sort(byAmount);
  const chosen = chooseAddresses(book, { question, held, summed });
  const edges = edgesAmong(book, summed, chosen);
  const bare: Omit<TraceGraph, 'sha256'> = {
    format: 'watchkeeper-trace',
    version: 1,
    exercise,
    question: {
      sources: [...question.sources],
      ends: [...question.ends],
      models: [...question.models],
      hops,
      disputedHops,
    },
    data: {
      bundles: [...bundles].sort(),
      blocks: Object.fromEntries([...book.blocks].sort()),
      transfers: book.count,
      openings: result.openings,
    },
    totals: totalsOf(result),
    series: result.series.map(seriesRow),
    nodes: [...chosen].map((id) => ({
      address: book.addresses[id] ?? '',
      held: held.get(id) ?? [],
      end: endOf(question, book, id),
    })),
    edges: edges.kept,
    leftOut: { addresses: [...held.keys()].filter((id) => !chosen.has(id)).length, flows: edges.leftOut + flows.lost },
  };
  return { ...bare, sha256: hashOf(bare) };
}

/** True when nothing in a saved graph was changed since its hash was made. */
export function isUnchanged(graph: TraceGraph): boolean {
  const { sha256, ...bare } = graph;
  return hashOf(bare) === sha256;
}

type Held = Map<number, { model: ModelName; asset: string; amount: string }[]>;
type Summed = { payer: number; payee: number; model: ModelName; asset: string; amount: bigint };

/** Poison is left to the end: it counts whole balances. */
function byAmount(one: Summed, other: Summed): number {
  const [a, b] = [one.model === 'poison', other.model === 'poison'];
  if (a !== b) return a ? 1 : -1;
  if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1;
  return one.payer - other.payer || one.payee - other.payee;
}

function heldByAddress(book: TransferBook, { models, assets, assetOf }: TraceResult): Held {
  const sums = new Map<number, Map<string, bigint>>();
  for (const model of models)
    for (const pot of model.pots()) {
      const amount = model.heldIn(pot);
      if (amount === 0n) continue;
      const address = book.potAddress[pot] ?? 0;
      const own = sums.get(address) ?? new Map<string, bigint>();
      const key = `${model.name} ${assets[assetOf[pot] ?? 0] ?? ''}`;
      own.set(key, (own.get(key) ?? 0n) + amount);
      sums.set(address, own);
    }
  return new Map(
    [...sums].map(([address, own]) => [
      address,
      [...own].map(([key, amount]) => {
        const space = key.indexOf(' ');
        return { model: key.slice(0, space) as ModelName, asset: key.slice(space + 1), amount: amount.toString() };
      }),
    ]),
  );
}

/** The sources, then those who hold most, then those through whom most flowed. */
function chooseAddresses(
  book: TransferBook,
  { question, held, summed }: { question: TraceQuestion; held: Held; summed: readonly Summed[] },
): Set<number> {
  const chosen = new Set<number>();
  for (const { address } of question.sources) {
    const id = address === undefined ? undefined : book.addressOf(address);
    if (id !== undefined) chosen.add(id);
  }
  const most = (id: number): bigint =>
    (held.get(id) ?? []).reduce(
      (high, { model, amount }) => (model !== 'poison' && BigInt(amount) > high ? BigInt(amount) : high),
      0n,
    );
  const holders = [...held.keys()].map((id) => ({ id, amount: most(id) })).filter(({ amount }) => amount > 0n);
  holders.sort((one, other) => (one.amount === other.amount ? one.id - other.id : one.amount > other.amount ? -1 : 1));
  for (const { id } of holders.slice(0, MOST_NODES / 2)) chosen.add(id);
  for (const { payer, payee } of summed) {
    if (chosen.size >= MOST_NODES) break;
    chosen.add(payer).add(payee);
  }
  return chosen;
}

function edgesAmong(book: TransferBook, summed: readonly Summed[], chosen: ReadonlySet<number>) {
  const edges = new Map<string, TraceGraph['edges'][number]>();
  let leftOut = 0;
  for (const { payer, payee, model, asset, amount } of summed) {
    const key = `${payer} ${payee}`;
    let edge = edges.get(key);
    if (!edge) {
      if (!chosen.has(payer) || !chosen.has(payee) || edges.size >= MOST_EDGES) {
        leftOut += 1;
        continue;
      }
      edge = { from: book.addresses[payer] ?? '', to: book.addresses[payee] ?? '', flows: [] };
      edges.set(key, edge);
    }
    edge.flows.push({ model, asset, amount: amount.toString() });
  }
  return { kept: [...edges.values()], leftOut };
}

function endOf(question: TraceQuestion, book: TransferBook, id: number): string | null {
  return question.ends.find(({ address }) => book.addressOf(address) === id)?.category ?? null;
}

function totalsOf({ models, assets, categories }: TraceResult): TraceGraph['totals'] {
  return models.flatMap((model) =>
    assets.flatMap((asset, number) => {
      const { stolen, held, ends, fees, hopIn, hopOut } = model.tally(number);
      if (stolen === 0n && hopIn === 0n) return [];
      const byCategory = Object.fromEntries(categories.map((name, at) => [name, (ends[at] ?? 0n).toString()]));
      const texts = { stolen, held, fees, hopIn, hopOut };
      const written = Object.fromEntries(Object.entries(texts).map(([name, sum]) => [name, sum.toString()]));
      return [{ model: model.name, asset, ...(written as Record<keyof typeof texts, string>), ends: byCategory }];
    }),
  );
}

function seriesRow({ day, model, asset, stolen, held, ends, fees }: DayTally): TraceGraph['series'][number] {
  return {
    ...{ day, model, asset, stolen: stolen.toString(), held: held.toString(), fees: fees.toString() },
    ends: Object.fromEntries(Object.entries(ends).map(([name, sum]) => [name, sum.toString()])),
    traceablePercent: percent(held, stolen),
  };
}

/** Rounded down, so that 100 means all of it. */
export function percent(part: bigint, whole: bigint): string {
  if (whole === 0n) return '0.00';
  const hundredths = (part * 10_000n) / whole;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}
