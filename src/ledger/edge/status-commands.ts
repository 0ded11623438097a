import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { writePolicy } from '../verify/policy.ts';
import { type LedgerStatus, ledgerStatus } from './ledger-status.ts';
import { type LedgerCommandParts, openFromCommand } from './open-from-command.ts';
import { policyOf, type Witness } from './store-witnesses.ts';

export function statusCommand({ origin }: LedgerCommandParts): Command {
  return defineCommand({
    name: 'ledger status',
    summary: 'Show the log of this node, its witnesses and what each did last',
    schema: z.object({}),
    async run(_, world) {
      const status = await ledgerStatus(await openFromCommand(world, { origin }));
      world.output.answer(status, () => statusText(status));
      return undefined;
    },
  });
}

export function policyCommand({ origin }: LedgerCommandParts): Command {
  return defineCommand({
    name: 'ledger policy',
    summary: 'Write whom to trust for this log: its key, its witnesses and their quorum (C2SP tlog-policy)',
    options: [{ flags: '--out <file>', description: 'file to write; standard output when not given' }],
    schema: z.object({ out: z.string().min(1).optional() }),
    examples: ['watchkeeper ledger policy --out ledger.policy'],
    async run({ options: { out } }, world) {
      const log = await openFromCommand(world, { origin });
      const text = writePolicy(await policyOf(log.database, log.signer.key));
      if (out !== undefined) writeFileSync(out, text);
      world.output.answer({ policy: text, out: out ?? null }, () =>
        out === undefined ? text.trimEnd() : `Wrote ${out}. Give it to readers by another way than this server.`,
      );
      return undefined;
    },
  });
}

function statusText({
  origin,
  verifierKey,
  head,
  waiting,
  quorum,
  quorumHead,
  witnesses,
  follows,
}: LedgerStatus): string {
  const lines = [
    `Log       ${origin}`,
    `Key       ${verifierKey}`,
    `Head      ${head.size} entries, ${head.at}, root ${head.root}`,
    ...(waiting > 0 ? [`Waiting   ${waiting} for the next batch`] : []),
    quorum.quorum === 0
      ? 'Quorum    none: that needs three witnesses or more'
      : `Quorum    ${quorum.quorum} of ${quorum.members}: ${quorum.spare} may refuse or be absent; ${quorum.overlap} would have to sign two histories; reached ${quorumHead ? `at ${quorumHead.size} entries` : 'by no head yet'}`,
    '',
    witnesses.length === 0
      ? 'No witness is asked yet. Add one: watchkeeper ledger witness add NAME --key KEY --url ADDRESS'
      : table(['witness', 'signed', 'when', 'last', 'why'], witnesses.map(witnessRow)),
  ];
  if (follows.length > 0)
    lines.push(
      '',
      table(
        ['witness of', 'signed', 'when', 'refused'],
        follows.map((log) => [
          log.origin,
          String(log.signedSize ?? ''),
          log.signedAt ?? '',
          log.refusals > 0 ? `${log.refusals}: ${log.lastRefusal}` : '',
        ]),
      ),
    );
  return lines.join('\n');
}

function witnessRow(witness: Witness): string[] {
  return [
    witness.name,
    witness.signedSize === null ? '' : String(witness.signedSize),
    witness.signedAt ?? '',
    witness.removedAt ? 'removed' : (witness.lastOutcome ?? 'not asked'),
    witness.removedWhy ?? witness.lastReason ?? '',
  ];
}
