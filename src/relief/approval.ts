import { sign } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { AppError } from '../kernel/errors.ts';
import type { Signer } from '../ledger/signer.ts';
import type { Primitives } from '../ledger/verify/primitives.ts';
import {
  APPROVAL_KIND,
  checkSignedApproval,
  REVOCATIONS_KIND,
  type Revocation,
  SIGNED_FORMAT,
  type SignedDocument,
  signedMessage,
} from '../ledger/verify/signed-document.ts';
import { writeVerifierKey } from '../ledger/verify/signed-note.ts';
import { amountOf } from './quantity.ts';

const short = z.string().trim().min(1).max(200);

const approvedItem = z
  .strictObject({
    line: z.int().min(1).max(1_000_000),
    name: short,
    /** The same goods in other languages, as suppliers write them. */
    otherNames: z.array(short).max(20).default([]),
    hsCode: z
      .string()
      .regex(/^\d{4,10}$/)
      .optional(),
    quantity: z.string().regex(/^\d+(\.\d{1,6})?$/),
    unit: short,
    specification: z.string().max(2000).optional(),
  })
  .refine(({ quantity, unit }) => (amountOf(quantity, unit)?.base ?? 0n) > 0n, {
    message: 'is no amount that can be compared: pieces, kg, l, m, or "box of 100"',
    path: ['unit'],
  });

/**
 * What an authority approved, as this node read it in the authority's letter. The node signs its reading, not the
 * approval: the letter named here is what counts.
 */
export const approvalSchema = z
  .strictObject({
    format: z.literal('watchkeeper-approval/1'),
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,79}$/, 'must be 3 to 80 letters, digits, dots or dashes'),
    /** Who approved: `1718 Committee`. */
    authority: short,
    letter: z.strictObject({
      reference: short,
      on: z.iso.date(),
      url: z.url().max(500).optional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    grantee: short,
    window: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
    mostShipments: z.int().min(1).max(100),
    /** UN/LOCODEs through which it may go; empty when the letter names none. */
    route: z.array(z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'must be a UN/LOCODE: KPNAM')).max(50),
    items: z.array(approvedItem).min(1).max(20_000),
    /** Made-up, for exercises. */
    exercise: z.boolean(),
  })
  .refine(({ window }) => window.from <= window.to, { message: 'ends before it begins', path: ['window'] })
  .refine(({ items }) => new Set(items.map(({ line }) => line)).size === items.length, {
    message: 'has two items of one line',
    path: ['items'],
  });

export type Approval = z.output<typeof approvalSchema>;

export function readApproval(value: unknown): Approval {
  const read = approvalSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError({
    code: 'APPROVAL_NOT_UNDERSTOOD',
    kind: 'invalid',
    message: `Cannot read the approval: "${issue?.path.join('.') || 'it'}" ${issue?.message ?? ''}`,
    hint: 'docs/guides/relief.md shows one.',
  });
}

/** The approval with this node's signature, as the text of a file. */
export function signApproval(signer: Signer, approval: Approval): string {
  return signed(signer, APPROVAL_KIND, approval);
}

export interface RevokedApproval {
  id: string;
  at: string;
  reason: string;
}

/** Every revocation of this node until `asOf`, signed: what an offline desk takes along. */
export function signRevocations(signer: Signer, asOf: string, revoked: readonly RevokedApproval[]): string {
  return signed(signer, REVOCATIONS_KIND, { format: 'watchkeeper-revocations/1', asOf, revoked });
}

function signed(signer: Signer, kind: string, value: unknown): string {
  const document = canonicalJson(value);
  const signature = sign(null, signedMessage(kind, document), signer.privateKey).toString('base64');
  const file: SignedDocument = { format: SIGNED_FORMAT, kind, document, key: writeVerifierKey(signer.key), signature };
  return `${JSON.stringify(file)}\n`;
}

export type Standing = 'valid' | 'not-yet' | 'expired' | 'revoked';

export interface VerifiedApproval {
  standing: Standing;
  signer: string;
  revocation: Revocation;
  approval: Approval;
}

/** An approval checked offline for a day. Throws AppError `APPROVAL_NOT_GENUINE` for one that is altered or of another signer. */
export function verifyApproval(
  primitives: Primitives,
  parts: { approval: string; trusted: string; revocations?: string | undefined; on: string },
): VerifiedApproval {
  const checked = checkSignedApproval(primitives, parts);
  if ('fault' in checked) throw notGenuine(checked.fault);
  const { signer, revocation } = checked;
  if (revocation.state === 'list-fails')
    throw notGenuine(`its list of revocations cannot be used: ${revocation.fault}`);
  const approval = readApproval(JSON.parse(checked.document));
  const { from, to } = approval.window;
  let standing: Standing = 'valid';
  if (revocation.state === 'revoked') standing = 'revoked';
  else if (parts.on < from) standing = 'not-yet';
  else if (parts.on > to) standing = 'expired';
  return { standing, signer, revocation, approval };
}

function notGenuine(fault: string): AppError {
  return new AppError({
    code: 'APPROVAL_NOT_GENUINE',
    kind: 'refused',
    message: `Cannot take this for an approval: ${fault}`,
    hint: 'Fetch it again from the node that signed it, and trust only a key that you have from that node itself.',
  });
}
