import type { Command } from '../../cli/command.ts';
import { monitorCommand } from './monitor-command.ts';
import type { LedgerCommandParts } from './open-from-command.ts';
import { proofCommand, verifyCommand } from './proof-commands.ts';
import { policyCommand, statusCommand } from './status-commands.ts';
import { witnessCommands } from './witness-commands.ts';

/** The commands over the ledger. */
export function ledgerCommands(parts: LedgerCommandParts): Command[] {
  return [
    statusCommand(parts),
    verifyCommand(parts),
    proofCommand(parts),
    policyCommand(parts),
    monitorCommand(),
    ...witnessCommands(parts),
  ];
}
