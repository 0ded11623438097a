import { z } from '@hono/zod-openapi';
import type { ListSummary } from '../lists/edge/list-summaries.ts';
import { defineRoute, type Route } from '../server/route.ts';
import type { Example } from './examples.ts';

export interface StatusParts {
  version: string;
  offline: boolean;
  now(): Date;
  summaries(): Promise<ListSummary[]>;
  examples(): Example[];
}

/** What the whole installation says of itself. */
export function statusRoutes(parts: StatusParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/status',
      act: 'service.probe',
      tag: 'Service',
      summary: 'Show the version and the dates of the data in use',
      query: z.strictObject({}),
      answer: z.looseObject({ version: z.string(), dataDates: z.array(z.looseObject({ list: z.string() })) }),
      handle: async () => {
        const lists = await parts.summaries();
        const inUse = lists.filter(({ publishedAt, parties }) => publishedAt !== null || parties > 0);
        return {
          version: parts.version,
          now: parts.now().toISOString(),
          offline: parts.offline,
          database: 'ok',
          exercise: false,
          lists: { loaded: inUse.length, refused: lists.filter(({ standing }) => standing === 'refused').length },
          dataDates: inUse.map(({ list, title, publishedAt, snapshot }) => ({ list, title, publishedAt, snapshot })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/examples',
      act: 'service.probe',
      tag: 'Service',
      summary: 'Show look-ups that find something in the lists in use',
      query: z.strictObject({}),
      answer: z.array(z.object({ query: z.string(), why: z.string() })),
      handle: () => parts.examples(),
    }),
  ];
}
