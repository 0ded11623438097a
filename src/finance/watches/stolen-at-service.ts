import { type Finding, findingId } from '../../findings/finding.ts';
import { type TraceEnd, type TraceSource, trace } from '../taint/trace.ts';
import { amountText } from '../transfers/movement.ts';
import { instantOf, type WatchData } from './watch-data.ts';

export const STOLEN_AT_SERVICE = { id: 'stolen-at-service', version: '1' } as const;

export interface ServiceEnd extends TraceEnd {
  label: string;
}

/** By address and asset, what arrived by each model. */
interface Arrival {
  address: string;
  asset: string;
  byModel: Map<string, bigint>;
  first: number;
}

/**
 * Raises each service that stolen value has reached: an exchange, a mixer, a bridge that someone tagged. Value counts as
 * stolen from the sources that are named. It raises what FIFO, LIFO or haircut bring there; all are said, since they differ.
 */
export function stolenAtService(
  data: WatchData & { sources: readonly TraceSource[]; ends: readonly ServiceEnd[]; measures: readonly string[] },
): Finding[] {
  const { book, sources, ends } = data;
  const endOf = new Map(
    ends.flatMap((end) => {
      const id = book.addressOf(end.address);
      return id === undefined ? [] : [[id, end] as const];
    }),
  );
  if (endOf.size === 0 || sources.length === 0) return [];
  const arrivals = new Map<string, Arrival>();
  const firstAt = firstReceipts(data, endOf);
  trace(book, {
    sources,
    ends,
    models: ['haircut', 'fifo', 'lifo'],
    onFlow(model, _, to, amount) {
      const address = book.potAddress[to] ?? 0;
      if (!endOf.has(address)) return;
      const asset = book.potAsset[to] ?? '';
      const arrival = arrivals.get(`${address} ${asset}`) ?? {
        ...{ address: book.addresses[address] ?? '', asset, byModel: new Map<string, bigint>() },
        first: firstAt.get(address) ?? 0,
      };
      arrival.byModel.set(model, (arrival.byModel.get(model) ?? 0n) + amount);
      arrivals.set(`${address} ${asset}`, arrival);
    },
  });
  return [...arrivals.values()].map((arrival) =>
    findingOf(arrival, endOf.get(book.addressOf(arrival.address) ?? -1), data),
  );
}

/** The first payment into each service: when the finding begins at the earliest. */
function firstReceipts({ book }: WatchData, endOf: ReadonlyMap<number, ServiceEnd>): Map<number, number> {
  const first = new Map<number, number>();
  const note = (pot: number, row: number): void => {
    const address = book.potAddress[pot] ?? 0;
    if (endOf.has(address) && !first.has(address)) first.set(address, book.at[row] ?? 0);
  };
  for (let row = 0; row < book.count; row += 1)
    if ((book.from[row] ?? 0) >= 0) note(book.to[row] ?? 0, row);
    else for (const { pot } of book.wide[book.to[row] ?? 0]?.outputs ?? []) note(pot, row);
  return first;
}

function findingOf(
  { address, asset, byModel, first }: Arrival,
  end: ServiceEnd | undefined,
  { bundles, exercise, measures }: WatchData & { measures: readonly string[] },
): Finding {
  const { id: watch, version } = STOLEN_AT_SERVICE;
  const sums = ['fifo', 'lifo', 'haircut'].map(
    (model) => `${model.toUpperCase()} ${amountText(byModel.get(model) ?? 0n, asset)}`,
  );
  const agreeing = ['fifo', 'lifo', 'haircut'].filter((model) => (byModel.get(model) ?? 0n) > 0n).length;
  return {
    id: findingId({ watch, version, about: { address, asset }, exercise }),
    watch,
    version,
    status: 'open',
    subjects: [{ schema: 'CryptoWallet', id: address, name: end ? `${end.label} (${address})` : address }],
    startAt: instantOf(first),
    endAt: null,
    place: null,
    measures: [...measures],
    confidence: agreeing === 3 ? 0.7 : agreeing === 2 ? 0.5 : 0.3,
    explanation: `Value from listed wallets reached ${end?.label ?? 'a tagged address'} (${end?.category ?? 'service'}) at ${address}. By model: ${sums.join('; ')}. The models answer different questions; none of them is the true sum.`,
    observations: bundles.map(({ name, sha256, loadedAt }) => ({ source: name, at: loadedAt, sha256 })),
    missing: [
      'Whose account at the service received it? The service knows.',
      'Who says that the address is of this service, and how sure is that?',
    ],
    exercise,
  };
}
