import { z } from 'zod';
import { type Command, defineCommand, type World } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { findingRoutes } from '../findings/edge/routes.ts';
import { summariseLists } from '../lists/edge/list-summaries.ts';
import { listRoutes } from '../lists/edge/routes.ts';
import { currentVersions } from '../lists/edge/store-versions.ts';
import { readers } from '../lists/readers/registry.ts';
import { regimeRoutes } from '../regime/edge/routes.ts';
import { composeServer } from '../server/compose.ts';
import { staticPages } from '../server/static-pages.ts';
import type { Database } from '../store/database.ts';
import { loadShipped } from './load-shipped.ts';
import { subjectReader } from './operator-token.ts';
import { consoleFolder, listen } from './serve.ts';
import type { Settings } from './settings.ts';
import { statusRoutes } from './status-routes.ts';
import { version } from './version.ts';

/** `serve`: the main job of one installation, until it is told to stop. */
export function serveCommand(settings: Settings): Command {
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
      const summaries = () => summariseLists(database, [], () => 0);
      const app = composeServer({
        version,
        subjectOf: subjectReader(settings.home),
        log: () => {},
        page: staticPages(consoleFolder),
        routes: [
          ...regimeRoutes,
          ...listRoutes({
            database,
            summaries,
            who: () => [],
            membersOf: () => [],
            today: () => world.now().toISOString().slice(0, 10),
          }),
          ...findingRoutes(database),
          ...statusRoutes({ version, offline: settings.offline, now: world.now, summaries, examples: () => [] }),
        ],
      });
      const server = await listen(app, settings.host, options.port);
      await announce(world, database, server.address);
      await new Promise<void>((resolve) => world.signal.addEventListener('abort', () => resolve(), { once: true }));
      world.output.note('Closing …');
      await server.close();
      return undefined;
    },
  });
}

async function loadFacts(world: World, database: Database): Promise<void> {
  const bar = world.output.progress('Loading the facts that ship', 1);
  const loaded = await loadShipped(database, readers, (done, total, detail) =>
    bar.at(total === 0 ? 1 : done / total, detail),
  ).finally(() => bar.stop());
  for (const one of loaded.filter(({ outcome }) => outcome === 'refused'))
    world.output.note(`${one.message}\n  ${one.hint}`);
}

async function announce(world: World, database: Database, address: string): Promise<void> {
  const versions = await currentVersions(database);
  const rows = versions.map((one) => [
    one.list,
    one.publishedAt ?? 'undated',
    String(one.parties),
    one.origin.snapshot ? 'facts that ship with the program' : 'official file',
  ]);
  const lists =
    rows.length > 0
      ? table(['list', 'as of', 'parties', 'from'], rows)
      : 'No list is loaded yet. Load one: npx watchkeeper lists load --from <file or folder>';
  world.output.answer(
    { address, lists: versions.map(({ list, publishedAt, parties }) => ({ list, publishedAt, parties })) },
    () => [lists, '', `Open ${address}`, 'Try   npx watchkeeper regime show UN-2397-5', 'Stop  Ctrl-C'].join('\n'),
  );
}
