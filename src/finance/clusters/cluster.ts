import type { TransferBook, WideMovement } from '../transfers/transfer-book.ts';

export const HEURISTICS = ['multi-input', 'one-time-change', 'deposit-reuse'] as const;
export type Heuristic = (typeof HEURISTICS)[number];

/** What each heuristic supposes, and how it fails: said beside every edge that it makes. */
export const HEURISTIC_FACTS: Readonly<Record<Heuristic, { supposes: string; fails: string; errorBound: string }>> = {
  'multi-input': {
    supposes: 'inputs of one transaction are signed by one owner',
    fails: 'CoinJoin and PayJoin, where several owners sign; transactions that look like CoinJoin are left out',
    errorBound: 'none published that holds for all chains; one missed CoinJoin joins strangers',
  },
  'one-time-change': {
    supposes:
      'of two outputs the one whose address appears for the first time and never again receives, while the other was seen before, is change',
    fails: 'payments to fresh addresses; wallets that reuse change',
    errorBound: 'none published; a lead, never evidence',
  },
  'deposit-reuse': {
    supposes:
      'several accounts that pay into one address which passes on what it received, unchanged, to a service, have one customer',
    fails: 'shared deposit addresses, gifts, payments to a customer of the service',
    errorBound: 'Victor 2020: this and kin cluster 17.9 % of active accounts; no rate of false joins is given',
  },
};

/** A join of two addresses by one heuristic in one transaction. */
export interface ClusterEdge {
  one: string;
  other: string;
  heuristic: Heuristic;
  parameters: Record<string, number | string>;
  tx: string;
}

export interface ClusterQuestion {
  heuristics: readonly Heuristic[];
  /** Addresses of services, for deposit addresses. */
  services: readonly string[];
  /** Seconds within which a deposit address must pass on. */
  depositSeconds?: number;
}

const LEAST_EQUAL_OUTPUTS = 3;
const MOST_INPUTS = 2000;
const DEPOSIT_SECONDS = 86_400;

/** Finds joins, each with its heuristic. An edge that a user does not accept is left out by naming fewer heuristics. */
export function clusterEdges(book: TransferBook, question: ClusterQuestion): ClusterEdge[] {
  const edges: ClusterEdge[] = [];
  const has = (heuristic: Heuristic): boolean => question.heuristics.includes(heuristic);
  if (has('multi-input') || has('one-time-change')) {
    const received = receipts(book);
    for (let row = 0; row < book.count; row += 1) {
      if ((book.from[row] ?? 0) >= 0) continue;
      const wide = book.wide[book.to[row] ?? 0];
      if (!wide || wide.isHop || wide.inputs.length === 0) continue;
      const tx = book.tx[row] ?? '';
      if (has('multi-input')) edges.push(...multiInput(book, wide, tx));
      if (has('one-time-change')) edges.push(...oneTimeChange(book, { wide, tx, row }, received));
    }
  }
  if (has('deposit-reuse')) edges.push(...depositReuse(book, question));
  return edges;
}

/** Several owners in one transaction: at least three equal outputs and as many inputs. */
export function looksLikeCoinJoin({ inputs, outputs }: WideMovement): boolean {
  const equal = new Map<bigint, number>();
  for (const { amount } of outputs) equal.set(amount, (equal.get(amount) ?? 0) + 1);
  const most = Math.max(0, ...equal.values());
  return most >= LEAST_EQUAL_OUTPUTS && inputs.length >= most;
}

function ownerOf(book: TransferBook, pot: number): number {
  return book.potAddress[pot] ?? 0;
}

function multiInput(book: TransferBook, wide: WideMovement, tx: string): ClusterEdge[] {
  if (wide.inputs.length < 2 || wide.inputs.length > MOST_INPUTS || looksLikeCoinJoin(wide)) return [];
  const [first, ...others] = [...new Set(wide.inputs.map(({ pot }) => ownerOf(book, pot)))];
  return others.map((other) => ({
    one: book.addresses[first ?? 0] ?? '',
    other: book.addresses[other] ?? '',
    heuristic: 'multi-input',
    parameters: { inputs: wide.inputs.length },
    tx,
  }));
}

interface Receipts {
  first: Float64Array;
  times: Int32Array;
}

/** By address the row of its first receipt and how many there are. */
function receipts(book: TransferBook): Receipts {
  const first = new Float64Array(book.addresses.length).fill(Number.POSITIVE_INFINITY);
  const times = new Int32Array(book.addresses.length);
  const note = (pot: number, row: number): void => {
    const address = ownerOf(book, pot);
    first[address] = Math.min(first[address] ?? row, row);
    times[address] = (times[address] ?? 0) + 1;
  };
  for (let row = 0; row < book.count; row += 1) {
    if ((book.from[row] ?? 0) >= 0) note(book.to[row] ?? 0, row);
    else for (const { pot } of book.wide[book.to[row] ?? 0]?.outputs ?? []) note(pot, row);
  }
  return { first, times };
}

function oneTimeChange(
  book: TransferBook,
  { wide, tx, row }: { wide: WideMovement; tx: string; row: number },
  { first, times }: Receipts,
): ClusterEdge[] {
  if (wide.outputs.length !== 2 || looksLikeCoinJoin(wide)) return [];
  const fresh = wide.outputs
    .map(({ pot }) => ownerOf(book, pot))
    .filter((address) => first[address] === row && times[address] === 1);
  const [change] = fresh;
  const payer = ownerOf(book, wide.inputs[0]?.pot ?? 0);
  if (fresh.length !== 1 || change === undefined || change === payer) return [];
  const [one, other] = [book.addresses[payer] ?? '', book.addresses[change] ?? ''];
  return [{ one, other, heuristic: 'one-time-change', parameters: { outputs: 2 }, tx }];
}

function depositReuse(
  book: TransferBook,
  { services, depositSeconds = DEPOSIT_SECONDS }: ClusterQuestion,
): ClusterEdge[] {
  const isService = new Set(services.flatMap((address) => book.addressOf(address) ?? []));
  const waiting = new Map<number, { payer: number; amount: bigint; at: number; tx: string }[]>();
  const payers = new Map<number, { payer: number; tx: string }>();
  const edges: ClusterEdge[] = [];
  for (let row = 0; row < book.count; row += 1) {
    const from = book.from[row] ?? 0;
    if (from < 0) continue;
    const [payer, payee] = [ownerOf(book, from), ownerOf(book, book.to[row] ?? 0)];
    const [amount, at, tx] = [book.amount[row] ?? 0n, book.at[row] ?? 0, book.tx[row] ?? ''];
    if (!isService.has(payee)) {
      const open = waiting.get(payee) ?? [];
      open.push({ payer, amount, at, tx });
      waiting.set(payee, open.slice(-MOST_OPEN));
      continue;
    }
    const deposit = waiting.get(payer)?.find((one) => one.amount === amount && at - one.at <= depositSeconds);
    if (!deposit || isService.has(deposit.payer)) continue;
    const before = payers.get(payer);
    if (!before) payers.set(payer, deposit);
    else if (before.payer !== deposit.payer)
      edges.push({
        one: book.addresses[before.payer] ?? '',
        other: book.addresses[deposit.payer] ?? '',
        heuristic: 'deposit-reuse',
        parameters: { deposit: book.addresses[payer] ?? '', withinSeconds: depositSeconds },
        tx: deposit.tx,
      });
  }
  return edges;
}

/** Payments into an address that are remembered until it passes one on. */
const MOST_OPEN = 20;

/** Joins addresses by edges; each cluster sorted, the largest first. */
export function clustersOf(edges: readonly Pick<ClusterEdge, 'one' | 'other'>[]): string[][] {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    if (at !== id) parent.set(id, at);
    return at;
  };
  for (const { one, other } of edges) {
    const [a, b] = [root(one), root(other)];
    if (a !== b) parent.set(b, a);
  }
  const clusters = new Map<string, Set<string>>();
  for (const { one, other } of edges)
    for (const id of [one, other]) {
      const members = clusters.get(root(id)) ?? new Set();
      members.add(id);
      clusters.set(root(id), members);
    }
  return [...clusters.values()].map((members) => [...members].sort()).sort((a, b) => b.length - a.length);
}
