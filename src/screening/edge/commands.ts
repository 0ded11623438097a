import type { Command } from '../../cli/command.ts';
import { auditCommand } from './audit-command.ts';
import { compareCommand } from './compare-command.ts';
import { type ScreenParts, screenCommand } from './screen-command.ts';

/** `screen`, `screen compare` and `screen audit`. */
export function screeningCommands(parts: ScreenParts): Command[] {
  return [screenCommand(parts), compareCommand, auditCommand];
}
