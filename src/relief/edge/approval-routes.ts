import { z } from '@hono/zod-openapi';
import { calendarDay, defineRoute, Reply, type Route, repeated } from '../../server/route.ts';
import { approvalSchema } from '../approval.ts';
import { amountText } from '../quantity.ts';
import {
  bookPackingList,
  checkPackingList,
  doing,
  issueApproval,
  type ReliefOffice,
  signedRevocations,
  today,
  verifyHere,
} from './office.ts';
import { MOST_PACKING_BYTES, readPackingBytes } from './read-packing-list.ts';
import { leftOf } from './show-left.ts';
import { allApprovals, approvalNamed, revokeApproval } from './store.ts';

const tag = 'Relief';
const MOST_APPROVAL_BYTES = 16_777_216;
const params = z.object({ id: z.string().max(80) });
const consignmentQuery = {
  on: calendarDay.optional(),
  route: repeated(z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'must be a UN/LOCODE')),
};
const shipment = z.string().trim().min(1).max(100);
const anything = z.looseObject({});

/** Approvals: issued, shown, verified, drawn on. */
export function approvalRoutes(office: ReliefOffice): Route[] {
  return [...shown(office), ...done(office), check(office), book(office)];
}

function shown(office: ReliefOffice): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/relief/approvals',
      act: 'relief.read',
      tag,
      summary: 'List the approvals that this node signed',
      answer: z.object({ approvals: z.array(anything) }),
      handle: async () => ({ approvals: await allApprovals(office.database) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/relief/approvals/{id}',
      act: 'relief.read',
      tag,
      summary: 'Show an approval with what is left of each item',
      params,
      answer: anything,
      async handle({ params: { id } }) {
        const kept = await approvalNamed(office.database, id);
        const { approval, commitment, revocation, shipments, signed } = kept;
        const left = leftOf(kept).map(({ line, left: amount }) => ({ line, left: amountText(amount) }));
        return { approval, commitment, revocation, shipments: shipments.length, left, signed };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/relief/revocations',
      act: 'relief.read',
      tag,
      summary: 'Show the signed list of all that this node revoked, for offline desks',
      answer: z.any(),
      handle: async () => new Reply(200, JSON.parse(await signedRevocations(office))),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/verify',
      act: 'relief.read',
      tag,
      summary: 'Check that an approval is one that this node signed, unaltered and not revoked',
      body: z.strictObject({ approval: z.string().max(MOST_APPROVAL_BYTES), on: calendarDay.optional() }),
      mostBytes: MOST_APPROVAL_BYTES,
      answer: anything,
      handle: async ({ body }) => ({ ...(await verifyHere(office, body.approval, body.on)) }),
    }),
  ];
}

function done(office: ReliefOffice): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/approvals',
      act: 'relief.keep',
      tag,
      summary: 'Sign an approval as this node read it in the authority’s letter',
      body: approvalSchema,
      mostBytes: MOST_APPROVAL_BYTES,
      answer: anything,
      handle: async ({ body, subject }) => ({ ...(await issueApproval(office, body, subject.name)) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/approvals/{id}/revoke',
      act: 'relief.keep',
      tag,
      summary: 'Revoke an approval, with a reason that all may read',
      params,
      body: z.strictObject({ reason: z.string().trim().min(3).max(2000) }),
      answer: anything,
      async handle({ params: { id }, body: { reason }, subject }) {
        return { commitment: await revokeApproval(office.database, { id, reason }, doing(office, subject.name)) };
      },
    }),
  ];
}

function check(office: ReliefOffice): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/relief/approvals/{id}/check',
    act: 'relief.read',
    tag,
    summary: 'Hold a packing list (XLSX or CSV) against an approval; nothing of it is kept',
    params,
    query: z.strictObject({ ...consignmentQuery, shipment: shipment.optional() }),
    takesFile: true,
    mostBytes: MOST_PACKING_BYTES,
    answer: anything,
    async handle({ params: { id }, query, upload }) {
      const list = await readPackingBytes(await bytesOf(upload), 'that was sent');
      const consignment = { ...query, on: query.on ?? today(office) };
      return { ...(await checkPackingList(office, id, { list, consignment })) };
    },
  });
}

function book(office: ReliefOffice): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/relief/approvals/{id}/shipments',
    act: 'relief.keep',
    tag,
    summary: 'Book a shipment whose packing list is wholly covered: it draws on the approval for good',
    params,
    query: z.strictObject({ ...consignmentQuery, shipment }),
    takesFile: true,
    mostBytes: MOST_PACKING_BYTES,
    answer: anything,
    async handle({ params: { id }, query, upload, subject }) {
      const list = await readPackingBytes(await bytesOf(upload), 'that was sent');
      const consignment = { ...query, on: query.on ?? today(office) };
      return { ...(await bookPackingList(office, id, { list, consignment, by: subject.name })) };
    },
  });
}

async function bytesOf(upload: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of upload) chunks.push(chunk);
  return Buffer.concat(chunks);
}
