import type { Command, World } from '../../cli/command.ts';
import type { Screener } from '../screener.ts';
import { compareCommand } from './compare-command.ts';
import { screenCommand } from './screen-command.ts';

export interface ScreeningCommandsParts {
  /** The screener of the lists in force. */
  screener(world: World): Promise<Screener>;
}

/** `screen` and `screen compare`. */
export function screeningCommands(parts: ScreeningCommandsParts): Command[] {
  return [screenCommand(parts), compareCommand];
}
