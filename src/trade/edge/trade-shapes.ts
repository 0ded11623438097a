import { z } from '@hono/zod-openapi';

const way = z.enum(['import', 'export']);

const reasonShape = z.object({
  code: z.enum(['profile', 'told-by-seoul', 'jump', 'unusual-goods', 'isolated', 'round-trip']),
  weight: z.number(),
  text: z.string(),
});

const flowShape = z.object({
  teller: z.string(),
  way,
  heading: z.string(),
  year: z.int(),
  usd: z.number().nullable(),
  kg: z.number().nullable(),
  rows: z.int(),
  from: z.int(),
  to: z.int(),
  estimated: z.number(),
  ban: z
    .object({
      kind: z.enum(['barred', 'partly', 'luxury', 'capped']),
      measures: z.array(z.string()),
      paragraphs: z.array(z.string()),
      basis: z.enum(['in-resolution', 'mapping']),
      bothWays: z.boolean(),
    })
    .nullable(),
  mixUp: z.object({ score: z.number(), reasons: z.array(reasonShape) }).nullable(),
});
export type DeskFlow = z.output<typeof flowShape>;

export const flowsAnswer = z.object({ total: z.int(), flows: z.array(flowShape) });

export const totalsAnswer = z.object({
  totals: z.array(z.object({ teller: z.string(), way, year: z.int(), usd: z.number(), rows: z.int() })),
});
export type TotalsAnswer = z.output<typeof totalsAnswer>;

const mirrorMonth = z.object({
  period: z.int(),
  /** US dollars that the importer told, freight and insurance in; null where it told of none. */
  imported: z.number().nullable(),
  exported: z.number().nullable(),
});
export type MirrorMonth = z.output<typeof mirrorMonth>;

export const mirrorAnswer = z.object({
  cif: z.object({ least: z.number(), usual: z.number(), most: z.number() }),
  lagMonths: z.int(),
  months: z.array(mirrorMonth),
});
export type MirrorAnswer = z.output<typeof mirrorAnswer>;

const vintageShape = z.object({
  vintage: z.string(),
  name: z.string(),
  sha256: z.string(),
  kind: z.enum(['comtrade', 'gacc', 'table']),
  row: z.int(),
  period: z.int(),
  hs: z.string(),
  value: z.number(),
  currency: z.string(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  quantityEstimated: z.boolean(),
  detail: z.string(),
});
export type DeskVintage = z.output<typeof vintageShape>;

export const vintagesAnswer = z.object({ vintages: z.array(vintageShape) });
export type VintagesAnswer = z.output<typeof vintagesAnswer>;

export const requestAnswer = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  vintages: z.array(vintageShape),
});

export const filesAnswer = z.object({
  files: z.array(
    z.object({
      sha256: z.string(),
      name: z.string(),
      kind: z.enum(['comtrade', 'gacc', 'table']),
      vintage: z.string(),
      currency: z.string(),
      exercise: z.boolean(),
      rows: z.int(),
      parts: z.int(),
      fromPeriod: z.int(),
      toPeriod: z.int(),
      rejected: z.record(z.string(), z.int()),
      rejections: z.array(z.object({ line: z.int(), reason: z.string() })),
    }),
  ),
});

export const luxuryAnswer = z.object({
  lists: z.array(
    z.object({
      regime: z.string(),
      list: z.string().nullable(),
      loaded: z.boolean(),
      measures: z.array(z.string()),
      source: z.string(),
      confidence: z.string(),
      headings: z.array(z.object({ hs: z.string(), what: z.string(), moreThan: z.number().nullable() })),
    }),
  ),
});

export type FlowsAnswer = z.output<typeof flowsAnswer>;
export type FilesAnswer = z.output<typeof filesAnswer>;
