import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { checkCommand } from './check-command.ts';
import { loadCommands } from './load-commands.ts';
import { type ProgrammedSide, watchOwners } from './run-watches.ts';
import { outcomeText, traceCommands } from './trace-commands.ts';

export interface FinanceCommandsParts {
  listed(world: World): Promise<ProgrammedSide>;
}

/** The commands over wallets, transfers and thefts, and the watch over owners. */
export function financeCommands(parts: FinanceCommandsParts): Command[] {
  return [checkCommand(), ...loadCommands(), ...traceCommands(), watchOwnersCommand(parts)];
}

function watchOwnersCommand({ listed }: FinanceCommandsParts): Command {
  return defineCommand({
    name: 'ownership watch',
    summary: 'Raise every firm that no list names and that its owners block, or may block',
    schema: z.object({}),
    async run(_, world) {
      const side = await listed(world);
      const outcome = await watchOwners(await world.database(), side, world.now().toISOString().slice(0, 10));
      world.output.answer(outcome, () => outcomeText(outcome));
      return undefined;
    },
  });
}
