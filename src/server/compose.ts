import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { AppError } from '../kernel/errors.ts';
import { describeRoutes } from './describe.ts';
import { errorReply } from './error-replies.ts';
import { inspect } from './json-text.ts';
import { may } from './policy.ts';
import { arriving, oversize, readBody } from './read-body.ts';
import { checked } from './read-input.ts';
import { type Dialect, Reply, type Route, type Subject } from './route.ts';
import { securityHeaders } from './security-headers.ts';

export interface ServerParts {
  routes: readonly Route[];
  version: string;
  /** Who asks, from the headers `Authorization` and `Cookie` and the parameter `api_key`. Throws AppError for a key that is none. */
  subjectOf(authorization: string | undefined, apiKey?: string, cookie?: string): Subject | Promise<Subject>;
  /** The seconds after which the asker may come again; 0 lets the request pass. */
  waitOf?(subject: Subject | null, address: string): number;
  /** True when nothing of any question may be kept. */
  keepNothing?: boolean;
  /** Told of every answered request; never of its query or body. */
  log(entry: { id: string; method: string; path: string; status: number; milliseconds: number; cause?: unknown }): void;
  /** Serves what is no route: the console. Null leaves it unfound. */
  page(path: string): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } | null>;
}

/** yente refuses addresses beyond this; so do we. */
const MOST_ADDRESS = 60_000;
/** Bytes from which answers are compressed, as in yente. */
const LEAST_COMPRESSED = 500;
/** Answers are compressed for who takes that: caches keep both. */
const VARYING = { vary: 'Accept-Encoding' };
const BATCH_SIZE = 'x-batch-size';
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** yente answers every site's scripts, and what it answers is public. */
const OPEN_TO_SCRIPTS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': BATCH_SIZE };

/** Every route behind the same guards: size, shape, policy, errors, headers; with /openapi.json describing them. */
export function composeServer(parts: ServerParts): OpenAPIHono {
  const app = new OpenAPIHono();
  const compressed = compress({ threshold: LEAST_COMPRESSED });
  app.use((context, next) => (context.req.header('accept-encoding') ? compressed(context, next) : next()));
  for (const route of parts.routes) {
    if (route.dialect === 'yente') app.options(honoPath(route.path), cors({ exposeHeaders: [BATCH_SIZE] }));
    app.on(route.method.toUpperCase(), honoPath(route.path), (context) => answer(context, route, parts));
  }
  const document = describeRoutes(parts.routes, parts.version);
  app.get('/openapi.json', (context) =>
    context.json(document as object, 200, { ...securityHeaders(false), ...VARYING }),
  );
  app.notFound((context) => answerPage(context, parts));
  app.onError((error, context) =>
    sendError(context, error, 'problem', parts, { id: randomUUID(), begin: performance.now() }),
  );
  return app;
}

/** `{name}` is one part of the address, `{name*}` all that is left of it. */
function honoPath(path: string): string {
  return path.replace(/\{([A-Za-z]+)\}/g, ':$1').replace(/\{([A-Za-z]+)\*\}/g, ':$1{.+}');
}

const NO_FILE: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

interface Running {
  id: string;
  begin: number;
}

async function answer(context: Context, route: Route, parts: ServerParts): Promise<Response> {
  const running = { id: randomUUID(), begin: performance.now() };
  const dialect: Dialect = route.dialect ?? 'problem';
  context.set('embeddable', route.embeddable === true);
  try {
    const subject = await admitted(context, parts);
    refuseOtherSites(context, route, subject);
    if (!may(subject, route.act)) throw forbidden(route, subject);
    const reply = await route.handle({
      ...(await inputOf(context, route)),
      subject,
      isPrivate: isPrivate(context, parts),
      header: (name) => context.req.header(name),
      path: context.req.path,
      queryString: new URL(context.req.url).search.slice(1),
      origin: originOf(context),
      address: addressOf(context),
      upload: route.takesFile ? arriving(context.req.raw, route.mostBytes) : NO_FILE,
    });
    return send(context, reply, route, parts, running);
  } catch (error) {
    return sendError(context, error, dialect, parts, running);
  }
}

/** A proxy in front that speaks TLS says so; the host is the one that the asker named. */
function originOf(context: Context): string {
  const { protocol, host } = new URL(context.req.url);
  const secure = protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https';
  return `${secure ? 'https' : 'http'}://${host}`;
}

/** Who asks, when not too fast: a key by itself, all else by address. Guessed keys are held back by address too. */
async function admitted(context: Context, parts: ServerParts): Promise<Subject> {
  const pass = (subject: Subject | null): void => {
    const seconds = parts.waitOf?.(subject, addressOf(context)) ?? 0;
    if (seconds > 0) throw tooFast(seconds);
  };
  let subject: Subject | null = null;
  try {
    const { req } = context;
    subject = await parts.subjectOf(req.header('authorization'), req.query('api_key'), req.header('cookie'));
  } finally {
    pass(subject);
  }
  return subject;
}

/**
 * A cookie goes along with whatever another site makes a browser send; its origin tells. Programs that show a session
 * name this server's origin as browsers do. Signing in from elsewhere would put a reader into a stranger's session.
 */
function refuseOtherSites(context: Context, route: Route, subject: Subject): void {
  if (route.method === 'get' || (subject.kind !== 'person' && route.act !== 'session.use')) return;
  const origin = context.req.header('origin');
  if (origin === originOf(context) || (origin === undefined && subject.kind !== 'person')) return;
  throw new AppError({
    code: 'OTHER_SITE',
    kind: 'refused',
    message: 'Cannot take the request: it does not come from a page of this server',
    hint: 'Send "Origin" as this server is reached. A proxy in front must pass "Host" on, and "X-Forwarded-Proto" with TLS.',
  });
}

/** The other end of the connection; of a proxy on this machine the address that it says it serves. */
function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const address = incoming?.socket?.remoteAddress ?? 'unknown';
  const served = LOOPBACK.test(address) ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return served && /^[0-9a-f.:]{2,45}$/i.test(served) ? served : address;
}

/** Only a plain no is a no: what cannot be understood keeps the question private. */
function isPrivate({ req }: Context, { keepNothing = false }: ServerParts): boolean {
  const asked = [req.header('x-watchkeeper-private'), ...(req.queries('private') ?? [])];
  return keepNothing || asked.some((word) => word !== undefined && !/^(false|0|no|off)$/i.test(word));
}

function tooFast(seconds: number): AppError {
  return new AppError({
    code: 'TOO_FAST',
    kind: 'refused',
    message: 'Cannot take the request: too many came in too short a time',
    hint: `Send it again in ${seconds} s.`,
    data: { status: 429, retryAfterSeconds: seconds },
  });
}

function forbidden(route: Route, subject: Subject): AppError {
  const what = `${route.summary.charAt(0).toLowerCase()}${route.summary.slice(1)}`;
  if (subject.kind === 'key' || subject.keysRequired)
    return new AppError({
      code: subject.kind === 'key' ? 'KEY_WITHOUT_SCOPE' : 'KEY_REQUIRED',
      kind: 'refused',
      message: `Cannot ${what}: this needs a key with the scope "${route.act}"`,
      hint: `The operator of this node makes one: watchkeeper keys make --scope ${route.act} --name NAME. Send it as "Authorization: Bearer …".`,
      data: { status: subject.kind === 'key' ? 403 : 401 },
    });
  if (subject.kind === 'person')
    return new AppError({
      code: 'ROLE_REQUIRED',
      kind: 'refused',
      message: `Cannot ${what}: none of your roles may`,
      hint: 'An administrator of your state gives roles; /team shows who that is.',
    });
  return new AppError({
    code: 'FORBIDDEN',
    kind: 'refused',
    message: `Cannot ${what}: this needs the operator of this node`,
    hint: 'Send the token of WATCHKEEPER_HOME/operator-token as "Authorization: Bearer …".',
  });
}

async function inputOf(context: Context, route: Route): Promise<{ params: unknown; query: unknown; body: unknown }> {
  if (context.req.url.length > MOST_ADDRESS)
    throw oversize(`the address is longer than ${MOST_ADDRESS} characters`, 414);
  const { api_key: _, private: __, ...given } = context.req.queries();
  const query = Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
  inspect(context.req.param(), 'path');
  inspect(query, 'query');
  return {
    params: checked(route.params, context.req.param(), 'path', route.dialect),
    query: checked(route.query, query, 'query', route.dialect),
    body: route.body ? checked(route.body, await readBody(context.req.raw, route), 'body', route.dialect) : undefined,
  };
}

function send(context: Context, reply: unknown, route: Route, parts: ServerParts, running: Running): Response {
  const { status, body, headers } = reply instanceof Reply ? reply : new Reply(200, reply);
  finish(context, parts, running, status);
  const type = headers['content-type'] ?? route.answerType ?? 'application/json';
  return response(context, status, contentOf(body, status, type), {
    ...(route.dialect === 'yente' ? OPEN_TO_SCRIPTS : {}),
    ...headers,
    'content-type': /^text\/(?!x\.)/.test(type) ? `${type}; charset=utf-8` : type,
    'x-request-id': running.id,
  });
}

type Content = ReadableStream | Uint8Array<ArrayBuffer> | string | null;

function contentOf(body: unknown, status: number, type: string): Content {
  if (body instanceof ReadableStream || body instanceof Uint8Array) return body as Content;
  if (body === null && status !== 200) return null;
  return type.includes('json') && typeof body !== 'string' ? JSON.stringify(body) : String(body);
}

function sendError(context: Context, error: unknown, dialect: Dialect, parts: ServerParts, running: Running): Response {
  const { status, headers, body, contentType } = errorReply(error, dialect, `urn:uuid:${running.id}`);
  finish(context, parts, running, status, status >= 500 ? error : undefined);
  return response(context, status, JSON.stringify(body), {
    ...(dialect === 'yente' ? OPEN_TO_SCRIPTS : {}),
    ...headers,
    'content-type': contentType,
    'x-request-id': running.id,
  });
}

/** All headers are given at once: a response that is changed afterwards is made again, with its body as a stream. */
function response(context: Context, status: number, content: Content, headers: Record<string, string>): Response {
  return new Response(content, {
    status,
    headers: {
      'cache-control': 'no-store',
      ...VARYING,
      ...(typeof content === 'string' ? { 'content-length': String(Buffer.byteLength(content)) } : {}),
      ...securityHeaders(context.get('embeddable') === true),
      ...headers,
    },
  });
}

function finish(context: Context, parts: ServerParts, running: Running, status: number, cause?: unknown): void {
  parts.log({
    id: running.id,
    method: context.req.method,
    path: context.req.routePath,
    status,
    milliseconds: Math.round((performance.now() - running.begin) * 10) / 10,
    ...(cause === undefined ? {} : { cause: isPrivate(context, parts) ? withoutWords(cause) : cause }),
  });
}

/** Where a defect is, without its words, which may hold a part of the question. */
function withoutWords(cause: unknown): unknown {
  if (!(cause instanceof Error)) return 'a defect of a private request';
  return [cause.name, ...(cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n');
}

async function answerPage(context: Context, parts: ServerParts): Promise<Response> {
  const running = { id: randomUUID(), begin: performance.now() };
  const reading = context.req.method === 'GET' || context.req.method === 'HEAD';
  const page = reading && !context.req.path.startsWith('/api/') ? await parts.page(context.req.path) : null;
  if (page) return new Response(page.body, { headers: { ...securityHeaders(false), ...VARYING, ...page.headers } });
  const error = new AppError({
    code: 'NOT_FOUND',
    kind: 'not-found',
    message: `Cannot find ${context.req.method} ${context.req.path.slice(0, 200)}`,
    hint: 'All routes are listed in /openapi.json.',
  });
  return sendError(context, error, 'problem', parts, running);
}
