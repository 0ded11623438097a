import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { AppError } from '../../kernel/errors.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { fromHex, parseCount } from '../verify/bytes.ts';
import { type Attestation, attest, type Policy } from '../verify/policy.ts';
import { checkOpenedProof, checkProof, readProofFile, writeProofFile } from '../verify/proof-file.ts';
import { type LedgerCommandParts, openFromCommand } from './open-from-command.ts';
import { policyFile, textFile } from './policy-file.ts';
import { policyOf } from './store-witnesses.ts';
import { type LogReport, verifyLog } from './verify-log.ts';

export function verifyCommand({ origin }: LedgerCommandParts): Command {
  return defineCommand({
    name: 'ledger verify',
    summary: 'Compute the whole log anew and hold it against all that was published, or check one proof',
    options: [
      { flags: '--proof <file>', description: 'a .tlog-proof file to check, without any server' },
      { flags: '--policy <file>', description: 'whom to trust for it; this node itself when not given' },
      { flags: '--entry <hex>', description: 'the entry, for a proof that does not hold its record' },
    ],
    schema: z.object({
      proof: z.string().min(1).optional(),
      policy: z.string().min(1).optional(),
      entry: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
        .optional(),
    }),
    examples: [
      'watchkeeper ledger verify',
      'watchkeeper ledger verify --proof entry.tlog-proof --policy ledger.policy',
    ],
    async run({ options }, world) {
      if (options.proof !== undefined) return verifyProof({ ...options, proof: options.proof, origin }, world);
      const log = await openFromCommand(world, { origin });
      const total = (await log.database<{ n: number }[]>`select count(*)::int as n from ledger_entry`)[0]?.n ?? 0;
      const bar = world.output.progress('Computing the log anew', Math.max(1, total));
      const report = await verifyLog(log.database, log.signer.key, (done) => bar.at(done)).finally(() => bar.stop());
      world.output.answer(report, () => reportText(report));
      return report.faults.length === 0 ? undefined : 1;
    },
  });
}

interface ProofRequest {
  proof: string;
  policy?: string | undefined;
  entry?: string | undefined;
  origin: string | undefined;
}

async function verifyProof(request: ProofRequest, world: World): Promise<number | undefined> {
  const file = readProofFile(textFile(request.proof));
  if ('fault' in file) throw unproved(request.proof, file.fault);
  const entry = request.entry === undefined ? null : fromHex(request.entry);
  const checked = entry ? checkProof(nodePrimitives, file, entry) : checkOpenedProof(nodePrimitives, file);
  if ('fault' in checked) throw unproved(request.proof, checked.fault);
  const checkpoint = 'opening' in checked ? checked.checkpoint : checked;
  const record = 'opening' in checked ? (JSON.parse(checked.opening.record) as unknown) : null;
  const policy = await policyFor(request, world);
  const attestation = attest(nodePrimitives, checkpoint, policy);
  if (!attestation.log)
    throw unproved(request.proof, `its head of "${checkpoint.origin}" is not signed by a key of the policy`);
  const answer = {
    holds: attestation.holds,
    origin: checkpoint.origin,
    index: file.index,
    size: checkpoint.size,
    signed: attestation.signed,
    quorum: attestation.quorum,
    witnesses: attestation.witnesses,
    record,
  };
  world.output.answer(answer, () =>
    [
      `Entry ${file.index} is in the log ${checkpoint.origin} of ${checkpoint.size} entries, whose head the log signed.`,
      witnessLine(attestation),
      'This proves that the record was in the log and has not been changed since; not that what it says is true.',
      ...(record === null ? [] : ['', JSON.stringify(record, null, 2)]),
    ].join('\n'),
  );
  return attestation.holds ? undefined : 1;
}

async function policyFor({ policy, origin }: ProofRequest, world: World): Promise<Policy> {
  if (policy !== undefined) return policyFile(policy);
  const log = await openFromCommand(world, { origin });
  return policyOf(log.database, log.signer.key);
}

export function proofCommand({ origin }: LedgerCommandParts): Command {
  return defineCommand({
    name: 'ledger proof',
    summary: 'Write the proof that an entry is in the log, to be checked anywhere without this server',
    arguments: [{ name: 'entry', description: 'its number, or the commitment of a record of this node' }],
    options: [
      { flags: '--out <file>', description: 'file to write; standard output when not given' },
      { flags: '--opened', description: 'put the record into it, for all who get the file to read' },
    ],
    schema: z.object({ out: z.string().min(1).optional(), opened: z.boolean().default(false) }),
    examples: ['watchkeeper ledger proof 12 --out entry-12.tlog-proof'],
    async run({ args: [entry = ''], options: { out, opened } }, world) {
      const log = await openFromCommand(world, { origin });
      const index = parseCount(entry);
      if (!/^[0-9a-f]{64}$/.test(entry) && (index === null || opened)) throw wrongEntry(entry, opened);
      const text =
        index !== null && entry.length < 64
          ? writeProofFile(await log.proofOf(index))
          : await log.proofOfRecord(entry, opened);
      if (out !== undefined) writeFileSync(out, text);
      world.output.answer({ proof: text, out: out ?? null }, () =>
        out === undefined ? text.trimEnd() : `Wrote ${out}. Check it: watchkeeper ledger verify --proof ${out}`,
      );
      return undefined;
    },
  });
}

function reportText({ entries, heads, cosignatures, opened, erased, faults }: LogReport): string {
  const facts = `${entries} entries, ${heads} heads, ${cosignatures} signatures of witnesses, ${opened} records that are what was committed to, ${erased} erased.`;
  return faults.length === 0
    ? `The log holds: ${facts}`
    : [`The log does not hold: ${facts}`, ...faults.map((fault) => `  ${fault}`)].join('\n');
}

function witnessLine({ witnesses, signed, quorum, holds }: Attestation): string {
  const names = witnesses.filter(({ at }) => at !== null).map(({ name }) => name);
  const absent = witnesses.filter(({ at }) => at === null).map(({ name }) => name);
  const list = (some: readonly string[]): string => (some.length === 0 ? 'none' : some.join(', '));
  if (quorum === 0) return 'The policy asks for no witness: only the log itself vouches that all are shown the same.';
  return `${signed} witnesses signed that head (${list(names)}), not ${list(absent)}; ${quorum} are asked for: ${holds ? 'enough' : 'not enough'}.`;
}

function unproved(path: string, state: string): AppError {
  return new AppError({
    code: 'PROOF_DOES_NOT_HOLD',
    kind: 'refused',
    message: `Cannot prove anything with ${path}: ${state}`,
    hint: 'Ask whoever gave it for the file as it was made. A proof without its record needs --entry.',
  });
}

function wrongEntry(entry: string, opened: boolean): AppError {
  return new AppError({
    code: 'ENTRY_WRONG',
    kind: 'usage',
    message: `Cannot prove "${entry.slice(0, 100)}"${opened ? ' with its record' : ''}: name ${opened ? '' : 'the number of an entry or '}the commitment of a record, 64 hexadecimal digits`,
    hint: '"watchkeeper ledger status" shows how many entries there are.',
  });
}
