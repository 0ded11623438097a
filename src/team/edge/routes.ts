import { z } from '@hono/zod-openapi';
import { defineRoute, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { accessionShape, CHARTER, CHARTER_DIGEST, JOINING } from '../accession.ts';
import { CAVEATS } from '../caveat.ts';
import { explain } from '../explain.ts';
import { code, labelShape } from '../label.ts';
import type { OpenIdProvider } from '../openid-provider.ts';
import { labelSubjectOf } from '../person.ts';
import { LABEL_ACTS, ROLE_FACTS, ROLES } from '../role.ts';
import { RULE_FACTS, RULES } from '../rules.ts';
import { FOUNDING_SOURCE } from '../states.ts';
import { openIdRoutes } from './openid-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { accessions, commentOnAccession, fileAccession, participantNames, participants } from './store-accessions.ts';

export interface TeamRoutesParts {
  database: Database;
  now(): Date;
  /** Identity providers by which people may sign in. */
  providers: readonly OpenIdProvider[];
  /** Told what failed where the asker is told no reason. */
  onError(cause: unknown): void;
}

/** Everything under `/api/v1/team` and `/api/v1/session`. */
export function teamRoutes(parts: TeamRoutesParts): Route[] {
  return [
    ...sessionRoutes(parts),
    ...passkeyRoutes(parts),
    ...openIdRoutes(parts),
    states(parts),
    rules,
    explanation(parts),
    charter,
    filed(parts),
    file(parts),
    comment(parts),
    ...peopleRoutes(parts),
  ];
}

function states({ database, now }: TeamRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/team/states',
    act: 'team.read',
    tag: 'Team',
    summary: 'Show the states, observers and organisations that take part',
    query: z.strictObject({}),
    answer: z.object({
      source: z.string(),
      checked: z.string(),
      states: z.array(
        z.object({
          code,
          name: z.string(),
          kind: z.enum(JOINING),
          since: z.string(),
          basis: z.string(),
          takesPart: z.boolean(),
        }),
      ),
    }),
    handle: async () => ({
      source: FOUNDING_SOURCE.source,
      checked: FOUNDING_SOURCE.checked,
      states: await participants(database, now()),
    }),
  });
}

const ruleShape = z.object({ id: z.enum(RULES), permits: z.boolean(), sentence: z.string() });

const rules = defineRoute({
  method: 'get',
  path: '/api/v1/team/rules',
  act: 'team.read',
  tag: 'Team',
  summary: 'Show every rule on labels, every role and every caveat in plain sentences',
  query: z.strictObject({}),
  answer: z.object({
    rules: z.array(ruleShape),
    roles: z.array(
      z.object({ id: z.enum(ROLES), name: z.string(), sentence: z.string(), acts: z.array(z.enum(LABEL_ACTS)) }),
    ),
    caveats: z.array(
      z.object({
        id: z.string(),
        sentence: z.string(),
        clearance: z.string().nullable(),
        originatorControls: z.boolean(),
      }),
    ),
  }),
  handle: () => ({ rules: [...RULE_FACTS.values()], roles: [...ROLE_FACTS], caveats: [...CAVEATS] }),
});

const askedSubject = z.strictObject({
  kind: z.enum(['person', 'key', 'operator', 'public', 'node']),
  state: code.nullable().default(null),
  organisation: code.nullable().default(null),
  roles: z.array(z.enum(ROLES)).max(ROLES.length).default([]),
  caveats: z.array(z.string().max(40)).max(30).default([]),
});

/** The asker brings the label, so that the answer says nothing of what is stored here. */
function explanation({ database, now }: TeamRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/explain',
    act: 'team.read',
    tag: 'Team',
    summary: 'Explain why somebody may or may not see what bears a label',
    body: z.strictObject({ label: labelShape, subject: askedSubject.optional().describe('the asker when left out') }),
    answer: z.object({
      label: z.string(),
      decisions: z.array(
        z.object({ act: z.enum(LABEL_ACTS), allowed: z.boolean(), rule: z.enum(RULES), sentence: z.string() }),
      ),
    }),
    async handle({ body: { label, subject: asked }, subject }) {
      const names = await participantNames(database);
      return explain(asked ?? labelSubjectOf(subject), label, {
        at: now().getTime(),
        nameOf: (one) => names.get(one) ?? one,
      });
    },
  });
}

const charter = defineRoute({
  method: 'get',
  path: '/api/v1/team/charter',
  act: 'team.read',
  tag: 'Team',
  summary: 'Show what an accession must contain',
  query: z.strictObject({}),
  answer: z.object({
    version: z.string(),
    digest: z.string(),
    waitingDays: z.record(z.enum(JOINING), z.int()),
    commitments: z.array(z.object({ id: z.string(), sentence: z.string() })),
  }),
  handle: () => ({
    version: CHARTER.version,
    digest: CHARTER_DIGEST,
    waitingDays: CHARTER.waitingDays,
    commitments: CHARTER.commitments,
  }),
});

const stance = z.enum(['welcomes', 'asks', 'objects']);
const filedShape = z.object({
  code,
  kind: z.enum(JOINING),
  name: z.string(),
  record: accessionShape,
  digest: z.string(),
  fingerprint: z.string(),
  sponsor: z.string().nullable(),
  filedBy: z.string(),
  filedAt: z.string(),
  takesEffectAt: z.string(),
  comments: z.array(
    z.object({ id: z.string(), state: z.string(), stance, text: z.string(), author: z.string(), at: z.string() }),
  ),
});

function filed({ database }: TeamRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/team/accessions',
    act: 'team.read',
    tag: 'Team',
    summary: 'Show every accession with what states said of it',
    query: z.strictObject({}),
    answer: z.object({ accessions: z.array(filedShape) }),
    handle: async () => ({ accessions: await accessions(database) }),
  });
}

function file({ database, now }: TeamRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/accessions',
    act: 'team.accede',
    tag: 'Team',
    summary: 'File a signed accession; it takes effect by itself after the days that the charter sets',
    body: accessionShape,
    answer: filedShape,
    handle: ({ body, subject }) =>
      fileAccession(database, body, {
        sponsor: subject.person?.state ?? null,
        by: subject.person?.login ?? 'operator',
        now: now(),
      }),
  });
}

function comment({ database }: TeamRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/team/accessions/{code}/comments',
    act: 'team.comment',
    tag: 'Team',
    summary: 'Comment on an accession; no comment delays or stops it',
    params: z.object({ code }),
    body: z.strictObject({ stance, text: z.string().trim().min(1).max(5000) }),
    answer: z.object({ accessions: z.array(filedShape) }),
    async handle({ params, body, subject }) {
      const { person } = subject;
      const state = person?.state ?? person?.organisation ?? '';
      await commentOnAccession(database, params.code, { ...body, state, author: person?.name ?? '' });
      return { accessions: await accessions(database) };
    },
  });
}
