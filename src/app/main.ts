import type { Command } from '../cli/command.ts';
import { type ProgramParts, runProgram } from '../cli/compose.ts';
import { errorLines } from '../cli/output.ts';
import { findingCommands } from '../findings/edge/commands.ts';
import { AppError } from '../kernel/errors.ts';
import { listCommands } from '../lists/edge/commands.ts';
import type { ListCatalogueRow } from '../lists/edge/list-summaries.ts';
import { listSources } from '../lists/list-source.ts';
import { readers } from '../lists/readers/registry.ts';
import { regimeCommands } from '../regime/edge/commands.ts';
import { loadScreener } from '../screening/edge/build-screener.ts';
import { screeningCommands } from '../screening/edge/commands.ts';
import { backupCommands } from './backup-commands.ts';
import { doctorCommand } from './doctor.ts';
import { type HomeDatabase, openHome } from './home-database.ts';
import { loadShipped } from './load-shipped.ts';
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
    if (!(thrown instanceof AppError)) throw thrown;
    process.stderr.write(errorLines(thrown.message, thrown.hint));
    return 2;
  }
  return runProgram({ version, commands: commandsOf(settings), world: worldOf(settings) }, words);
}

function commandsOf(settings: Settings): Command[] {
  const titles = new Map(catalogue.map(({ list, title }) => [list, title]));
  const screening = screeningCommands({ screener: async (world) => loadScreener(await world.database(), titles) });
  const lists = listCommands({
    readers,
    catalogue,
    async loadOfficial(world) {
      const bar = world.output.progress('Loading the facts that ship', 1);
      return await loadShipped(await world.database(), readers, (done, total, detail) =>
        bar.at(total === 0 ? 1 : done / total, detail),
      ).finally(() => bar.stop());
    },
  });
  return [
    serveCommand(settings, catalogue),
    ...screening,
    ...lists,
    ...regimeCommands,
    ...findingCommands(),
    doctorCommand(settings),
    ...backupCommands(),
  ];
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
