import { AppError, type ErrorKind } from '../kernel/errors.ts';
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

export interface ErrorReply {
  status: number;
  contentType: string;
  body: unknown;
}

/** Anything thrown, as the client is told it. What is not an AppError is a defect: its words stay in the log. */
export function errorReply(thrown: unknown, dialect: Dialect, instance: string): ErrorReply {
  const error = thrown instanceof AppError ? thrown : unexpected();
  const status = statusOf(error);
  if (dialect === 'yente') return { status, contentType: 'application/json', body: yenteBody(error, status) };
  if (dialect === 'watchman') return { status, contentType: 'application/json', body: { error: inOneText(error) } };
  return {
    status,
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

function statusOf(error: AppError): number {
  const given = error.data.status;
  return typeof given === 'number' ? given : STATUS[error.kind];
}

/** yente answers 422 with a list for shapes that FastAPI would refuse, `{"status":"error"}` for defects. */
function yenteBody(error: AppError, status: number): unknown {
  if (status === 500) return { status: 'error' };
  if (status !== 422) return { detail: error.message };
  const errors = (error.data.errors ?? []) as { path: string; message: string }[];
  return { detail: errors.map(({ path, message }) => ({ loc: path.split('.'), msg: message, type: 'value_error' })) };
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
