import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import type { Signer } from '../../ledger/signer.ts';
import { writeVerifierKey } from '../../ledger/verify/signed-note.ts';
import { type VerifiedApproval, verifyApproval } from '../approval.ts';
import { checkConsignment } from '../consignment.ts';
import { amountText } from '../quantity.ts';
import { readJson } from './application-commands.ts';
import {
  bookPackingList,
  type CheckedPackingList,
  checkedList,
  checkPackingList,
  doing,
  issueApproval,
  type ReliefOffice,
  signedRevocations,
} from './office.ts';
import { readPackingFile } from './read-packing-list.ts';
import { leftOf } from './show-left.ts';
import { allApprovals, approvalNamed, revokeApproval } from './store.ts';

export interface ReliefCommandParts {
  /** This node's key. */
  signerOf(world: World): Promise<Signer>;
}

const MOST_LINES_SHOWN = 200;
const day = z.iso.date().optional();
const locodes = z
  .string()
  .transform((text) => text.split(',').map((place) => place.trim()))
  .optional();
const trust = {
  key: { flags: '--key <verifier key>', description: 'whom to trust; this node itself when not given' },
  revocations: { flags: '--revocations <file>', description: 'the signed list of what was revoked' },
};

export function approvalCommands(parts: ReliefCommandParts): Command[] {
  return [issue(parts), approvals, revoke, revocations(parts), verify(parts), check(parts), book(parts)];
}

async function officeOf(parts: ReliefCommandParts, world: World): Promise<ReliefOffice> {
  return { database: await world.database(), signer: await parts.signerOf(world), now: world.now };
}

function issue(parts: ReliefCommandParts): Command {
  return defineCommand({
    name: 'relief issue',
    summary: 'Sign an approval as this node read it in the authority’s letter',
    arguments: [{ name: 'file', description: 'the approval as JSON (docs/guides/relief.md)' }],
    options: [{ flags: '--out <file>', description: 'where the signed approval is written' }],
    schema: z.object({ out: z.string().min(1) }),
    examples: ['watchkeeper relief issue approval.json --out approval.signed'],
    async run({ args: [file = ''], options: { out } }, world) {
      const issued = await issueApproval(await officeOf(parts, world), readJson(file), 'operator');
      writeFileSync(out, issued.signed);
      world.output.answer({ id: issued.id, commitment: issued.commitment, out }, () => `Signed ${issued.id}: ${out}`);
      return undefined;
    },
  });
}

const approvals = defineCommand({
  name: 'relief approvals',
  summary: 'Show the approvals that this node signed, or what is left of one',
  arguments: [{ name: 'id', description: 'an approval', optional: true }],
  schema: z.object({}),
  async run({ args: [id] }, world) {
    const database = await world.database();
    if (id === undefined) {
      const rows = await allApprovals(database);
      world.output.answer(rows, () =>
        table(
          ['id', 'from', 'to', 'shipments', 'items', 'state'],
          rows.map((row) => [
            row.id,
            row.from,
            row.to,
            `${row.shipments}/${row.mostShipments}`,
            String(row.items),
            row.revoked ? 'revoked' : '',
          ]),
        ),
      );
      return undefined;
    }
    const kept = await approvalNamed(database, id);
    const left = leftOf(kept).map((row) => ({ ...row, left: amountText(row.left) }));
    world.output.answer({ approval: kept.approval, revocation: kept.revocation, shipments: kept.shipments, left }, () =>
      table(
        ['item', 'name', 'left'],
        left.map((row) => [String(row.line), row.name, row.left]),
      ),
    );
    return undefined;
  },
});

const revoke = defineCommand({
  name: 'relief revoke',
  summary: 'Revoke an approval, with a reason that all may read',
  arguments: [{ name: 'id', description: 'the approval' }],
  options: [{ flags: '--why <text>', description: 'the reason' }],
  schema: z.object({ why: z.string().trim().min(3).max(2000) }),
  async run({ args: [id = ''], options: { why } }, world) {
    const commitment = await revokeApproval(await world.database(), { id, reason: why }, doing(world, 'operator'));
    world.output.answer(
      { id, commitment },
      () => `Revoked ${id}. Offline desks need the new list: watchkeeper relief revocations --out FILE`,
    );
    return undefined;
  },
});

function revocations(parts: ReliefCommandParts): Command {
  return defineCommand({
    name: 'relief revocations',
    summary: 'Write the signed list of all that this node revoked, for offline desks',
    options: [{ flags: '--out <file>', description: 'where it is written' }],
    schema: z.object({ out: z.string().min(1) }),
    async run({ options: { out } }, world) {
      const office = await officeOf(parts, world);
      writeFileSync(out, await signedRevocations(office));
      const key = writeVerifierKey(office.signer.key);
      world.output.answer({ out, key }, () => `Wrote ${out}. The key that desks trust: ${key}`);
      return undefined;
    },
  });
}

function verify(parts: ReliefCommandParts): Command {
  return defineCommand({
    name: 'relief verify',
    summary: 'Check a signed approval; with --key no database and no network is touched',
    arguments: [{ name: 'file', description: 'the signed approval' }],
    options: [
      trust.key,
      trust.revocations,
      { flags: '--on <date>', description: 'for that day; today when not given' },
    ],
    schema: z.object({ key: z.string().optional(), revocations: z.string().optional(), on: day }),
    examples: ['watchkeeper relief verify approval.signed --key "$KEY" --revocations revocations.signed'],
    async run({ args: [file = ''], options }, world) {
      const answer = await verifyFile(parts, world, { file, ...options });
      world.output.answer(answer, () => standingText(answer));
      return answer.standing === 'valid' ? undefined : 1;
    },
  });
}

interface FileTrust {
  file: string;
  key?: string | undefined;
  revocations?: string | undefined;
  on?: string | undefined;
}

async function verifyFile(parts: ReliefCommandParts, world: World, { file, key, revocations: list, on }: FileTrust) {
  return verifyApproval(nodePrimitives, {
    approval: textOf(file),
    trusted: key ?? writeVerifierKey((await parts.signerOf(world)).key),
    revocations: list === undefined ? undefined : textOf(list),
    on: on ?? world.now().toISOString().slice(0, 10),
  });
}

const checkOptions = [
  { flags: '--approval <file or id>', description: 'a signed approval, or the id of one of this node' },
  { flags: '--on <date>', description: 'day of the shipment; today when not given' },
  { flags: '--route <places>', description: 'UN/LOCODEs, comma separated' },
];

function check(parts: ReliefCommandParts): Command {
  return defineCommand({
    name: 'relief check',
    summary: 'Hold a packing list (XLSX or CSV) against an approval, line by line',
    arguments: [{ name: 'packing list', description: 'the file' }],
    options: [
      ...checkOptions,
      { flags: '--shipment <name>', description: 'when it is booked already' },
      trust.key,
      trust.revocations,
    ],
    schema: z.object({
      approval: z.string().min(1),
      on: day,
      route: locodes,
      shipment: z.string().optional(),
      key: z.string().optional(),
      revocations: z.string().optional(),
    }),
    examples: ['watchkeeper relief check packing-list.xlsx --approval approval.signed --key "$KEY"'],
    async run({ args: [file = ''], options }, world) {
      const list = await readPackingFile(file);
      const on = options.on ?? world.now().toISOString().slice(0, 10);
      const consignment = { on, route: options.route, shipment: options.shipment };
      const isFile = existsSync(options.approval);
      const answer = isFile
        ? checkedList(
            list,
            checkConsignment(
              list.lines,
              offlineState(await verifyFile(parts, world, { ...options, file: options.approval })),
              consignment,
            ),
          )
        : await checkPackingList({ database: await world.database() }, options.approval, { list, consignment });
      if (isFile) world.output.note('Checked offline: what earlier shipments drew is not known here.');
      world.output.answer(answer, () => consignmentText(answer));
      return answer.result === 'covered' ? undefined : 1;
    },
  });
}

function offlineState({ approval, standing }: VerifiedApproval) {
  return { approval, revoked: standing === 'revoked', drawn: new Map<number, bigint>(), shipments: [] };
}

function book(parts: ReliefCommandParts): Command {
  return defineCommand({
    name: 'relief book',
    summary: 'Book a shipment whose packing list is wholly covered: it draws on the approval for good',
    arguments: [{ name: 'packing list', description: 'the file' }],
    options: [
      ...checkOptions,
      { flags: '--shipment <name>', description: 'names the shipment: a bill of lading, a waybill' },
    ],
    schema: z.object({
      approval: z.string().min(1),
      on: day,
      route: locodes,
      shipment: z.string().trim().min(1).max(100),
    }),
    async run({ args: [file = ''], options }, world) {
      const office = await officeOf(parts, world);
      const on = options.on ?? world.now().toISOString().slice(0, 10);
      const consignment = { on, route: options.route, shipment: options.shipment };
      const list = await readPackingFile(file);
      const answer = await bookPackingList(office, options.approval, { list, consignment, by: 'operator' });
      world.output.answer(
        answer,
        () => `Booked ${options.shipment}: ${answer.draws.length} items of ${options.approval} are drawn on.`,
      );
      return undefined;
    },
  });
}

function standingText({ standing, signer, revocation, approval }: VerifiedApproval): string {
  const about = {
    revoked: revocation.state === 'revoked' ? `revoked on ${revocation.at}: ${revocation.reason}` : '',
    'not-revoked': revocation.state === 'not-revoked' ? `not revoked as of ${revocation.asOf}` : '',
    'not-checked': 'revocation was not looked at: give --revocations',
    'list-fails': '',
  }[revocation.state];
  const { letter, window } = approval;
  return [
    `${standing.toUpperCase()}  ${approval.id}${approval.exercise ? '  EXERCISE' : ''}`,
    `  ${approval.authority}, letter ${letter.reference} of ${letter.on}, to ${approval.grantee}`,
    `  ${window.from} to ${window.to}; ${approval.mostShipments} shipments; ${approval.items.length} items`,
    `  signed by ${signer} as it read the letter; ${about}`,
  ].join('\n');
}

function consignmentText({ result, sentence, lines, rejected }: CheckedPackingList): string {
  const wrong = lines.filter((line) => line.result !== 'covered');
  const shown = (wrong.length > 0 ? wrong : lines).slice(0, MOST_LINES_SHOWN);
  return [
    `${result.toUpperCase()}  ${sentence}`,
    ...shown.map((line) => `  line ${line.line}  ${line.result}  ${line.name}: ${line.sentence}`),
    ...rejected.map(({ line, reason }) => `  line ${line}  not read: ${reason}`),
  ].join('\n');
}

function textOf(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new AppError({
    code: 'FILE_MISSING',
    kind: 'not-found',
    message: `Cannot read ${file}: there is no such file`,
  });
}
