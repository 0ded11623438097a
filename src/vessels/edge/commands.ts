import type { Command } from '../../cli/command.ts';
import { decodeCommand } from './decode-command.ts';
import { exerciseCommand } from './exercise-command.ts';

import { loadCommand } from './load-command.ts';

/** The commands over the sea. */
export function vesselCommands(): Command[] {
  return [decodeCommand(), loadCommand(), exerciseCommand()];
}
