import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { AppError, messageOf } from '../kernel/errors.ts';
import { dayOf } from '../kernel/partial-date.ts';
import { untilAborted } from '../kernel/until-aborted.ts';
import type { ListCatalogueRow } from '../lists/edge/list-summaries.ts';
import { loadOfficial } from '../lists/edge/load-official.ts';
import type { LoadOutcome } from '../lists/edge/store.ts';
import { currentVersions } from '../lists/edge/store-versions.ts';
import { listSources } from '../lists/list-source.ts';
import { readers } from '../lists/readers/registry.ts';
import { loadRegime } from '../regime/load-regime.ts';
import { followKeys } from '../server/key-ring.ts';
import { staticPages } from '../server/static-pages.ts';
import type { Database } from '../store/database.ts';
import { joinLink } from '../team/edge/people-routes.ts';
import { firstInvitation } from '../team/edge/store-people.ts';
import { sessionOf } from '../team/edge/store-sessions.ts';
import { askerLimits } from './asker-limits.ts';
import { composeApp } from './compose-app.ts';
import type { Example } from './examples.ts';
import { loadShipped } from './load-shipped.ts';
import { consoleFolder, listen } from './serve.ts';
import type { Settings } from './settings.ts';
import { operatorTest, subjectReader } from './subject-reader.ts';
import { startUpdateRounds } from './update-rounds.ts';
import { version } from './version.ts';
import { watchAtStart } from './watch-at-start.ts';

/** `serve`: the main job of one installation, until it is told to stop. */
export function serveCommand(settings: Settings, catalogue: readonly ListCatalogueRow[]): Command {
  return defineCommand({
    name: 'serve',
    summary: 'Start everything: the database, the law, the lists, the API and the console',
    options: [{ flags: '--port <n>', description: 'port to listen on; 0 takes a free one' }],
    schema: z.object({ port: z.coerce.number().int().min(0).max(65_535).default(settings.port) }),
    examples: ['npm start', 'PORT=4800 npm start'],
    async run({ options }, world) {
      world.output.note(`Watchkeeper ${version}`);
      const database = await world.database();
      await loadFacts(world, database);
      world.signal.throwIfAborted();
      const log = logTo(settings.home);
      const onError = (cause: unknown): void =>
        world.output.note(`Something failed in the background and is tried again: ${messageOf(cause)}`);
      const keys = await followKeys(database, (cause) =>
        world.output.note(`The API keys changed and could not be read: ${messageOf(cause)}`),
      );
      const fetcher = listFetcher(world, database, settings.offline);
      const composed = await composeApp({
        database,
        catalogue,
        offline: settings.offline,
        home: settings.home,
        ledgerOrigin: settings.ledgerOrigin,
        updateToken: settings.updateToken ?? null,
        openIdProviders: settings.oidc,
        fetchLists: fetcher.fetch,
        now: world.now,
        subjectOf: subjectReader({
          isOperator: operatorTest(settings.home),
          keys,
          openScreening: settings.openScreening,
          sessionOf: (token) => sessionOf(database, token),
        }),
        waitOf: askerLimits(settings.addressRate, () => performance.now()),
        webhookPrivate: settings.webhookPrivate,
        evidence: settings.evidence,
        keepNothing: settings.keepNothing,
        page: staticPages(consoleFolder),
        log,
        onError,
      });
      const server = await listen(composed.app, settings.host, options.port);
      await announce(
        world,
        database,
        server.address,
        (await (await composed.app.request('/api/v1/examples')).json()) as Example[],
      );
      const refreshing = settings.offline ? Promise.resolve() : refresh(world, fetcher.fetch);
      const watching = watchAtStart(world, database);
      const updates = startUpdateRounds(world, database, {
        everyHours: settings.updateHours,
        after: Promise.all([refreshing, watching]),
      });
      await untilAborted(world.signal);
      world.output.note('Closing …');
      await watching;
      await refreshing;
      await updates.close();
      await fetcher.idle();
      await server.close();
      await composed.close();
      await keys.close();
      return undefined;
    },
  });
}

/** One line a request: id, method, route, status, time. Queries and bodies are never written. */
function logTo(home: string): Parameters<typeof composeApp>[0]['log'] {
  const path = join(home, 'server.log');
  return ({ cause, ...entry }) => {
    const line = {
      at: new Date().toISOString(),
      ...entry,
      ...(cause === undefined ? {} : { error: cause instanceof Error ? cause.stack : String(cause) }),
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
}

async function loadFacts(world: World, database: Database): Promise<void> {
  const bar = world.output.progress('Loading the facts that ship', 1);
  const loaded = await loadShipped(database, readers, (done, total, detail) =>
    bar.at(total === 0 ? 1 : done / total, detail),
  ).finally(() => bar.stop());
  for (const one of loaded.filter(({ outcome }) => outcome === 'refused'))
    world.output.note(`${one.message}\n  ${one.hint}`);
}

/** Fetches the official lists, one run after another: at the start, and whenever `POST /updatez` asks. */
function listFetcher(world: World, database: Database, offline: boolean) {
  let last: Promise<unknown> = Promise.resolve();
  async function run(): Promise<LoadOutcome[]> {
    if (offline)
      throw new AppError({
        code: 'OFFLINE',
        kind: 'conflict',
        message: 'Cannot fetch the lists: this node is kept offline',
        hint: 'Unset WATCHKEEPER_OFFLINE, or load files with "lists load --from FOLDER".',
      });
    const { home, signal } = world;
    return await loadOfficial(database, { sources: listSources(), readers, home, signal, onProgress: () => {} });
  }
  return {
    fetch(): Promise<LoadOutcome[]> {
      const next = last.then(run);
      last = next.catch(() => {});
      return next;
    },
    /** Resolves when no run is under way. */
    idle: () => last,
  };
}

/** Fetches the lists once the doors are open; what cannot be fetched is said in one line and the rest goes on. */
async function refresh(world: World, fetchLists: () => Promise<LoadOutcome[]>): Promise<void> {
  try {
    const outcomes = await fetchLists();
    const loaded = outcomes.filter(({ outcome }) => outcome === 'loaded');
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
    for (const one of loaded)
      world.output.note(
        `Official list loaded: ${one.list}, as of ${one.publishedAt ? dayOf(one.publishedAt) : 'an unknown day'}, ${one.parties} parties.`,
      );
    if (refused.length > 0) {
      world.output.note(
        `${refused.length} of ${outcomes.length} official lists could not be fetched (${refused.map(({ list }) => list).join(', ')}); what was loaded before stays in use. "lists status" says why.`,
      );
    }
  } catch (cause) {
    if (!world.signal.aborted) world.output.note(`The official lists could not be fetched: ${messageOf(cause)}`);
  }
}

async function announce(
  world: World,
  database: Database,
  address: string,
  examples: readonly Example[],
): Promise<void> {
  const versions = await currentVersions(database);
  const { measures, regimes } = loadRegime();
  const unchecked = [...measures.values()].filter(({ check }) => !check.printParagraph).length;
  const token = await firstInvitation(database, world.now());
  const firstLink = token === null ? null : joinLink(address, token);
  const answer = {
    address,
    firstLink,
    lists: versions.map(({ list, publishedAt, parties, origin }) => ({
      list,
      publishedAt,
      parties,
      snapshot: origin.snapshot ?? false,
    })),
    measures: measures.size,
  };
  world.output.answer(answer, () => {
    const rows = versions.map((one) => [
      one.list,
      dayOf(one.publishedAt ?? 'undated'),
      String(one.parties),
      one.origin.snapshot ? 'facts that ship with the program' : 'official file',
    ]);
    const lists =
      rows.length > 0
        ? table(['list', 'as of', 'parties', 'from'], rows)
        : 'No list is loaded yet. Load one: npx watchkeeper lists load --from <file or folder>';
    const tries = examples.map(({ query, why }) => `  npx watchkeeper screen ${JSON.stringify(query)}   # ${why}`);
    return [
      lists,
      '',
      `Law: ${measures.size} measures of ${regimes.length} regimes; ${unchecked} of their numbers are not yet checked against the text.`,
      '',
      `Open ${address}`,
      '',
      'Or try, in another terminal:',
      ...tries,
      '  npx watchkeeper regime show UN-2397-5',
      '',
      ...(firstLink
        ? [
            'No one has joined yet. This link makes its user the first administrator, once, within a day:',
            `  ${firstLink}`,
            '',
          ]
        : []),
      'Ctrl-C stops it.',
    ].join('\n');
  });
}
