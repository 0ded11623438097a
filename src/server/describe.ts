import { OpenAPIHono } from '@hono/zod-openapi';
import type { Dialect, Route } from './route.ts';

const FILE = { required: true, content: { 'application/octet-stream': {} } };
const BODY_TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

/** The OpenAPI 3.1 document of the routes. */
export function describeRoutes(routes: readonly Route[], version: string): unknown {
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent('securitySchemes', 'operator', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of "watchkeeper keys make", or the token in WATCHKEEPER_HOME/operator-token for the acts of the operator. `ApiKey` in place of `Bearer` is taken too.',
  });
  registry.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'query',
    name: 'api_key',
    description:
      'A key, for clients that cannot send headers. Proxies on the way may write it down: prefer the header.',
  });
  for (const route of routes) {
    registry.openAPIRegistry.registerPath({
      method: route.method,
      path: route.path.replace('*}', '}'),
      summary: route.summary,
      tags: [route.tag],
      description: `Act: \`${route.act}\`.`,
      request: {
        ...(route.params ? { params: route.params as never } : {}),
        ...(route.query ? { query: route.query as never } : {}),
        ...(route.takesFile ? { body: FILE } : {}),
        ...(route.body
          ? { body: { required: true, content: { [BODY_TYPES[route.bodyType ?? 'json']]: { schema: route.body } } } }
          : {}),
      },
      responses: {
        200: {
          description: 'The answer.',
          content: { [route.answerType ?? 'application/json']: { schema: route.answer } },
        },
        default: errorsIn(route.dialect ?? 'problem'),
      },
    });
  }
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Watchkeeper',
      version,
      description:
        'Lists, law, screening and findings on North Korea sanctions. With the header `X-Watchkeeper-Private: true` or the parameter `private=true` nothing of a question is kept, on any route.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
  });
}

function errorsIn(dialect: Dialect) {
  if (dialect === 'problem')
    return { description: 'An error (RFC 9457).', content: { 'application/problem+json': {} } };
  const peer = dialect === 'yente' ? 'yente' : 'Watchman';
  return { description: `An error as ${peer} writes it.`, content: { 'application/json': {} } };
}
