import { z } from '@hono/zod-openapi';
import { wholeNumber } from '../../server/route.ts';
import { instant, LONGEST_VALUE, MOST_RESULTS, MOST_VALUES, name } from './request-shapes.ts';

/** Fields of a form, or parameters of an address: both carry JSON. */
export const reconcileFields = z.object({ queries: z.string().optional(), extend: z.string().optional() });

export const reconcileParameters = z.object({
  algorithm: z.string().max(60).default('best'),
  changed_since: instant,
});

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().max(LONGEST_VALUE));
/** A value, or a cell that OpenRefine has matched before: its name is what may be alike. */
const value = z.union([
  text.transform((one) => [one]),
  z.object({ id: text, name: text.optional() }).transform(({ id, name: known }) => [known ?? id]),
  z.null().transform(() => []),
]);

const query = z.object({
  query: text.nullish(),
  type: z.union([name.transform((one) => [one]), z.array(name).max(50)]).nullish(),
  limit: z.int().min(1).max(MOST_RESULTS).default(5),
  properties: z
    .array(
      z.object({
        pid: name,
        v: z.union([
          value,
          z
            .array(value)
            .max(MOST_VALUES)
            .transform((values) => values.flat()),
        ]),
      }),
    )
    .max(100)
    .default([]),
});

export type ReconcileQuery = z.output<typeof query>;
export const reconcileBatch = z.record(z.string().max(200), query);

export const extension = z.object({
  ids: z.array(z.string().max(300)).max(1000),
  properties: z
    .array(
      z.object({
        id: name,
        settings: z
          .object({
            limit: z.coerce.number().int().min(0).default(0),
            render: z.enum(['raw', 'caption']).default('caption'),
          })
          .nullish()
          .transform((settings) => settings ?? { limit: 0, render: 'caption' as const }),
      }),
    )
    .max(100),
});

export const suggestParameters = z.object({
  prefix: z.string().max(1000).default(''),
  limit: wholeNumber(0, MOST_RESULTS, 10),
});

export const proposeParameters = z.object({
  type: name.default('Thing'),
  /** 0 for all. */
  limit: wholeNumber(0, 1000, 0),
});
