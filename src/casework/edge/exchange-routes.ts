import { z } from '@hono/zod-openapi';
import type { Signer } from '../../ledger/signer.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { answerPull } from './give.ts';
import { allPeers, type Peer } from './store-peers.ts';

const MOST_REQUEST = 4096;

/** What other nodes ask, and what the operator sees of them. */
export function exchangeRoutes({
  database,
  signer,
  now,
}: {
  database: Database;
  signer: Signer;
  now(): Date;
}): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/exchange/pull',
      act: 'exchange.pull',
      tag: 'Nodes',
      summary: 'Give another node what its state may read: its request is signed, and so is the answer',
      takesFile: true,
      mostBytes: MOST_REQUEST,
      query: z.strictObject({}),
      answer: z.object({ note: z.string(), answer: z.string() }),
      async handle({ upload }) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of upload) chunks.push(chunk);
        return answerPull(database, signer, { text: Buffer.concat(chunks).toString('utf8'), now: now() });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/nodes',
      act: 'exchange.read',
      tag: 'Nodes',
      summary: 'Show the nodes that this one exchanges with, how far each has come, and what was wrong',
      query: z.strictObject({}),
      answer: z.object({ nodes: z.array(z.any()) }),
      handle: async (): Promise<{ nodes: Peer[] }> => ({ nodes: await allPeers(database) }),
    }),
  ];
}
