import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route, type RouteInput } from '../../server/route.ts';
import { ALL } from '../scope.ts';
import { answerFormat, senzingBody } from '../watchman/answer-format.ts';
import { listInfo } from '../watchman/list-info.ts';
import { askedEntity, searchedEntity } from '../watchman/watchman-answer.ts';
import { askedParty, canBeJudged } from '../watchman/watchman-question.ts';
import { searchAsWatchman } from '../watchman/watchman-search.ts';
import { type ScreenerSource, screenerInUse } from './screener-in-use.ts';
import type { ScreeningMemory } from './screening-memory.ts';
import {
  debugThreshold,
  listsAsked,
  refuseAlgorithm,
  textsOf,
  type WatchmanQuery,
  watchmanParameters,
} from './watchman-parameters.ts';

export interface WatchmanRoutesParts extends ScreenerSource {
  /** Where questions and answers are written down; nowhere without it. */
  memory?: Pick<ScreeningMemory, 'keep'>;
  /** Of this program. */
  version: string;
}

const anyObject = z.looseObject({});

/** The search API of Moov Watchman (v2), answered by our engine. */
export function watchmanRoutes(parts: WatchmanRoutesParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v2/search',
      act: 'screening.ask',
      tag: 'Screening',
      summary: 'Search parties as Moov Watchman does',
      dialect: 'watchman',
      query: watchmanParameters,
      answer: z.looseObject({ query: anyObject, entities: z.array(z.looseObject({ match: z.number() })) }),
      handle: (input) => searchReply(parts, input),
    }),
    defineRoute({
      method: 'get',
      path: '/v2/listinfo',
      act: 'service.probe',
      tag: 'Service',
      summary: 'Show the lists in use by the names that Moov Watchman gives them',
      dialect: 'watchman',
      query: z.strictObject({}),
      answer: anyObject,
      handle: () => ({ ...listInfo([...screenerInUse(parts).lists.values()]), version: parts.version }),
    }),
  ];
}

/** Answers a search once it is written down. */
async function searchReply(
  { memory, ...source }: WatchmanRoutesParts,
  {
    query,
    header,
    subject: asker,
    isPrivate,
  }: Pick<RouteInput<unknown, WatchmanQuery, unknown>, 'query' | 'header' | 'subject' | 'isPrivate'>,
): Promise<Reply> {
  const texts = textsOf(query);
  const word = (name: string): string | undefined => texts[name]?.[0];
  const format = answerFormat(header('accept'), word('format'));
  const leastDebugged = debugThreshold(word('debug'));
  const debugged = new Set(word('debugSourceIDs')?.split(/\s*,\s*/));
  refuseAlgorithm(word('algorithm'));
  const asked = askedParty(texts);
  const sourceId = word('sourceID') ?? null;
  if (sourceId === null && !canBeJudged(asked)) throw nothingToJudge();
  const screener = screenerInUse(source);
  const { limit, minMatch } = query;
  const hits = searchAsWatchman(screener, {
    asked,
    lists: listsAsked(screener, word('source')),
    sourceId,
    limit,
    minMatch,
  });
  await memory?.keep(
    screener,
    { asker: asker.name, kind: 'search', isPrivate, customer: null, dataset: ALL, question: texts },
    {
      fingerprint: null,
      results: hits.map(({ party, match }) => ({ id: party.id, score: match, match: null, decision: null })),
    },
  );
  const entities = hits.map((hit) => {
    const isDebugged = (leastDebugged !== null && hit.match >= leastDebugged) || debugged.has(hit.member.entry.key);
    return searchedEntity(screener, hit, isDebugged);
  });
  if (format === 'watchman') return new Reply(200, { query: askedEntity(asked, sourceId), entities });
  const { body, contentType } = senzingBody(entities, format);
  return new Reply(200, body, { 'content-type': contentType });
}

function nothingToJudge(): AppError {
  return new AppError({
    code: 'NOTHING_TO_JUDGE',
    kind: 'invalid',
    message: 'Cannot search: nothing is given by which a party could be found',
    hint: 'Give a name, an identifier (gov_…, imoNumber, mmsi, callSign, icaoCode, serialNumber), a cryptoAddress or a sourceID; contacts and addresses alone find nobody in this engine.',
  });
}
