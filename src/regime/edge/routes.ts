import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import { actSchema } from '../act.ts';
import { type ActAnswer, checkAct } from '../check-act.ts';
import { findMeasures, shownMeasure } from '../find-measures.ts';
import { loadRegime } from '../load-regime.ts';
import { measureFilter, regimeId } from './measure-filter.ts';

const tag = 'regime';
const act = 'regime.read';
const measureShape = z.looseObject({ id: z.string(), regime: z.string(), label: z.string(), summary: z.string() });
const answerShape = z.looseObject({ verdict: z.string(), on: z.string() });
const rows = z.array(z.looseObject({}));

/** The law as data, and the judging of one act. */
export const regimeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/regime/measures',
    act,
    tag,
    summary: 'List measures',
    query: measureFilter,
    answer: z.object({ total: z.number(), measures: z.array(measureShape) }),
    handle({ query }) {
      const measures = findMeasures(query, loadRegime());
      return { total: measures.length, measures: measures.map((measure) => ({ ...measure })) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/regime/measures/{id}',
    act,
    tag,
    summary: 'Show one measure',
    params: z.object({ id: z.string().max(60) }),
    answer: measureShape,
    handle: ({ params }) => ({ ...shownMeasure(measureOrRefuse(params.id), loadRegime()) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/regime/regimes',
    act,
    tag,
    summary: 'List regimes',
    answer: z.object({ regimes: rows }),
    handle: () => ({ regimes: loadRegime().regimes.map((regime) => ({ ...regime })) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/regime/instruments',
    act,
    tag,
    summary: 'List instruments',
    query: z.strictObject({ regime: regimeId.optional() }),
    answer: z.object({ instruments: rows }),
    handle: ({ query }) => ({
      instruments: [...loadRegime().instruments.values()]
        .filter((instrument) => !query.regime || instrument.regime === query.regime)
        .map((instrument) => ({ ...instrument })),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/regime/exemptions',
    act,
    tag,
    summary: 'List exemptions, transitions and caps',
    answer: z.object({ exemptions: rows, transitions: rows, caps: rows }),
    handle() {
      const { exemptions, transitions, caps } = loadRegime();
      return {
        exemptions: [...exemptions.values()].map((exemption) => ({ ...exemption })),
        transitions: transitions.map((transition) => ({ ...transition })),
        caps: [...caps].map(([id, cap]) => ({ id, ...cap })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/regime/check',
    act,
    tag,
    summary: 'Judge an act',
    body: actSchema,
    answer: answerShape,
    handle: ({ body }): ActAnswer & Record<string, unknown> => ({ ...checkAct(body, loadRegime()) }),
  }),
];

function measureOrRefuse(id: string) {
  const measure = loadRegime().measures.get(id);
  if (measure) return measure;
  throw new AppError({
    code: 'MEASURE_UNKNOWN',
    kind: 'not-found',
    message: `Cannot show measure "${id}": there is none of that id`,
    hint: 'List the ids with "watchkeeper regime show" or GET /api/v1/regime/measures.',
  });
}
