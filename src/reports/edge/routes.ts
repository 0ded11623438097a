import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { FEED_KINDS, type FeedKind, feedOf } from '../writers/feeds.ts';
import { FORMATS, written } from '../writers/write-update.ts';
import { readUpdates, updateNamed } from './store.ts';

export interface UpdateRouteParts {
  database: Database;
  /** The proof of a record in the ledger, opened, as the text of a file. */
  proofOf(commitment: string): Promise<string>;
}

/** Updates that a feed holds. */
const IN_FEED = 30;
const params = z.object({ id: z.string().max(80) });

/** Regular updates: public, as all that they hold is. */
export function updateRoutes(parts: UpdateRouteParts): Route[] {
  const feeds = (Object.keys(FEED_KINDS) as FeedKind[]).map((kind) => feed(parts, kind));
  return [list(parts), show(parts), proof(parts), ...feeds];
}

function list({ database }: UpdateRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/updates',
    act: 'updates.read',
    tag: 'Updates',
    summary: 'Show the regular updates, latest first',
    query: z.strictObject({ limit: wholeNumber(1, 200, 50), offset: wholeNumber(0, 1_000_000, 0) }),
    answer: z.object({ total: z.int(), updates: z.array(z.looseObject({ id: z.string(), sha256: z.string() })) }),
    handle: async ({ query }) => {
      const { total, updates } = await readUpdates(database, query);
      return { total, updates: updates.map((row) => ({ ...row })) };
    },
  });
}

function show({ database }: UpdateRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/updates/{id}',
    act: 'updates.read',
    tag: 'Updates',
    summary: 'Show one update: its data to the byte that was hashed, or as a page or Markdown',
    params,
    query: z.strictObject({ format: z.enum(['json', 'html', 'md']).default('json') }),
    answer: z.any(),
    async handle({ params: { id }, query: { format } }) {
      const row = await updateNamed(database, id);
      return new Reply(200, new TextEncoder().encode(written(row, format, true)), {
        'content-type': FORMATS[format],
      });
    },
  });
}

function proof({ database, proofOf }: UpdateRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/updates/{id}/proof',
    act: 'updates.read',
    tag: 'Updates',
    summary: 'Prove that an update was recorded, with its hash, to be checked anywhere (C2SP tlog-proof)',
    params,
    query: z.strictObject({}),
    answer: z.string(),
    answerType: 'text/plain',
    async handle({ params: { id } }) {
      const row = await updateNamed(database, id);
      return new Reply(200, await proofOf(row.commitment), {
        'content-type': 'text/plain',
        'content-disposition': `attachment; filename="update-${row.id}.tlog-proof"`,
      });
    },
  });
}

function feed({ database }: UpdateRouteParts, kind: FeedKind): Route {
  return defineRoute({
    method: 'get',
    path: `/updates/feed.${kind}`,
    act: 'updates.read',
    tag: 'Updates',
    summary: `Follow the updates with a feed reader (${kind})`,
    query: z.strictObject({}),
    answer: z.string(),
    answerType: FEED_KINDS[kind],
    async handle({ origin }) {
      const { updates } = await readUpdates(database, { limit: IN_FEED, offset: 0 });
      const items = updates.map(({ summary, ...row }) => ({ ...row, headline: summary.headline }));
      return new Reply(200, feedOf(kind, items, origin), { 'content-type': FEED_KINDS[kind] });
    },
  });
}
