import { z } from '@hono/zod-openapi';

const interval = z.object({ least: z.number(), most: z.number() });
const period = z.object({ from: z.string(), to: z.string() });
const file = z.object({ name: z.string(), sha256: z.string(), line: z.int() });

const delivery = z.object({
  suppliers: z.array(z.string()),
  period,
  product: z.string(),
  barrels: z.number().nullable(),
  tonnes: z.number().nullable(),
  source: z.string().nullable(),
  publishedOn: z.string().nullable(),
  file,
  exercise: z.boolean(),
});

const flag = z.object({
  kind: z.enum([
    'revised',
    'contradicted',
    'parts-differ',
    'parts-exceed-total',
    'overlap',
    'crosses-the-year',
    'odd-factor',
    'stated-jointly',
    'missing-months',
  ]),
  suppliers: z.array(z.string()),
  period: z.string(),
  text: z.string(),
});

const supplier = z.object({
  suppliers: z.array(z.string()),
  barrels: interval,
  tonnes: z.number().nullable(),
  months: z.array(
    z.object({
      month: z.string(),
      state: z.enum(['stated', 'in-a-total', 'missing', 'not-yet-due']),
      barrels: interval.nullable(),
    }),
  ),
  flags: z.array(flag),
  statements: z.array(delivery),
});

const call = z.object({
  vessel: z.string(),
  imo: z.string().nullable(),
  deadweight: z.number(),
  kind: z.enum(['port-call', 'transfer']),
  on: z.string(),
  place: z.string().nullable(),
  other: z.string().nullable(),
  product: z.string(),
  source: z.string().nullable(),
  findings: z.array(z.string()),
  file,
  exercise: z.boolean(),
});

export const factorShape = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['refined', 'crude']),
  barrelsPerTonne: z.number(),
  inInterval: z.boolean(),
  basis: z.enum(['statistical', 'implied']),
  effect: z.string(),
  source: z.string(),
  confidence: z.string(),
});

export const meterShape = z.object({
  cap: z.enum(['refined-petroleum', 'crude-oil']),
  year: z.int(),
  period,
  measure: z.string().nullable(),
  limitBarrels: z.number().nullable(),
  limitTonnes: z.number().nullable(),
  declared: interval,
  declaredTonnes: z.number().nullable(),
  percent: interval.nullable(),
  suppliers: z.array(supplier),
  months: z.array(z.object({ month: z.string(), declared: interval, cumulative: interval })),
  notices: z.array(
    z.object({
      percent: z.number(),
      barrels: z.number(),
      state: z.enum(['reached', 'possibly', 'not-reached']),
      by: z.string().nullable(),
    }),
  ),
  flags: z.array(flag),
  estimate: z.object({
    cargoes: z.array(
      z.object({
        vessel: z.string(),
        imo: z.string().nullable(),
        deadweight: z.number(),
        product: z.string(),
        on: z.string(),
        sightings: z.array(call),
        joined: z.array(z.string()),
      }),
    ),
    scenarios: z.array(
      z.object({
        percent: z.number(),
        tonnes: z.number(),
        barrels: interval,
        passesCap: z.enum(['yes', 'possibly', 'no']),
      }),
    ),
  }),
  factors: z.array(factorShape.extend({ barrels: z.number() })),
});

export type MeterAnswer = z.output<typeof meterShape>;
