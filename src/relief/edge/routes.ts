import { z } from '@hono/zod-openapi';
import { loadRegime } from '../../regime/load-regime.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import { exemptionQuestion } from '../exemption-question.ts';
import { needExemption } from '../need-exemption.ts';

const tag = 'Relief';

/** Aid: whether it needs an exemption. */
export function reliefRoutes(): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/ask',
      act: 'relief.read',
      tag,
      summary: 'Say whether aid needs an exemption, for the UN and each state’s law',
      body: exemptionQuestion,
      answer: z.looseObject({ need: z.string() }),
      handle: ({ body }) => ({ ...needExemption(body, loadRegime()) }),
    }),
  ];
}
