import { join } from 'node:path';
import { openExchangeOffice } from '../casework/edge/exchange-office.ts';
import { exchangeRoutes } from '../casework/edge/exchange-routes.ts';
import { caseRoutes } from '../casework/edge/routes.ts';
import { type EvidenceSettings, openOffices } from '../evidence/edge/offices.ts';
import { evidenceRoutes } from '../evidence/edge/routes.ts';
import { keepStampsVerified } from '../evidence/edge/stamp-rounds.ts';
import { FinanceDesk } from '../finance/edge/finance-desk.ts';
import { financeRoutes } from '../finance/edge/routes.ts';
import { liveChanges } from '../findings/edge/live-changes.ts';
import { findingRoutes } from '../findings/edge/routes.ts';
import { inSlices, type Sliced, slicedMap } from '../kernel/slices.ts';
import { startBatchClock } from '../ledger/edge/batch-clock.ts';
import { openLog } from '../ledger/edge/log.ts';
import { ledgerRoutes } from '../ledger/edge/routes.ts';
import { type ListCatalogueRow, type ListSummary, summariseLists } from '../lists/edge/list-summaries.ts';
import { listRoutes } from '../lists/edge/routes.ts';
import type { LoadOutcome } from '../lists/edge/store.ts';
import { OwnershipDesk } from '../parties/edge/ownership-desk.ts';
import { ownershipRoutes } from '../parties/edge/ownership-routes.ts';
import { partyRoutes } from '../parties/edge/routes.ts';
import { regimeRoutes } from '../regime/edge/routes.ts';
import { reliefRoutes } from '../relief/edge/routes.ts';
import { updateRoutes } from '../reports/edge/routes.ts';
import { jobRoutes } from '../screening/edge/batch/job-routes.ts';
import { runScreeningJobs } from '../screening/edge/batch/screening-jobs.ts';
import { type ListsOfMoment, materialOf, screenerInSlices } from '../screening/edge/build-screener.ts';
import { openScreeningOffice, type ScreeningOffice } from '../screening/edge/office.ts';
import { screeningRoutes } from '../screening/edge/routes.ts';
import { STANDARD_FACETS } from '../screening/edge/search-route.ts';
import { standingDecisions } from '../screening/edge/store-decisions.ts';
import { watchmanRoutes } from '../screening/edge/watchman-routes.ts';
import { listedParty } from '../screening/party.ts';
import type { Screener } from '../screening/screener.ts';
import { composeServer, type ServerParts } from '../server/compose.ts';
import type { Route } from '../server/route.ts';
import type { Database } from '../store/database.ts';
import { postgresJobBus } from '../store/postgres-job-bus.ts';
import { teamRoutes } from '../team/edge/routes.ts';
import type { OpenIdProvider } from '../team/openid-provider.ts';
import { petroleumRoutes } from '../trade/edge/petroleum/petroleum-routes.ts';
import { TradeDesk } from '../trade/edge/trade-desk.ts';
import { tradeRoutes } from '../trade/edge/trade-routes.ts';
import { vesselRoutes } from '../vessels/edge/routes.ts';
import { VesselView } from '../vessels/edge/vessel-view.ts';
import { ListedVessels } from '../vessels/identity/listed-vessels.ts';
import { type Example, examplesFrom } from './examples.ts';
import { listedSide } from './listed-owners.ts';
import { followLists } from './live-screener.ts';
import { mergedParty } from './merged-party.ts';
import { statusRoutes } from './status-routes.ts';
import { version } from './version.ts';

export interface AppParts extends Pick<ServerParts, 'subjectOf' | 'waitOf' | 'keepNothing' | 'log' | 'page'> {
  database: Database;
  catalogue: readonly ListCatalogueRow[];
  offline: boolean;
  /** The folder of this installation's data. */
  home: string;
  evidence?: EvidenceSettings;
  /** True where webhooks may lead to addresses inside this network. */
  webhookPrivate?: boolean;
  /** By which people may sign in, besides passwords and passkeys. */
  openIdProviders?: readonly OpenIdProvider[];
  /** What `POST /updatez` must show; null lets nobody. */
  updateToken: string | null;
  /** The log's name when this node begins it. */
  ledgerOrigin?: string | undefined;
  /** Fetches and loads the official lists. */
  fetchLists(): Promise<readonly LoadOutcome[]>;
  now(): Date;
  /** Told what failed in the background: following the lists, screening again, jobs; the server goes on with what it has. */
  onError(cause: unknown): void;
}

/** The whole server over a database: every room's routes around one moment of the lists. */
export async function composeApp(parts: AppParts) {
  const { database, catalogue, offline, now, home } = parts;
  const titles = new Map(catalogue.map(({ list, title }) => [list, title]));
  let office: ScreeningOffice | undefined;
  const build = async (entries: ListsOfMoment['entries'], versions: ListsOfMoment['versions']) => {
    const moment = await momentOf(database, { entries, versions, titles });
    // The doors open without it; a moment that replaces another comes whole, so that no search waits.
    if (office) await moment.searchable;
    else moment.searchable.catch(parts.onError);
    return moment;
  };
  const live = await followLists(database, build, {
    onError: parts.onError,
    onChange: () => office?.listsChanged(),
  });
  const screener = () => live.moment().screener.screener;
  const today = (): string => now().toISOString().slice(0, 10);
  const bus = postgresJobBus(database);
  const folder = join(home, 'screening-jobs');
  const jobs = await runScreeningJobs({
    bus,
    folder,
    material: () => live.moment().screener.material,
    standing: async () => ({ decisions: await standingDecisions(database), today: today() }),
    leastThreads: 1,
    onError: parts.onError,
  });
  const summaries = (): Promise<ListSummary[]> =>
    summariseLists(database, catalogue, (list) => live.moment().screener.dprkParties.get(list) ?? 0);
  office = await openScreeningOffice({
    database,
    screener,
    now,
    titles,
    reach: { allowPrivate: parts.webhookPrivate ?? false },
    onError: parts.onError,
  });
  const changes = await liveChanges(database, parts.onError);
  const log = await openLog({ database, home, origin: parts.ledgerOrigin });
  const clock = startBatchClock(log, parts.onError);
  const exchange = openExchangeOffice(database, log.signer, { now, onError: parts.onError });
  const evidence = openOffices(database, { home, now, scanner: parts.evidence?.scanner ?? null });
  const stampRounds = keepStampsVerified(evidence.stamps, parts.onError);
  const desk = new TradeDesk(database, home);
  const { memory } = office;
  const routes: Route[] = [
    ...screeningRoutes({
      screener,
      memory,
      updates: {
        token: parts.updateToken,
        onError: parts.onError,
        async run() {
          const outcomes = await parts.fetchLists();
          await live.refresh();
          return byOutcome(outcomes);
        },
      },
    }),
    ...office.routes,
    ...jobRoutes({ bus, folder, screener }),
    ...watchmanRoutes({ screener, memory, version }),
    ...partyRoutes({
      database,
      partyOf: (id) => mergedParty(screener(), id),
      mergeAnew: () => live.refresh().catch(() => {}),
    }),
    ...regimeRoutes,
    ...listRoutes({
      database,
      summaries,
      parties: () => live.moment().screener.listed,
      membersOf: (id) =>
        screener()
          .find(id)
          ?.members.map((member) => member.id) ?? [],
      today,
    }),
    ...findingRoutes({ database, changes }),
    ...vesselRoutes(new VesselView(database, home, () => live.moment().screener.listedVessels)),
    ...ledgerRoutes({ log, home, now }),
    ...exchangeRoutes({ database, signer: log.signer, now }),
    ...caseRoutes({ database, now, proofOf: (commitment) => log.proofOfRecord(commitment, true) }),
    ...updateRoutes({ database, proofOf: (commitment) => log.proofOfRecord(commitment, true) }),
    ...teamRoutes({ database, now, providers: parts.openIdProviders ?? [], onError: parts.onError }),
    ...evidenceRoutes(evidence),
    ...petroleumRoutes({ database, today }),
    ...tradeRoutes(desk),
    ...financeRoutes({ desk: new FinanceDesk(database, home), database }),
    ...ownershipRoutes({
      desk: new OwnershipDesk(database, () => live.moment().screener.owners()),
      database,
      today,
    }),
    ...reliefRoutes({ database, signer: log.signer, now }),
    ...statusRoutes({ version, offline, now, summaries, examples: () => live.moment().screener.examples }),
  ];
  const app = composeServer({ ...parts, routes, version });
  const close = async (): Promise<void> => {
    await exchange.close();
    await clock.close();
    await stampRounds.close();
    await changes.close();
    await jobs.close();
    await live.close();
    await office?.close();
    await desk.close();
  };
  return { app, routes, screener, close };
}

/** The ids of the lists by what became of them. */
function byOutcome(outcomes: readonly LoadOutcome[]) {
  const listsThat = (wanted: LoadOutcome['outcome']): string[] =>
    outcomes.filter(({ outcome }) => outcome === wanted).map(({ list }) => list);
  return { loaded: listsThat('loaded'), unchanged: listsThat('unchanged'), refused: listsThat('refused') };
}

interface DprkFacts {
  dprkParties: ReadonlyMap<string, number>;
  examples: Example[];
}

/** What is asked again and again of one moment, made once, in slices. */
async function momentOf(database: Database, moment: ListsOfMoment) {
  const material = await materialOf(database, moment);
  const screener = await inSlices(screenerInSlices(material));
  const listed = await inSlices(slicedMap(screener.parties, listedParty));
  const listedVessels = new ListedVessels(screener.parties);
  const owners = once(() => listedSide(screener.parties));
  const facts = await inSlices(ofDprk(screener, moment.entries));
  const searchable = inSlices(screener.makeSearchable(STANDARD_FACETS));
  return { material, screener, listed, listedVessels, owners, ...facts, searchable };
}

/** Made when it is first asked for. */
function once<Made>(make: () => Made): () => Made {
  let made: { value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** How many parties of each list concern the DPRK, and names to try. */
function* ofDprk(screener: Screener, entries: ListsOfMoment['entries']): Sliced<DprkFacts> {
  const dprkParties = new Map<string, number>();
  const dprkEntries = new Set<unknown>();
  for (const party of screener.parties) {
    yield;
    if (!screener.isDprk(party)) continue;
    for (const { entry } of party.members) {
      dprkParties.set(entry.list, (dprkParties.get(entry.list) ?? 0) + 1);
      dprkEntries.add(entry);
    }
  }
  return { dprkParties, examples: examplesFrom(entries, (entry) => dprkEntries.has(entry)) };
}
