import type { World } from '../../cli/command.ts';
import { type Log, openLog } from './log.ts';

export interface LedgerCommandParts {
  /** The log's name when this node begins it. */
  origin: string | undefined;
}

/** The log of this installation, for a command. */
export async function openFromCommand(world: World, { origin }: LedgerCommandParts): Promise<Log> {
  return openLog({ database: await world.database(), home: world.home, origin });
}
