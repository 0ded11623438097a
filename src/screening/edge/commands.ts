import type { Command } from '../../cli/command.ts';
import { auditCommand } from './audit-command.ts';
import { type FileCommandParts, fileCommand } from './batch/file-command.ts';
import { compareCommand } from './compare-command.ts';
import { type ScreenParts, screenCommand } from './screen-command.ts';

/** `screen`, `screen file`, `screen compare` and `screen audit`. */
export function screeningCommands(parts: ScreenParts & FileCommandParts): Command[] {
  return [screenCommand(parts), fileCommand(parts), compareCommand, auditCommand];
}
