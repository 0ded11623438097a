import { AppError } from '../../kernel/errors.ts';

/** What may pass by itself, so that trying again makes sense: a busy server, a cut or silent connection. */
export class PassingFailure extends AppError {
  /** How long the server asks to be left alone; null when it does not say. */
  readonly waitMilliseconds: number | null;

  constructor(state: string, more: { waitMilliseconds?: number | null; cause?: unknown } = {}) {
    super({ code: 'FETCH_BROKEN', kind: 'unavailable', message: state, cause: more.cause });
    this.waitMilliseconds = more.waitMilliseconds ?? null;
  }
}

/** A failure of the network as a passing one. Its text never names an address met on the way. */
export function asPassing(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const below = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = below instanceof Error ? ((below as NodeJS.ErrnoException).code ?? below.name) : 'unknown';
  return new PassingFailure(`the connection failed (${code})`, { cause });
}

/** What `Retry-After` asks for in milliseconds, given as seconds or as a date; null when it is absent or unclear. */
export function retryAfter(response: Response, now: number): number | null {
  const text = response.headers.get('retry-after') ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
