import picocolors from 'picocolors';
import { z } from 'zod';
import { type Command, defineCommand } from '../cli/command.ts';
import { dataChecks } from './data-checks.ts';
import {
  type Check,
  consoleCheck,
  homeCheck,
  nodeCheck,
  portCheck,
  postgresCheck,
  settingsCheck,
  spaceCheck,
} from './machine-checks.ts';
import type { Settings } from './settings.ts';

/** `doctor`: what is wrong with a set-up, and how to mend it. Ends with 1 when something is wrong. */
export function doctorCommand(settings: Settings): Command {
  return defineCommand({
    name: 'doctor',
    summary: 'Say what is wrong with this installation and how to mend it',
    schema: z.object({}),
    async run(_, world) {
      const checks = [
        nodeCheck(),
        settingsCheck(settings),
        homeCheck(settings),
        spaceCheck(settings),
        postgresCheck(settings),
        await portCheck(settings),
        consoleCheck(),
        ...(await dataChecks(world)),
      ];
      const healthy = checks.every(({ state }) => state !== 'wrong');
      world.output.answer({ healthy, checks }, () => checks.map(shown).join('\n'));
      return healthy ? undefined : 1;
    },
  });
}

const COLOUR = { ok: picocolors.green, warning: picocolors.yellow, wrong: picocolors.red };

function shown({ check, state, found, mend }: Check): string {
  return `${COLOUR[state](state.padEnd(7))}  ${check}: ${found}${mend ? `\n         ${mend}` : ''}`;
}
