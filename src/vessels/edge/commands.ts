import type { Command } from '../../cli/command.ts';
import { exerciseCommand } from './exercise-command.ts';

/** The commands over the sea. */
export function vesselCommands(): Command[] {
  return [exerciseCommand()];
}
