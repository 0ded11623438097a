import { AppError } from '../kernel/errors.ts';
import { inspect, parseJson } from './json-text.ts';
import type { Route } from './route.ts';

const STANDARD_BODY = 1_048_576;
/** Milliseconds in which a body must have arrived, and a file's next bytes. */
const MOST_PATIENCE = 30_000;
const MOST_FIELDS = 100;

/** The request's body as the route takes it, never more than its limit. Throws AppError (too-large, invalid). */
export async function readBody(request: Request, route: Pick<Route, 'bodyType' | 'mostBytes'>): Promise<unknown> {
  const bytes = await bytesOf(request, route.mostBytes ?? STANDARD_BODY);
  return route.bodyType === 'form'
    ? await fieldsOf(bytes, request.headers.get('content-type') ?? '')
    : parseJson(bytes.toString('utf8'), 'body');
}

/** Says that a request is too large for the server; the status is 413 or 414. */
export function oversize(state: string, status: number): AppError {
  return new AppError({
    code: 'REQUEST_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot take the request: ${state}`,
    hint: 'Send it in smaller parts.',
    data: { status },
  });
}

/** The body of a route that takes a file, as it arrives: no more than the route takes, and none that keeps it waiting. */
export async function* arriving(request: Request, most = STANDARD_BODY): AsyncGenerator<Uint8Array> {
  const tooLarge = (): AppError => oversize(`the body is larger than ${most} bytes`, 413);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (let size = 0; ; ) {
      const { value } = await inTime(reader.read().catch(brokenOff));
      if (!value) return;
      size += value.byteLength;
      if (size > most) throw tooLarge();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function bytesOf(request: Request, most: number): Promise<Buffer<ArrayBuffer>> {
  // HTTP cuts a body off at the length that was announced: no more can come, and reading it at once is far cheaper.
  if (Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY) <= most)
    return Buffer.from(await inTime(request.arrayBuffer().catch(brokenOff)));
  const begin = performance.now();
  const chunks: Uint8Array[] = [];
  for await (const chunk of arriving(request, most)) {
    chunks.push(chunk);
    if (performance.now() - begin > MOST_PATIENCE) throw tooSlow();
  }
  return Buffer.concat(chunks);
}

async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), MOST_PATIENCE);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function brokenOff(cause: unknown): never {
  throw new AppError({
    code: 'REQUEST_BROKEN_OFF',
    kind: 'invalid',
    message: 'Cannot take the request: its body broke off',
    hint: 'Send it again.',
    cause,
  });
}

function tooSlow(): AppError {
  return new AppError({
    code: 'REQUEST_TOO_SLOW',
    kind: 'invalid',
    message: 'Cannot take the request: its body did not arrive in time',
    hint: 'Send it again over a steadier connection.',
    data: { status: 408 },
  });
}

async function fieldsOf(bytes: Buffer<ArrayBuffer>, type: string): Promise<Record<string, string | string[]>> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw notAForm('the body is not a form', cause);
  }
  const names = new Set(form.keys());
  if (names.size > MOST_FIELDS) throw notAForm(`the form has more than ${MOST_FIELDS} fields`);
  const fields: Record<string, string | string[]> = {};
  for (const name of names) {
    const values = form.getAll(name).map((value) => {
      if (typeof value !== 'string') throw notAForm('the form carries a file');
      return value;
    });
    fields[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  inspect(fields, 'body');
  return fields;
}

function notAForm(state: string, cause?: unknown): AppError {
  return new AppError({
    code: 'BODY_NOT_FORM',
    kind: 'invalid',
    message: `Cannot read the request: ${state}`,
    hint: 'Send text fields with the header Content-Type: application/x-www-form-urlencoded.',
    cause,
  });
}
