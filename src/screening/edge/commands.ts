import type { Command, World } from '../../cli/command.ts';
import type { Screener } from '../screener.ts';
import { fileCommand } from './batch/file-command.ts';
import type { ScreenerMaterial } from './build-screener.ts';
import { compareCommand } from './compare-command.ts';
import { screenCommand } from './screen-command.ts';

export interface ScreeningCommandsParts {
  /** The screener of the lists in force. */
  screener(world: World): Promise<Screener>;
  /** What it is made of, for threads. */
  material(world: World): Promise<ScreenerMaterial>;
}

/** `screen`, `screen file` and `screen compare`. */
export function screeningCommands(parts: ScreeningCommandsParts): Command[] {
  return [screenCommand(parts), fileCommand(parts), compareCommand];
}
