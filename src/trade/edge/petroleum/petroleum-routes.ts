import { z } from '@hono/zod-openapi';
import { defineRoute, type Route, wholeNumber, yesNo } from '../../../server/route.ts';
import type { Database } from '../../../store/database.ts';
import { barrelFactors } from '../../petroleum/barrel-factors.ts';
import { petroleumMaterial, petroleumMeter, yearsOf } from './petroleum-office.ts';
import { factorShape, meterShape } from './petroleum-shapes.ts';

export interface PetroleumRoutesParts {
  database: Database;
  /** `YYYY-MM-DD`. */
  today(): string;
}

/** The caps on petroleum: the years that anything is known of, a year's meter, the factors. */
export function petroleumRoutes({ database, today }: PetroleumRoutesParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/petroleum',
      act: 'trade.read',
      tag: 'Petroleum',
      summary: 'Show the years of which deliveries or calls of tankers were loaded',
      query: z.strictObject({ exercise: yesNo(false) }),
      answer: z.object({ years: z.array(z.int()), deliveries: z.int(), calls: z.int() }),
      async handle({ query: { exercise } }) {
        const { deliveries, calls } = await petroleumMaterial(database, exercise);
        return { years: yearsOf(deliveries, calls), deliveries: deliveries.length, calls: calls.length };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/petroleum/factors',
      act: 'trade.read',
      tag: 'Petroleum',
      summary: 'Show how many barrels a tonne of each product is counted as, by whom, and what that does',
      query: z.strictObject({}),
      answer: z.object({ factors: z.array(factorShape) }),
      handle: () => ({ factors: [...barrelFactors()] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/petroleum/{cap}/{year}',
      act: 'trade.read',
      tag: 'Petroleum',
      summary: "Read a cap's meter: what was declared, what ships suggest, and what is missing",
      params: z.object({ cap: z.enum(['refined-petroleum', 'crude-oil']), year: wholeNumber(2017, 2100, 2021) }),
      query: z.strictObject({ exercise: yesNo(false) }),
      answer: meterShape,
      handle: ({ params, query: { exercise } }) => petroleumMeter(database, { ...params, exercise, today: today() }),
    }),
  ];
}
