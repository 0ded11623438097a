import { z } from '@hono/zod-openapi';
import { loadRegime } from '../../regime/load-regime.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import { applicationJsonSchema, applicationSchema } from '../application.ts';
import { completenessOf } from '../completeness.ts';
import { exemptionQuestion } from '../exemption-question.ts';
import { needExemption } from '../need-exemption.ts';
import { approvalRoutes } from './approval-routes.ts';
import { clockRoutes } from './clock.ts';
import type { ReliefOffice } from './office.ts';

const tag = 'Relief';
const MOST_APPLICATION_BYTES = 8_388_608;

/** Aid: whether it needs an exemption, what its application lacks, and what its approval covers. */
export function reliefRoutes(office: ReliefOffice): Route[] {
  return [
    ...approvalRoutes(office),
    ...clockRoutes(office),
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
    defineRoute({
      method: 'get',
      path: '/api/v1/relief/application-schema',
      act: 'relief.read',
      tag,
      summary: 'Show the schema of an application for an exemption, as JSON Schema',
      answer: z.looseObject({}),
      handle: () => ({ ...applicationJsonSchema() }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/complete',
      act: 'relief.read',
      tag,
      summary: 'Say what an application lacks before it is filed; nothing of it is kept',
      body: applicationSchema,
      mostBytes: MOST_APPLICATION_BYTES,
      answer: z.looseObject({ complete: z.boolean() }),
      handle: ({ body }) => ({ ...completenessOf(body) }),
    }),
  ];
}
