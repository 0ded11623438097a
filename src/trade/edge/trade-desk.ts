import { AppError } from '../../kernel/errors.ts';
import { loadRegime } from '../../regime/load-regime.ts';
import type { Database } from '../../store/database.ts';
import { requestDraft } from '../request-draft.ts';
import { BanFinder } from '../rows/ban-finder.ts';
import { KoreaMixUp, type ToldFlow } from '../watches/korea-mix-up.ts';
import { CIF_BAND, LAG_MONTHS } from '../watches/mirror-gap.ts';
import { FLOWS, type FlowQuery, MIRROR, TOTALS, VINTAGES, type VintagesAsked } from './desk-sql.ts';
import { tradeFiles } from './rows/store-trade.ts';
import { openTrade, type TradeView, type TradeViewAsked } from './rows/trade-view.ts';
import type { DeskFlow, DeskVintage, MirrorMonth } from './trade-shapes.ts';
import { DPRK_FLOWS, KOREA_FLOWS } from './watch/watch-sql.ts';

interface Opened {
  key: string;
  view: TradeView;
  mixUp: Promise<KoreaMixUp>;
}

/** Answers questions about trade rows. Keeps the rows that were asked for last open; questions wait for each other. */
export class TradeDesk {
  readonly #database: Database;
  readonly #home: string;
  readonly #finder = new BanFinder(loadRegime());
  #opened: Opened | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(database: Database, home: string) {
    this.#database = database;
    this.#home = home;
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    this.#opened?.view.close();
    this.#opened = null;
  }

  async files(exercise: boolean) {
    return { files: await tradeFiles(this.#database, { exercise }) };
  }

  /** Trade with a partner by teller, heading and year, the largest first; with what the law says of it and the mix-up score. */
  async flows(query: FlowQuery & TradeViewAsked) {
    const rows = await this.#ask<(Omit<DeskFlow, 'ban' | 'mixUp'> & { total: number })[]>(query, FLOWS(query));
    const mixUp = query.partner === 'kp' ? await this.#mixUp(query) : null;
    const flows = rows.map(({ total: _, ...row }): DeskFlow => {
      const dprkWay = row.way === 'import' ? 'from-dprk' : 'to-dprk';
      const ban =
        query.partner === 'kp'
          ? this.#finder.ban({ hs: row.heading, way: dprkWay, period: row.to, state: row.teller })
          : null;
      return {
        ...row,
        ban: ban && {
          kind: ban.kind,
          measures: ban.measures,
          paragraphs: ban.paragraphs,
          basis: ban.basis,
          bothWays: ban.bothWays,
        },
        mixUp: mixUp?.scoreOf(row) ?? null,
      };
    });
    return { total: rows[0]?.total ?? 0, flows };
  }

  /** What each state told of its trade with a partner, by year. */
  async totals(query: Pick<FlowQuery, 'partner'> & TradeViewAsked) {
    return {
      totals: await this.#ask<{ teller: string; way: 'import' | 'export'; year: number; usd: number; rows: number }[]>(
        query,
        TOTALS(query.partner),
      ),
    };
  }

  /** Both sides of a flow by month, and what either would make of the other. */
  async mirror(query: { exporter: string; importer: string; hs: string } & TradeViewAsked) {
    const months = await this.#ask<MirrorMonth[]>(query, MIRROR(query));
    return { cif: CIF_BAND, lagMonths: LAG_MONTHS, months };
  }

  /** Every vintage of what a state told of one flow, first to last. */
  async vintages(query: VintagesAsked): Promise<{ vintages: DeskVintage[] }> {
    return { vintages: await this.#ask<DeskVintage[]>(query, VINTAGES(query)) };
  }

  /** A request to the state that told of a flow, with the vintages of its rows. */
  async request(query: VintagesAsked): Promise<{ to: string; subject: string; text: string; vintages: DeskVintage[] }> {
    const { vintages } = await this.vintages(query);
    if (vintages.length === 0)
      throw new AppError({
        code: 'FLOW_UNKNOWN',
        kind: 'not-found',
        message: `Cannot draft a request: no row tells of ${query.teller} ${query.way} ${query.partner} HS ${query.hs}`,
        hint: 'GET /api/v1/trade/flows shows the flows that are loaded.',
      });
    const way = query.way === 'import' ? 'from-dprk' : 'to-dprk';
    const ban =
      query.partner === 'kp'
        ? this.#finder.ban({ hs: query.hs, way, period: query.period, state: query.teller })
        : null;
    return { ...requestDraft(query, vintages, ban), vintages };
  }

  async #ask<Row>(asked: TradeViewAsked, sql: string): Promise<Row> {
    return this.#inTurn(async () => {
      const opened = await this.#open(asked);
      return (opened ? (await opened.view.duck.runAndReadAll(sql)).getRowObjectsJson() : []) as unknown as Row;
    });
  }

  async #mixUp(asked: TradeViewAsked): Promise<KoreaMixUp | null> {
    return this.#inTurn(async () => (await this.#open(asked))?.mixUp ?? null);
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #open({ exercise, asOf }: TradeViewAsked): Promise<Opened | null> {
    const files = await tradeFiles(this.#database, { exercise, asOf });
    const key = JSON.stringify([exercise, files.map(({ sha256 }) => sha256)]);
    if (this.#opened?.key === key) return this.#opened;
    this.#opened?.view.close();
    this.#opened = null;
    const view = await openTrade(this.#database, this.#home, { exercise, asOf });
    if (!view) return null;
    await view.duck.run(DPRK_FLOWS);
    const mixUp = view.duck
      .runAndReadAll(KOREA_FLOWS)
      .then((read) => new KoreaMixUp(read.getRowObjectsJson() as unknown as ToldFlow[]));
    await mixUp;
    this.#opened = { key, view, mixUp };
    return this.#opened;
  }
}
