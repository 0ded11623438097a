/** What went wrong, in the one vocabulary that the command line and the HTTP edge translate to exit codes and statuses. */
export type ErrorKind =
  | 'usage'
  | 'invalid'
  | 'too-large'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'unavailable'
  | 'internal';

interface AppErrorParts {
  /** Stable machine name, upper snake case: `LIST_NOT_WELL_FORMED`. */
  code: string;
  kind: ErrorKind;
  /** One sentence that says what could not be done and where: `Cannot read list "un": line 1204 is not well-formed`. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** Facts for machines; never a secret. */
  data?: Record<string, unknown>;
  cause?: unknown;
}

/** The one error of the house. Anything else that is thrown is a defect and is shown as `internal`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly data: Record<string, unknown>;

  constructor(parts: AppErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = parts.code;
    this.kind = parts.kind;
    this.hint = parts.hint;
    this.data = parts.data ?? {};
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
