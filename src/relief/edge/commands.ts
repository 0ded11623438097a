import type { Command } from '../../cli/command.ts';
import { completeCommand, importCommand, schemaCommand } from './application-commands.ts';
import { askCommand } from './ask-command.ts';

/** The commands on aid: ask, apply. */
export function reliefCommands(): Command[] {
  return [askCommand, schemaCommand, completeCommand, importCommand];
}
