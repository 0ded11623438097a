import type { Command } from '../../cli/command.ts';
import { askCommand } from './ask-command.ts';

/** The commands on aid: ask. */
export function reliefCommands(): Command[] {
  return [askCommand];
}
