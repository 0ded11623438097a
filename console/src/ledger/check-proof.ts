import { fromHex } from '../../../src/ledger/verify/bytes.ts';
import { type Attestation, attest, readPolicy } from '../../../src/ledger/verify/policy.ts';
import { checkOpenedProof, checkProof, readProofFile } from '../../../src/ledger/verify/proof-file.ts';
import { browserPrimitives } from './browser-primitives.ts';

/** What a proof shows, or what is wrong, with the file that it is wrong in. */
export type Checked =
  | { origin: string; index: number; size: number; attestation: Attestation; record: unknown }
  | { where: 'proof' | 'policy'; fault: string };

/** Checks a proof under a policy, here, with the same code that the command line uses. */
export function checkProofText(proofText: string, policyText: string, entryHex: string): Checked {
  const policy = readPolicy(browserPrimitives, policyText);
  if ('fault' in policy) return { where: 'policy', fault: policy.fault };
  const file = readProofFile(proofText);
  if ('fault' in file) return { where: 'proof', fault: file.fault };
  const entry = entryHex === '' ? null : fromHex(entryHex);
  const checked = entry ? checkProof(browserPrimitives, file, entry) : checkOpenedProof(browserPrimitives, file);
  if ('fault' in checked) return { where: 'proof', fault: checked.fault };
  const checkpoint = 'opening' in checked ? checked.checkpoint : checked;
  const attestation = attest(browserPrimitives, checkpoint, policy);
  if (!attestation.log)
    return { where: 'proof', fault: `its head of "${checkpoint.origin}" is not signed by a key of the policy` };
  const record = 'opening' in checked ? (JSON.parse(checked.opening.record) as unknown) : null;
  return { origin: checkpoint.origin, index: file.index, size: checkpoint.size, attestation, record };
}
