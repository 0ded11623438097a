import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { repeated } from '../../server/route.ts';
import type { Screener } from '../screener.ts';
import type { WatchmanParameters } from '../watchman/watchman-question.ts';
import { listsOfSource, watchmanTerms } from '../watchman/watchman-terms.ts';

/** Bounds of this server; Watchman has none. Those of a value are yente's. */
const LONGEST_VALUE = 5000;
const MOST_VALUES = 500;
/** Watchman's own: what is asked beyond the most is cut to it. */
const STANDARD_LIMIT = 10;
const MOST_LIMIT = 100;

const text = z.string().max(LONGEST_VALUE);
const one = text.optional();
const parameters = Object.entries(watchmanTerms.parameters).map(
  ([name, { repeats }]) => [name, repeats ? repeated(text, MOST_VALUES) : one] as const,
);
const governmentIds = Object.keys(watchmanTerms.governmentIds).map((kind) => [`gov_${kind}`, one] as const);
const share = z
  .string()
  .regex(/^\s*(?:0?\.\d+|[01](?:\.\d*)?)\s*$/, 'must be a number from 0 to 1')
  .transform(Number);

/** Parameters of `/v2/search`. One that is not here is an error, as in Watchman. */
export const watchmanParameters = z.strictObject({
  name: one,
  source: one,
  sourceID: one,
  type: one,
  limit: z
    .string()
    .regex(/^-?\d{1,9}$/, 'must be a whole number')
    .transform((digits) => (Number(digits) > 0 ? Math.min(Number(digits), MOST_LIMIT) : STANDARD_LIMIT))
    .default(STANDARD_LIMIT),
  minMatch: share.pipe(z.number().max(1)).default(0),
  algorithm: one,
  requestID: one,
  debug: one,
  debugSourceIDs: one,
  format: one,
  cryptoAddress: repeated(text, MOST_VALUES),
  cryptoAddresses: repeated(text, MOST_VALUES),
  ...Object.fromEntries([...parameters, ...governmentIds]),
});

export type WatchmanQuery = z.output<typeof watchmanParameters>;

/** The texts of a query by parameter: trimmed, without the empty ones. */
export function textsOf(query: WatchmanQuery): WatchmanParameters {
  const texts: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(query)) {
    const values = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
    const held = values.map((item) => item.trim()).filter(Boolean);
    if (held.length > 0) texts[name] = held;
  }
  return texts;
}

/** From which match on a hit shows its parts: `true` is every one, a number with a point is the least; null is none. */
export function debugThreshold(debug = ''): number | null {
  const word = debug.trim().toLowerCase();
  if (/^(?:|false|f|0|no|n|off)$/.test(word)) return null;
  if (/^(?:true|t|1|yes|y|on)$/.test(word)) return 0;
  if (!/^-?\d*\.\d+$/.test(word))
    throw badParameter(`invalid debug value "${debug.slice(0, 60)}"`, 'Write true, false or a threshold such as 0.80.');
  const least = Number(word);
  if (least >= 0 && least <= 1) return least;
  throw badParameter('debug threshold must be between 0.0 and 1.0', 'Write a threshold such as 0.80.');
}

/**
 * Our lists under a source's name: Watchman's, or the id of a list of ours. Null when none is named. A source of
 * which no list is loaded is refused: an empty answer would say that the party is not on it.
 */
export function listsAsked(screener: Screener, source: string | undefined): readonly string[] | null {
  if (source === undefined) return null;
  const lists = (listsOfSource(source) ?? [source]).filter((list) => screener.lists.has(list));
  if (lists.length > 0) return lists;
  throw badParameter(
    `no list of the source "${source.slice(0, 60)}" is loaded here`,
    'GET /v2/listinfo names those that are.',
  );
}

/** Refuses names of algorithms that neither Watchman nor this engine knows. */
export function refuseAlgorithm(name: string | undefined): void {
  if (name === undefined || watchmanTerms.algorithms.includes(name.toLowerCase())) return;
  throw badParameter(
    `unknown algorithm "${name.slice(0, 60)}"`,
    'Leave it out: every name means the one engine of this server.',
  );
}

function badParameter(state: string, hint: string): AppError {
  return new AppError({
    code: 'PARAMETER_INVALID',
    kind: 'invalid',
    message: `Cannot read the search request: ${state}`,
    hint,
  });
}
