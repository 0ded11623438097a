import type { Command } from '../../cli/command.ts';
import { auditCommand } from './audit-command.ts';
import { captureCommands } from './capture-commands.ts';
import { checkCustody } from './check-custody-command.ts';
import { custodyCommands } from './custody-commands.ts';
import { itemCommands } from './item-commands.ts';
import { keepingCommands } from './keeping-commands.ts';
import type { EvidenceSettings } from './offices.ts';
import { ratingCommands } from './rating-commands.ts';
import { stampCommands } from './stamp-commands.ts';
import { textCommands } from './text-commands.ts';

export function evidenceCommands(settings: EvidenceSettings): Command[] {
  return [
    ...itemCommands(settings),
    ...keepingCommands(settings),
    ...custodyCommands(settings),
    checkCustody,
    ...ratingCommands(),
    ...stampCommands(settings),
    ...captureCommands(settings),
    auditCommand(settings),
    ...textCommands(),
  ];
}
