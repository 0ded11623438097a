import type { Command } from '../../cli/command.ts';
import { decodeCommand } from './decode-command.ts';
import { exerciseCommand } from './exercise-command.ts';

import { listenCommand } from './listen-command.ts';
import { loadCommand } from './load-command.ts';
import { trackCommand } from './track-command.ts';
import { type WatchCommandParts, watchCommand } from './watch-command.ts';

/** The commands over the sea. */
export function vesselCommands(parts: WatchCommandParts): Command[] {
  return [decodeCommand(), loadCommand(), watchCommand(parts), listenCommand(parts), trackCommand(), exerciseCommand()];
}
