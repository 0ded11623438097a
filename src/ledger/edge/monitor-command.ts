import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { type MonitorReport, monitorLog } from './monitor.ts';
import { policyFile } from './policy-file.ts';

export function monitorCommand(): Command {
  return defineCommand({
    name: 'ledger monitor',
    summary: "Read another node's whole log, and see that it only grew and shows all the same",
    arguments: [
      { name: 'address', description: 'what stands before /checkpoint, as https://watch.example.org/ledger' },
    ],
    options: [{ flags: '--policy <file>', description: 'whom to trust for it, got by another way than that address' }],
    schema: z.object({ policy: z.string('name the file of its policy').min(1) }),
    examples: ['watchkeeper ledger monitor https://watch.example.org/ledger --policy ledger.policy'],
    async run({ args: [address = ''], options }, world) {
      if (!/^https?:\/\//.test(address)) throw wrongAddress(address);
      const bar = world.output.progress('Reading the log', 1);
      const report = await monitorLog(
        { address, policy: policyFile(options.policy), home: world.home },
        (done, total) => bar.at(total === 0 ? 1 : done / total),
      ).finally(() => bar.stop());
      world.output.answer(report, () => monitorText(report));
      return report.faults.length === 0 ? undefined : 1;
    },
  });
}

function monitorText({ origin, size, sizeBefore, attestation, compared, faults }: MonitorReport): string {
  return [
    faults.length === 0 ? `The log ${origin} holds.` : `The log ${origin} does not hold:`,
    ...faults.map((fault) => `  ${fault}`),
    sizeBefore === null
      ? `It has ${size} entries; this was the first visit, and its head is remembered.`
      : `It has ${size} entries and begins with the ${sizeBefore} of the last visit.`,
    `${attestation.signed} witnesses signed the head, ${attestation.quorum} are asked for; compared with the heads at ${compared.length === 0 ? 'no witness' : compared.join(', ')}.`,
  ].join('\n');
}

function wrongAddress(address: string): AppError {
  return new AppError({
    code: 'ADDRESS_WRONG',
    kind: 'usage',
    message: `Cannot read the log at "${address.slice(0, 200)}": it does not begin with http:// or https://`,
    hint: 'The address is what stands before /checkpoint, as https://watch.example.org/ledger.',
  });
}
