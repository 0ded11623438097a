import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import { labelSubjectOf } from '../../team/person.ts';
import { stateName } from '../../team/states.ts';
import { requestLetter } from '../request-letter.ts';
import { noCase } from './act.ts';
import type { CaseRouteParts } from './case-route-parts.ts';
import { readCase } from './store.ts';

/** A request of a case as a letter to be printed or sent. */
export function letterRoute({ database, now }: Pick<CaseRouteParts, 'database' | 'now'>): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/cases/{id}/requests/{request}/letter',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Show a request of a case as a letter in plain text',
    params: z.object({ id: z.uuid(), request: z.uuid() }),
    query: z.strictObject({}),
    answer: z.string(),
    answerType: 'text/plain',
    async handle({ params, subject }) {
      const at = now().toISOString();
      const view = await readCase(database, labelSubjectOf(subject), { caseId: params.id, now: at });
      const request = view?.requests.find(({ id }) => id === params.request);
      if (!view || !request) throw noCase();
      return new Reply(200, requestLetter(request, view, stateName), {
        'content-type': 'text/plain',
        'content-disposition': `inline; filename="request-${request.id.slice(0, 8)}.txt"`,
      });
    },
  });
}
