import { AppError, type ErrorKind } from '../kernel/errors.ts';
import type { Fault } from './json-text.ts';
import type { Dialect } from './route.ts';

const STATUS: Record<ErrorKind, number> = {
  usage: 400,
  invalid: 400,
  'too-large': 413,
  'not-found': 404,
  conflict: 409,
  refused: 403,
  unavailable: 503,
  internal: 500,
};

/** How zod says that a value is not there. */
const MISSING = /received undefined$/;

export interface ErrorReply {
  status: number;
  contentType: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Anything thrown, as the client is told it. What is not an AppError is a defect: its words stay in the log. */
export function errorReply(thrown: unknown, dialect: Dialect, instance: string): ErrorReply {
  const error = thrown instanceof AppError ? thrown : unexpected();
  const status = statusOf(error, dialect);
  const headers = headersOf(error, status);
  if (dialect === 'yente') return { status, headers, contentType: 'application/json', body: yenteBody(error, status) };
  if (dialect === 'watchman')
    return { status, headers, contentType: 'application/json', body: { error: inOneText(error) } };
  return {
    status,
    headers,
    contentType: 'application/problem+json',
    body: {
      type: `urn:watchkeeper:error:${error.code.toLowerCase().replaceAll('_', '-')}`,
      title: error.message,
      status,
      code: error.code,
      ...(error.hint ? { detail: error.hint } : {}),
      instance,
      ...error.data,
    },
  };
}

function headersOf({ data }: AppError, status: number): Record<string, string> {
  if (status === 429) return { 'retry-after': String(data.retryAfterSeconds) };
  return status === 401 ? { 'www-authenticate': 'Bearer' } : {};
}

function statusOf(error: AppError, dialect: Dialect): number {
  // FastAPI counts a body that is not JSON among the wrong shapes.
  if (dialect === 'yente' && error.code === 'BODY_NOT_JSON') return 422;
  const given = error.data.status;
  return typeof given === 'number' ? given : STATUS[error.kind];
}

/** yente answers 422 with a list for shapes that FastAPI would refuse, `{"status":"error"}` for defects. */
function yenteBody(error: AppError, status: number): unknown {
  if (status === 500) return { status: 'error' };
  const errors = (error.data.errors ?? []) as Fault[];
  if (status !== 422) return { detail: error.message, ...(errors.length > 0 ? { errors } : {}) };
  return {
    detail: errors.map(({ path, message }) => ({
      loc: path.split('.'),
      msg: message,
      type: MISSING.test(message) ? 'missing' : 'value_error',
    })),
  };
}

/** Watchman's errors are one text, so what to do stands in it. */
function inOneText({ message, hint }: AppError): string {
  return hint ? `${message}. ${hint}` : message;
}

function unexpected(): AppError {
  return new AppError({
    code: 'INTERNAL',
    kind: 'internal',
    message: 'Cannot answer: something went wrong inside the server',
    hint: "The server log has the cause under this request's id. Please report it.",
  });
}
