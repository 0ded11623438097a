import type { Command } from '../../cli/command.ts';
import { completeCommand, importCommand, schemaCommand } from './application-commands.ts';
import { approvalCommands, type ReliefCommandParts } from './approval-commands.ts';
import { askCommand } from './ask-command.ts';
import { clockCommands } from './clock.ts';

/** The commands on aid: ask, apply, verify, check, book. */
export function reliefCommands(parts: ReliefCommandParts): Command[] {
  return [askCommand, schemaCommand, completeCommand, importCommand, ...approvalCommands(parts), ...clockCommands];
}
