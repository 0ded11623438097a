import { caseCommands } from '../casework/edge/commands.ts';
import { nodeCommands } from '../casework/edge/node-commands.ts';
import type { Command, World } from '../cli/command.ts';
import { type ProgramParts, reportError, runProgram } from '../cli/compose.ts';
import { evidenceCommands } from '../evidence/edge/commands.ts';
import { financeCommands } from '../finance/edge/commands.ts';
import { findingCommands } from '../findings/edge/commands.ts';
import { AppError } from '../kernel/errors.ts';
import { ledgerCommands } from '../ledger/edge/commands.ts';
import { openLog } from '../ledger/edge/log.ts';
import { listCommands } from '../lists/edge/commands.ts';
import type { ListCatalogueRow } from '../lists/edge/list-summaries.ts';
import { fetchable, loadOfficial } from '../lists/edge/load-official.ts';
import { type ListSource, listSources } from '../lists/list-source.ts';
import { readers } from '../lists/readers/registry.ts';
import { partyCommands } from '../parties/edge/commands.ts';
import { ownershipCommands } from '../parties/edge/ownership-commands.ts';
import { regimeCommands } from '../regime/edge/commands.ts';
import { reliefCommands } from '../relief/edge/commands.ts';
import { updateCommands } from '../reports/edge/commands.ts';
import { AuditTrail } from '../screening/edge/audit-trail.ts';
import { loadMaterial, screenerOf } from '../screening/edge/build-screener.ts';
import { screeningCommands } from '../screening/edge/commands.ts';
import { ScreeningMemory } from '../screening/edge/screening-memory.ts';
import { standingDecisions } from '../screening/edge/store-decisions.ts';
import { subscriptionCommands } from '../screening/edge/subscription-commands.ts';
import { teamCommands } from '../team/edge/commands.ts';
import { petroleumCommands } from '../trade/edge/petroleum/petroleum-commands.ts';
import { tradeCommands } from '../trade/edge/trade-commands.ts';
import { vesselCommands } from '../vessels/edge/commands.ts';
import { backupCommands } from './backup-commands.ts';
import { doctorCommand } from './doctor.ts';
import { type HomeDatabase, openHome } from './home-database.ts';
import { keyCommands } from './key-commands.ts';
import { listedSide } from './listed-owners.ts';
import { loadShipped } from './load-shipped.ts';
import { mergedParty } from './merged-party.ts';
import { serveCommand } from './serve-command.ts';
import { readSettings, type Settings } from './settings.ts';
import { version } from './version.ts';

const catalogue: readonly ListCatalogueRow[] = listSources().map(
  ({ list, title, authority, regime, homepage, terms }) => ({ list, title, authority, regime, url: homepage, terms }),
);

/** Runs a command line; resolves to the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  let settings: Settings;
  try {
    settings = readSettings(process.env, process.cwd());
  } catch (thrown) {
    return reportError(thrown, words.includes('--json'));
  }
  return runProgram({ version, commands: commandsOf(settings), world: worldOf(settings) }, words);
}

function commandsOf(settings: Settings): Command[] {
  const titles = new Map(catalogue.map(({ list, title }) => [list, title]));
  const material = async (world: World) => loadMaterial(await world.database(), titles);
  const screener = async (world: World) => screenerOf(await material(world));
  const listed = async (world: World) => listedSide((await screener(world)).parties);
  const signerOf = async ({ database, home }: World) =>
    (await openLog({ database: await database(), home, origin: settings.ledgerOrigin })).signer;
  const parties = partyCommands({
    async partyOf(world) {
      const built = await screener(world);
      return (id) => mergedParty(built, id);
    },
  });
  const screening = screeningCommands({
    screener,
    material,
    standing: async (world) => ({
      decisions: await standingDecisions(await world.database()),
      today: world.now().toISOString().slice(0, 10),
    }),
    async memory(world) {
      const database = await world.database();
      return new ScreeningMemory({ database, trail: new AuditTrail(database), now: world.now });
    },
    keepNothing: settings.keepNothing,
  });
  const lists = listCommands({
    readers,
    catalogue,
    async loadOfficial(world, wanted) {
      const database = await world.database();
      const bar = world.output.progress(world.offline ? 'Loading the facts that ship' : 'Fetching', 1);
      const onProgress = (done: number, total: number, detail: string): void =>
        bar.at(total === 0 ? 1 : done / total, detail);
      try {
        if (world.offline) return await loadShipped(database, readers, onProgress);
        return await loadOfficial(database, {
          sources: sourcesNamed(wanted),
          readers,
          home: world.home,
          signal: world.signal,
          onProgress,
        });
      } finally {
        bar.stop();
      }
    },
  });
  return [
    serveCommand(settings, catalogue),
    ...screening,
    ...parties,
    ...ownershipCommands({ listed }),
    ...financeCommands({ listed }),
    ...subscriptionCommands({ reach: { allowPrivate: settings.webhookPrivate }, keepNothing: settings.keepNothing }),
    ...lists,
    ...regimeCommands,
    ...findingCommands(),
    ...vesselCommands({ parties: async (world) => (await screener(world)).parties }),
    ...caseCommands(),
    ...updateCommands(),
    ...nodeCommands({ signerOf }),
    ...ledgerCommands({ origin: settings.ledgerOrigin }),
    ...teamCommands({ address: `http://${settings.host}:${settings.port}/` }),
    ...evidenceCommands(settings.evidence),
    ...petroleumCommands(),
    ...tradeCommands(),
    ...reliefCommands({ signerOf }),
    doctorCommand(settings),
    ...backupCommands(),
    ...keyCommands(),
  ];
}

/** The sources of the named lists; all that need no licence when none is named. */
function sourcesNamed(wanted: readonly string[]): ListSource[] {
  const known = listSources();
  if (wanted.length === 0) return known.filter(({ downloads }) => downloads.every(({ needs }) => needs !== 'licence'));
  return wanted.map((list) => {
    const source = known.find((one) => one.list === list);
    if (!source)
      throw new AppError({
        code: 'LIST_UNKNOWN',
        kind: 'usage',
        message: `Cannot fetch "${list}": no list has that id`,
        hint: `Known are ${known.map((one) => one.list).join(', ')}.`,
      });
    if (fetchable([source]).length > 0) return source;
    throw new AppError({
      code: 'LIST_BY_HAND',
      kind: 'refused',
      message: `Cannot fetch "${list}": its authority gives no address that answers by itself`,
      hint: `Download it from ${source.homepage} and load it with "lists load --from FILE".`,
    });
  });
}

function worldOf(settings: Settings): ProgramParts['world'] {
  return (command, output, signal) => {
    let opened: Promise<HomeDatabase> | undefined;
    return {
      home: settings.home,
      offline: settings.offline,
      output,
      signal,
      now: () => new Date(),
      async database() {
        opened ??= openHome({ home: settings.home, databaseUrl: settings.databaseUrl, purpose: command.name });
        return (await opened).database;
      },
      async close() {
        await (await opened?.catch(() => undefined))?.close();
      },
    };
  };
}
