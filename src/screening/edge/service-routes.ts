import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route, type RouteInput } from '../../server/route.ts';
import type { ListFacts } from '../entity-answer.ts';
import { ALL, DPRK } from '../scope.ts';
import type { Screener } from '../screener.ts';
import { algorithmsAnswer } from './algorithms.ts';
import { datasetTitle, type ScreenerSource, screenerInUse } from './screener-in-use.ts';

const anyObject = z.looseObject({});
const probe = {
  method: 'get',
  act: 'service.probe',
  tag: 'Service',
  dialect: 'yente',
  query: z.object({}),
  answer: anyObject,
} as const;

/** What the screening service says of itself: datasets, algorithms, health. */
export function serviceRoutes(source: ScreenerSource): Route[] {
  const catalog = (input: Pick<RouteInput<unknown, unknown, unknown>, 'header'>): Reply =>
    catalogReply(screenerInUse(source), input.header('if-none-match'));
  return [
    defineRoute({ ...probe, path: '/catalog', summary: 'Show the datasets with their dates', handle: catalog }),
    defineRoute({ ...probe, path: '/manifest', summary: 'Show the datasets, by the older name', handle: catalog }),
    defineRoute({ ...probe, path: '/algorithms', summary: 'Show how matches are scored', handle: algorithmsAnswer }),
    defineRoute({ ...probe, path: '/healthz', summary: 'Tell that the server runs', handle: () => ({ status: 'ok' }) }),
    defineRoute({
      ...probe,
      path: '/readyz',
      summary: 'Tell whether questions can be answered',
      handle() {
        screenerInUse(source);
        return { status: 'ok' };
      },
    }),
  ];
}

function catalogReply(screener: Screener, seen: string | undefined): Reply {
  const facts = [...screener.lists.values()];
  const versions = facts.map((list) => `${list.list}:${versionOf(list)}`);
  const etag = `"${createHash('sha1').update(versions.join('\n')).digest('hex')}"`;
  const headers = { etag, 'cache-control': 'public, max-age=300' };
  if (seen?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === etag)) return new Reply(304, null, headers);
  const loadedAt =
    facts
      .map((list) => list.loadedAt)
      .sort()
      .at(-1) ?? null;
  const newest = versions.length > 0 ? etag.slice(1, 13) : 'empty';
  const collection = (name: string, count: number | null): object => ({
    ...dataset(name, datasetTitle(screener, name), newest, loadedAt),
    children: facts.map(({ list }) => list),
    entity_count: count,
  });
  const datasets = [
    collection(ALL, screener.parties.length),
    collection(DPRK, null),
    ...facts.map((list) => ({
      ...dataset(list.list, list.title, versionOf(list), list.loadedAt),
      children: [],
      entity_count: list.parties,
      last_export: list.publishedAt,
    })),
  ];
  const current = datasets.map((one) => ('name' in one ? one.name : ''));
  return new Reply(200, { datasets, current, outdated: [], index_stale: false }, headers);
}

function dataset(name: string, title: string, version: string, updatedAt: string | null) {
  return {
    name,
    title,
    version,
    updated_at: updatedAt,
    load: true,
    index_version: version,
    index_current: true,
    resources: [],
  };
}

function versionOf({ publishedAt, versionId }: ListFacts): string {
  return `${publishedAt ?? 'undated'}-${versionId}`;
}
