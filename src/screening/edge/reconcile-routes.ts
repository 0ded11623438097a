import { z } from '@hono/zod-openapi';
import { readJson } from '../../server/json-text.ts';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import { partyPreview } from '../reconcile/party-preview.ts';
import {
  extendProperties,
  reconcileManifest,
  suggestProperties,
  suggestTypes,
} from '../reconcile/reconcile-manifest.ts';
import type { MatchRouteParts } from './match-route.ts';
import { extendRows, type ReconcileAsked, reconcile, suggestParties } from './reconcile-answers.ts';
import {
  extension,
  proposeParameters,
  reconcileBatch,
  reconcileFields,
  reconcileParameters,
  suggestParameters,
} from './reconcile-shapes.ts';
import { datasetParam } from './request-shapes.ts';
import {
  badQuery,
  datasetTitle,
  knownDataset,
  type ScreenerSource,
  screenerInUse,
  unknownParty,
} from './screener-in-use.ts';

const MOST_BYTES = 2_097_152;
const base = {
  act: 'screening.ask',
  tag: 'Reconciliation',
  dialect: 'yente',
  params: datasetParam,
  answer: z.looseObject({}),
} as const;
const ok = { code: '/api/status/ok', status: '200 OK' };

/** The reconciliation service of each dataset (W3C reconciliation API 0.2), for OpenRefine and its kin. */
export function reconcileRoutes(source: MatchRouteParts): Route[] {
  return [byAddress(source), byForm(source), ...suggestRoutes(source), preview(source)];
}

function byAddress(source: MatchRouteParts): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/reconcile/{dataset}',
    summary: 'Show what reconciliation offers, or reconcile queries given in the address',
    query: reconcileParameters.extend(reconcileFields.shape),
    handle({ params, query, origin, path, queryString, subject, isPrivate }) {
      const screener = screenerInUse(source);
      const dataset = knownDataset(screener, params.dataset);
      if (query.queries || query.extend)
        return answered(query, { ...source, screener, dataset, asker: subject.name, isPrivate });
      return reconcileManifest(datasetTitle(screener, dataset), `${origin}${path}`, { origin, passedOn: queryString });
    },
  });
}

function byForm(source: MatchRouteParts): Route {
  return defineRoute({
    ...base,
    method: 'post',
    path: '/reconcile/{dataset}',
    summary: 'Reconcile rows of a table, or extend them by facts',
    query: reconcileParameters,
    body: reconcileFields,
    bodyType: 'form',
    mostBytes: MOST_BYTES,
    handle({ params, query, body, subject, isPrivate }) {
      const screener = screenerInUse(source);
      const dataset = knownDataset(screener, params.dataset);
      return answered({ ...query, ...body }, { ...source, screener, dataset, asker: subject.name, isPrivate });
    },
  });
}

type Asked = z.output<typeof reconcileParameters> & z.output<typeof reconcileFields>;

async function answered(
  { queries, extend, algorithm, changed_since }: Asked,
  asking: Omit<ReconcileAsked, 'algorithm' | 'changedSince'>,
): Promise<Reply> {
  if (extend?.trim()) {
    const rows = extendRows(asking.screener, readJson(extend, extension, 'extend'));
    return new Reply(200, rows, { 'x-batch-size': String(Object.keys(rows.rows).length) });
  }
  if (!queries?.trim())
    throw badQuery('NO_QUERIES', 'No queries provided.', 'Send the form field "queries" or "extend".');
  const batch = readJson(queries, reconcileBatch, 'queries');
  const answers = await reconcile(batch, { ...asking, algorithm, changedSince: changed_since ?? null });
  return new Reply(200, answers, { 'x-batch-size': String(Object.keys(answers).length) });
}

function suggestRoutes(source: ScreenerSource): Route[] {
  const known = (dataset: string): void => void knownDataset(screenerInUse(source), dataset);
  const suggest = { ...base, method: 'get', query: suggestParameters } as const;
  return [
    defineRoute({
      ...suggest,
      path: '/reconcile/{dataset}/suggest/entity',
      summary: 'Suggest parties whose names begin like the text',
      handle({ params, query: { prefix, limit } }) {
        const screener = screenerInUse(source);
        const dataset = knownDataset(screener, params.dataset);
        return { ...ok, prefix, result: suggestParties(screener, prefix, { dataset, limit }) };
      },
    }),
    defineRoute({
      ...suggest,
      path: '/reconcile/{dataset}/suggest/property',
      summary: 'Suggest properties by name',
      handle({ params, query: { prefix, limit } }) {
        known(params.dataset);
        return { ...ok, prefix, result: suggestProperties(prefix).slice(0, limit) };
      },
    }),
    defineRoute({
      ...suggest,
      path: '/reconcile/{dataset}/suggest/type',
      summary: 'Suggest kinds of party by name',
      handle({ params, query: { prefix, limit } }) {
        known(params.dataset);
        return { ...ok, prefix, result: suggestTypes(prefix).slice(0, limit) };
      },
    }),
    defineRoute({
      ...base,
      method: 'get',
      path: '/reconcile/{dataset}/extend/property',
      summary: 'Propose properties by which rows of a kind can be extended',
      query: proposeParameters,
      handle({ params, query: { type, limit } }) {
        known(params.dataset);
        const properties = extendProperties(type);
        return { limit, type, properties: limit > 0 ? properties.slice(0, limit) : properties };
      },
    }),
  ];
}

function preview(source: ScreenerSource): Route {
  return defineRoute({
    ...base,
    method: 'get',
    path: '/reconcile/{dataset}/preview',
    summary: 'Show a party on a small page that stands inside another',
    query: z.object({ id: z.string().max(300) }),
    answer: z.string(),
    answerType: 'text/html',
    embeddable: true,
    handle({ params, query }) {
      const screener = screenerInUse(source);
      knownDataset(screener, params.dataset);
      const party = screener.find(query.id);
      if (!party) throw unknownParty();
      return partyPreview(screener.answer(party), (list) => datasetTitle(screener, list));
    },
  });
}
