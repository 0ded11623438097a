import { AppError } from '../kernel/errors.ts';
import { inspect, parseJson } from './json-text.ts';
import type { Route } from './route.ts';

const STANDARD_BODY = 1_048_576;
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

async function bytesOf(request: Request, most: number): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = (): AppError => oversize(`the body is larger than ${most} bytes`, 413);
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > most) throw tooLarge();
  // HTTP cuts a body off at the length that was announced: no more can come, and reading it at once is far cheaper.
  if (announced !== null) return Buffer.from(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
