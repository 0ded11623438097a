import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { endCategory } from '../tagpacks/tagpack.ts';
import type { ModelName } from '../taint/model.ts';
import { type TraceEnd, type TraceSource, trace } from '../taint/trace.ts';
import { FlowSum, type TraceGraph, traceGraph } from '../taint/trace-graph.ts';
import { followedHops } from '../transfers/agree-hops.ts';
import { type Exposure, ExposureMap } from '../transfers/exposure.ts';
import { type TransferBook, TransferBookBuilder } from '../transfers/transfer-book.ts';
import { ListedWallets, type WalletAnswer } from '../wallets/listed-wallets.ts';
import { type ReadAddress, readAddress } from '../wallets/read-address.ts';
import { type Bundle, bundleMovements, bundles, declaredHops, financeState } from './store-bundles.ts';
import { type StoredTag, storedTags } from './store-tags.ts';
import { walletListings } from './store-wallets.ts';

/** Movements of one kind, real or of exercises, with what was loaded beside them. */
export interface FinanceData {
  book: TransferBook;
  bundles: Bundle[];
  tags: StoredTag[];
  /** Declared hops that are followed, and departures on whose arrival authors differ: those are not. */
  hops: number;
  disputedHops: number;
}

/** Everything that is known of an address. */
export interface WalletReport extends WalletAnswer {
  read: ReadAddress;
  tags: StoredTag[];
  receivedFrom: Exposure | null;
  sentTo: Exposure | null;
  /** True when the exposure is that of exercise transfers. */
  exercise: boolean;
}

/** Payments between an address and the nearest listed one: on the way from it, and to it. */
export interface NearRow {
  at: number;
  address: string;
  received: number | null;
  sent: number | null;
}

export interface TraceAsked {
  sources: readonly TraceSource[];
  /** Besides what TagPacks say. */
  ends: readonly TraceEnd[];
  models: readonly ModelName[];
  exercise: boolean;
}

/** Payments beyond which a way from a listed address says little. */
export const MOST_HOPS = 4;

/** Answers questions of wallets and transfers from what is loaded; what was built is built anew when that changes. */
export class FinanceDesk {
  readonly #database: Database;
  readonly #home: string;
  #wallets: { state: string; wallets: ListedWallets } | null = null;
  readonly #data = new Map<boolean, { state: string; data: Promise<FinanceData> }>();
  #exposure: { key: string; exercise: boolean; map: ExposureMap } | null = null;

  constructor(database: Database, home: string) {
    this.#database = database;
    this.#home = home;
  }

  /** Every address that a loaded version of any list names. */
  async wallets(): Promise<ListedWallets> {
    const state = await this.#listState();
    if (this.#wallets?.state !== state)
      this.#wallets = { state, wallets: new ListedWallets(await walletListings(this.#database)) };
    return this.#wallets.wallets;
  }

  async #listState(): Promise<string> {
    const [row] = await this.#database<{ state: string }[]>`
      select coalesce(max(id), 0) || '-' || count(*) as state from list_version`;
    return row?.state ?? '';
  }

  async data(exercise: boolean): Promise<FinanceData> {
    const state = await financeState(this.#database);
    const known = this.#data.get(exercise);
    if (known?.state === state) return await known.data;
    const data = this.#load(exercise);
    this.#data.set(exercise, { state, data });
    data.catch(() => this.#data.delete(exercise));
    return await data;
  }

  async #load(exercise: boolean): Promise<FinanceData> {
    const all = (await bundles(this.#database)).filter((bundle) => bundle.exercise === exercise);
    const builder = new TransferBookBuilder({ mayRepeat: all.length > 1 });
    for (const bundle of all) for await (const movement of bundleMovements(this.#home, bundle)) builder.add(movement);
    const hops = (await declaredHops(this.#database)).filter(({ id }) => id.startsWith('EXERCISE') === exercise);
    const { followed, disputed } = followedHops(hops);
    for (const hop of followed) builder.addHop(hop);
    const tags = (await storedTags(this.#database)).filter((tag) => tag.exercise === exercise);
    return { book: builder.book(), bundles: all, tags, hops: followed.length, disputedHops: disputed.length };
  }

  /** Lists, tags and nearness to listed addresses, for a few addresses. */
  async reports(addresses: readonly string[]): Promise<WalletReport[]> {
    const wallets = await this.wallets();
    const tags = await storedTags(this.#database, addresses);
    const { map, exercise } = await this.#near(wallets);
    return addresses.map((address) => ({
      ...wallets.check(address),
      read: readAddress(address),
      tags: tags.filter((tag) => tag.address.toLowerCase() === address.trim().toLowerCase()),
      receivedFrom: map?.receivedFrom(address) ?? null,
      sentTo: map?.sentTo(address) ?? null,
      exercise,
    }));
  }

  /** Of many addresses those with a way from or to a listed one, with their place. Real transfers where there are any. */
  async near(addresses: readonly string[]): Promise<{ exercise: boolean; rows: NearRow[] }> {
    const { map, exercise } = await this.#near(await this.wallets());
    if (!map) return { exercise, rows: [] };
    const rows = addresses.flatMap((address, at) => {
      const nearness = map.nearness(address);
      return nearness ? [{ at, address: address.trim(), ...nearness }] : [];
    });
    return { exercise, rows };
  }

  /** Real transfers where there are any, else those of exercises. */
  async #near(wallets: ListedWallets): Promise<{ map: ExposureMap | null; exercise: boolean }> {
    const real = await this.data(false);
    const exercise = real.book.count === 0;
    const { book } = exercise ? await this.data(true) : real;
    if (book.count === 0) return { map: null, exercise: false };
    const key = `${await financeState(this.#database)} ${await this.#listState()}`;
    if (this.#exposure?.key !== key) {
      const listed = [...wallets.all()].flatMap(([address]) => (wallets.check(address).isListed ? [address] : []));
      this.#exposure = { key, exercise, map: new ExposureMap(book, listed, MOST_HOPS) };
    }
    return this.#exposure;
  }

  /** Follows value from its sources through the loaded transfers. */
  async trace(asked: TraceAsked): Promise<TraceGraph> {
    const { book, bundles: held, tags, hops, disputedHops } = await this.data(asked.exercise);
    if (book.count === 0) throw noTransfers(asked.exercise);
    for (const { address } of asked.sources)
      if (address !== undefined && book.addressOf(address) === undefined) throw notSeen(address);
    const ends = [...tagEnds(tags), ...asked.ends];
    const sourceIds = new Set(
      asked.sources.flatMap(({ address }) => (address === undefined ? [] : (book.addressOf(address) ?? []))),
    );
    const question = {
      sources: asked.sources,
      ends: ends.filter(({ address }) => !sourceIds.has(book.addressOf(address) ?? -1)),
      models: asked.models,
    };
    const flows = new FlowSum(book);
    const result = trace(book, { ...question, onFlow: (...flow) => flows.note(...flow) });
    return traceGraph({
      ...{ book, question, result, flows, hops, disputedHops },
      bundles: held.map(({ sha256 }) => sha256),
      exercise: asked.exercise,
    });
  }
}

/** The tagged addresses at which tracing ends. */
export function tagEnds(tags: readonly StoredTag[]): (TraceEnd & { label: string })[] {
  return tags.flatMap((tag) => {
    const category = endCategory(tag);
    return category === null ? [] : [{ address: tag.address, category, label: tag.label }];
  });
}

function noTransfers(exercise: boolean): AppError {
  return new AppError({
    code: 'NO_TRANSFERS',
    kind: 'refused',
    message: `Cannot trace: no ${exercise ? 'exercise ' : ''}transfers are loaded`,
    hint: 'Load a bundle: "wallets load FILE.csv", or read one from your own node: "wallets fetch".',
  });
}

function notSeen(address: string): AppError {
  return new AppError({
    code: 'ADDRESS_NOT_SEEN',
    kind: 'not-found',
    message: `Cannot trace from ${address}: no loaded transfer concerns it`,
    hint: 'Load the transfers of that address first, or check how it is written.',
  });
}
