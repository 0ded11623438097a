import { z } from '@hono/zod-openapi';
import { countryCode } from '../../parties/country.ts';
import type { Properties } from '../../parties/entity.ts';
import { findSchema } from '../../parties/schema.ts';
import { repeated, wholeNumber, yesNo } from '../../server/route.ts';
import type { Subject } from '../score-pair.ts';
import { askableSchema, badQuery } from './screener-in-use.ts';

/** Limits and defaults are yente's (5.5), so that its clients meet no surprise. */
const MOST_QUERIES = 100;
export const MOST_RESULTS = 500;
const MOST_OFFSET = 9499;
export const MOST_VALUES = 500;
export const LONGEST_VALUE = 5000;

export const name = z.string().max(200);
const names = repeated(name, 200);
const share = (standard: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? Number(value) : value),
    z.number().min(0).max(1).default(standard),
  );
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$/, 'must be YYYY-MM-DD, with or without THH:MM:SS')
  .optional();

const sort = repeated(z.string().regex(/^[\w.]{1,100}(:(asc|desc))?$/, 'must be field, field:asc or field:desc'), 10);

export const datasetParam = z.object({ dataset: name });
export const entityParam = z.object({ id: z.string().max(300) });

export const matchParameters = z.object({
  limit: wholeNumber(0, MOST_RESULTS, 5),
  threshold: share(0.7),
  cutoff: share(0.7),
  algorithm: z.string().max(60).default('best'),
  include_dataset: names,
  exclude_dataset: names,
  exclude_schema: names,
  topics: names,
  changed_since: instant,
  exclude_entity_ids: repeated(z.string().max(300), 50),
  /** `include` shows what was decided to be different too. */
  decided: z.enum(['leave-out', 'include']).default('leave-out'),
});

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().max(LONGEST_VALUE));
const values = z.union([
  z.array(value).max(MOST_VALUES),
  value.transform((one) => [one]),
  z.null().transform(() => []),
]);
/** A party given by example. */
export const subjectShape = z.object({ schema: name, properties: z.record(z.string().max(100), values) });
const example = subjectShape.extend({ id: z.string().max(300).nullish() });

export const matchBody = z.object({
  queries: z.record(z.string().max(200), example),
  weights: z.record(z.string(), z.number()).default({}),
  config: z.record(z.string(), z.unknown()).default({}),
});

export const searchParameters = z.object({
  q: z.string().max(1000).default(''),
  schema: name.default('Thing'),
  include_dataset: names,
  exclude_dataset: names,
  exclude_schema: names,
  changed_since: instant,
  countries: names,
  topics: names,
  datasets: names,
  filter: names,
  limit: wholeNumber(0, MOST_RESULTS, 10),
  offset: wholeNumber(0, MOST_OFFSET, 0),
  sort,
  target: yesNo(true).optional(),
  fuzzy: yesNo(false),
  simple: yesNo(false),
  facets: repeated(z.enum(['countries', 'topics', 'datasets', 'schema', 'genders', 'identifiers']), 10),
  filter_op: z.enum(['OR', 'AND']).default('OR'),
});

export const adjacentParameters = z.object({
  sort,
  limit: wholeNumber(0, MOST_RESULTS, 10),
  offset: wholeNumber(0, MOST_OFFSET, 0),
});

/** Refuses more questions at once than one request may carry. */
export function refuseOverBatch(count: number): void {
  if (count > MOST_QUERIES)
    throw badQuery(
      'BATCH_TOO_LARGE',
      `Too many queries in one batch (limit: ${MOST_QUERIES})`,
      'Send several batches.',
    );
}

/** A party given by example as it is understood. Throws AppError (invalid) where its kind cannot be asked for. */
export function understoodSubject({ schema: asked, properties }: z.output<typeof subjectShape>): Subject {
  const schema = askableSchema(asked);
  return { schema, properties: understoodProperties(schema, properties) };
}

/** A query as it is understood: unknown properties left out, countries as codes, values once. */
export function understoodProperties(schema: string, given: Readonly<Record<string, readonly string[]>>): Properties {
  const known = findSchema(schema)?.properties;
  const understood: Properties = {};
  for (const [property, held] of Object.entries(given)) {
    // A query on any Thing may carry what only a kind of it has: a wallet, an IMO number, a birth date.
    const type =
      known?.get(property) ?? (schema === 'Thing' || schema === 'LegalEntity' ? anyType(property) : undefined);
    if (!type) continue;
    const texts = held.map((text) => text.trim()).filter(Boolean);
    const folded = type === 'country' ? texts.map((text) => countryCode(text) ?? text.toLowerCase()) : texts;
    if (folded.length > 0) understood[property] = [...new Set(folded)];
  }
  return understood;
}

function anyType(property: string): string | undefined {
  return ['Person', 'Company', 'Vessel', 'CryptoWallet', 'Airplane'].flatMap(
    (schema) => findSchema(schema)?.properties.get(property) ?? [],
  )[0];
}
