import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '../kernel/errors.ts';
import { describeRoutes } from './describe.ts';
import { errorReply } from './error-replies.ts';
import { may } from './policy.ts';
import { arriving, jsonBody, oversize } from './read-body.ts';
import { checked, inspect } from './read-input.ts';
import { type Dialect, Reply, type Route, type Subject } from './route.ts';

export interface ServerParts {
  routes: readonly Route[];
  version: string;
  /** Who asks, from the request's headers. */
  subjectOf(authorization: string | undefined): Subject;
  /** Told of every answered request; never of its query or body. */
  log(entry: { id: string; method: string; path: string; status: number; milliseconds: number; cause?: unknown }): void;
  /** Serves what is no route: the console. Null leaves it unfound. */
  page(path: string): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } | null>;
}

/** yente refuses addresses beyond this; so do we. */
const MOST_ADDRESS = 60_000;

/** Every route behind the same guards: size, shape, policy, errors, headers; with /openapi.json describing them. */
export function composeServer(parts: ServerParts): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(compress());
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    }),
  );
  for (const route of parts.routes) {
    app.on(route.method.toUpperCase(), honoPath(route.path), (context) => answer(context, route, parts));
  }
  const document = describeRoutes(parts.routes, parts.version);
  app.get('/openapi.json', (context) => context.json(document as object));
  app.notFound((context) => answerPage(context, parts));
  app.onError((error, context) =>
    sendError(context, error, 'problem', parts, { id: randomUUID(), begin: performance.now() }),
  );
  return app;
}

function honoPath(path: string): string {
  return path.replace(/\{([A-Za-z]+)\}/g, ':$1');
}

const NO_FILE: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

interface Running {
  id: string;
  begin: number;
}

async function answer(context: Context, route: Route, parts: ServerParts): Promise<Response> {
  const running = { id: randomUUID(), begin: performance.now() };
  const dialect: Dialect = route.dialect ?? 'problem';
  try {
    const subject = parts.subjectOf(context.req.header('authorization'));
    if (!may(subject, route.act)) throw forbidden(route);
    const reply = await route.handle({
      ...(await inputOf(context, route)),
      subject,
      header: (name) => context.req.header(name),
      path: context.req.path,
      upload: route.takesFile ? arriving(context, route) : NO_FILE,
    });
    return send(context, reply, route, parts, running);
  } catch (error) {
    return sendError(context, error, dialect, parts, running);
  }
}

function forbidden(route: Route): AppError {
  return new AppError({
    code: 'FORBIDDEN',
    kind: 'refused',
    message: `Cannot ${route.summary.charAt(0).toLowerCase()}${route.summary.slice(1)}: this needs the operator of this node`,
    hint: 'Send the token of WATCHKEEPER_HOME/operator-token as "Authorization: Bearer …".',
  });
}

async function inputOf(context: Context, route: Route): Promise<{ params: unknown; query: unknown; body: unknown }> {
  if (context.req.url.length > MOST_ADDRESS)
    throw oversize(`the address is longer than ${MOST_ADDRESS} characters`, 414);
  const query = Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
  inspect(context.req.param(), 'path');
  inspect(query, 'query');
  return {
    params: checked(route.params, context.req.param(), 'path', route.dialect),
    query: checked(route.query, query, 'query', route.dialect),
    body: route.body ? checked(route.body, await jsonBody(context, route), 'body', route.dialect) : undefined,
  };
}

function send(context: Context, reply: unknown, route: Route, parts: ServerParts, running: Running): Response {
  const { status, body, headers } = reply instanceof Reply ? reply : new Reply(200, reply);
  finish(context, parts, running, status);
  const type = headers['content-type'] ?? route.answerType ?? 'application/json';
  return new Response(contentOf(body, status, type), {
    status,
    headers: {
      'cache-control': 'no-store',
      ...headers,
      'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'x-request-id': running.id,
    },
  });
}

function contentOf(body: unknown, status: number, type: string): ReadableStream | string | null {
  if (body instanceof ReadableStream) return body;
  if (body === null && status !== 200) return null;
  return type.includes('json') && typeof body !== 'string' ? JSON.stringify(body) : String(body);
}

function sendError(context: Context, error: unknown, dialect: Dialect, parts: ServerParts, running: Running): Response {
  const reply = errorReply(error, dialect, `urn:uuid:${running.id}`);
  finish(context, parts, running, reply.status, reply.status >= 500 ? error : undefined);
  return new Response(JSON.stringify(reply.body), {
    status: reply.status,
    headers: { 'content-type': reply.contentType, 'cache-control': 'no-store', 'x-request-id': running.id },
  });
}

function finish(context: Context, parts: ServerParts, running: Running, status: number, cause?: unknown): void {
  parts.log({
    id: running.id,
    method: context.req.method,
    path: context.req.routePath,
    status,
    milliseconds: Math.round((performance.now() - running.begin) * 10) / 10,
    ...(cause === undefined ? {} : { cause }),
  });
}

async function answerPage(context: Context, parts: ServerParts): Promise<Response> {
  const running = { id: randomUUID(), begin: performance.now() };
  const reading = context.req.method === 'GET' || context.req.method === 'HEAD';
  const page = reading && !context.req.path.startsWith('/api/') ? await parts.page(context.req.path) : null;
  if (page) return new Response(page.body, { headers: page.headers });
  const error = new AppError({
    code: 'NOT_FOUND',
    kind: 'not-found',
    message: `Cannot find ${context.req.method} ${context.req.path.slice(0, 200)}`,
    hint: 'All routes are listed in /openapi.json.',
  });
  return sendError(context, error, 'problem', parts, running);
}
