import type { Context } from 'hono';
import { AppError } from '../kernel/errors.ts';
import { parseJson } from './read-input.ts';
import type { Route } from './route.ts';

const STANDARD_BODY = 1_048_576;
/** Milliseconds in which a body must have arrived, and a file's next bytes. */
const MOST_PATIENCE = 30_000;

/** The JSON value of a body. */
export async function jsonBody(context: Context, route: Route): Promise<unknown> {
  const begin = performance.now();
  const chunks: Uint8Array[] = [];
  for await (const chunk of arriving(context, route)) {
    chunks.push(chunk);
    if (performance.now() - begin > MOST_PATIENCE) throw tooSlow();
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
}

/** The body's bytes as they arrive: no more than the route takes, and none that keep the server waiting. */
export async function* arriving(context: Context, route: Route): AsyncGenerator<Uint8Array> {
  const most = route.mostBytes ?? STANDARD_BODY;
  if (Number(context.req.header('content-length') ?? 0) > most)
    throw oversize(`the body is larger than ${most} bytes`, 413);
  const reader = context.req.raw.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  if (!reader) return;
  try {
    for (let size = 0; ; ) {
      const { value } = await inTime(reader.read());
      if (!value) return;
      size += value.byteLength;
      if (size > most) throw oversize(`the body is larger than ${most} bytes`, 413);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), MOST_PATIENCE);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
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

/** Refuses what is larger than the server takes. */
export function oversize(state: string, status: number): AppError {
  return new AppError({
    code: 'REQUEST_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot take the request: ${state}`,
    hint: 'Send it in smaller parts.',
    data: { status },
  });
}
