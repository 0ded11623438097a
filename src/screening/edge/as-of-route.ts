import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { calendarDay, defineRoute, type Route } from '../../server/route.ts';
import { queryFingerprint } from '../memory/query-fingerprint.ts';
import type { ScoredEntity } from '../screener.ts';
import type { AsOf, AsOfScreeners, ScreenerAsOf } from './as-of-screener.ts';
import { subjectShape, understoodSubject } from './request-shapes.ts';
import { knownDataset } from './screener-in-use.ts';
import type { ScreeningMemory } from './screening-memory.ts';

export interface AsOfRouteParts {
  asOf: Pick<AsOfScreeners, 'at'>;
  memory: Pick<ScreeningMemory, 'keep'>;
  now(): Date;
}

/** Would this have matched on that day? */
export function asOfRoute({ asOf, memory, now }: AsOfRouteParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/screening/as-of',
    act: 'screening.ask',
    tag: 'Screening',
    summary: 'Match a party against the lists as they stood on a day, by what was known on another',
    body: z.strictObject({
      listedOn: calendarDay,
      knownOn: calendarDay.optional(),
      dataset: z.string().max(200).default('default'),
      threshold: z.number().min(0).max(1).default(0.7),
      limit: z.int().min(1).max(500).default(5),
      query: subjectShape.extend({ id: z.string().max(300).nullish() }),
    }),
    answer: z.looseObject({ results: z.array(z.looseObject({})) }),
    async handle({ body, subject: asker, isPrivate }) {
      const today = now().toISOString().slice(0, 10);
      const moment = { listedOn: body.listedOn, knownOn: body.knownOn ?? today };
      refuseFuture(moment, today);
      const subject = understoodSubject(body.query);
      const past = await asOf.at(moment);
      const { threshold, limit } = body;
      const dataset = knownDataset(past.screener, body.dataset);
      const options = { scope: { dataset }, threshold, cutoff: threshold - 1e-9, limit };
      const { results, total } = past.screener.match(subject, options);
      const fingerprint = queryFingerprint(subject);
      const customer = body.query.id ?? null;
      const question = { ...moment, ...subject };
      await memory.keep(
        past.screener,
        { asker: asker.name, kind: 'as-of', isPrivate, customer, dataset, question },
        { fingerprint, results: results.map((result) => ({ ...result, decision: null })) },
      );
      const answered = results.map((result) => explained(past, result));
      return {
        ...moment,
        lists: past.lists,
        query: { id: customer, ...subject, fingerprint },
        total,
        results: answered,
      };
    },
  });
}

/** A result with why each of its entries counts as listed on the day. */
function explained({ screener, whyListed }: ScreenerAsOf, { sentence, watchkeeper, ...result }: ScoredEntity) {
  const members = screener.find(result.id)?.members ?? [];
  const asOf = members.map(({ id, entry: { list, key } }) => {
    const why = whyListed(list, key);
    return { entry: id, list, listed: why?.listed ?? null, since: why?.since ?? null, why: why?.why ?? '' };
  });
  return { ...result, watchkeeper: { ...watchkeeper, sentence, asOf } };
}

function refuseFuture({ listedOn, knownOn }: AsOf, today: string): void {
  const ahead = [listedOn, knownOn].find((one) => one > today);
  if (ahead === undefined) return;
  throw new AppError({
    code: 'DAY_AHEAD',
    kind: 'invalid',
    message: `Cannot screen as of ${ahead}: that day lies ahead`,
    hint: `Give a day up to ${today} (UTC).`,
  });
}
