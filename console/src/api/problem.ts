/** A refusal of the server, or a server that cannot be reached, as pages show it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What to do about it, when the server says. */
  readonly hint: string | null;
  readonly code: string | null;
  readonly errors: readonly { path: string; message: string }[];

  constructor(status: number, body: ProblemBody) {
    super(body.title ?? '');
    this.status = status;
    this.hint = body.hint ?? null;
    this.code = body.code ?? null;
    this.errors = body.errors ?? [];
  }

  /** Asking again may help: nothing was wrong with the question. */
  get mayPass(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

interface ProblemBody {
  title?: string;
  hint?: string;
  code?: string;
  errors?: readonly { path: string; message: string }[];
}

/** Reads problem+json, and the two shapes in which routes that speak yente refuse. */
export function problemOf(status: number, text: string): ApiProblem {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return new ApiProblem(status, {});
  }
  if (typeof body !== 'object' || body === null) return new ApiProblem(status, {});
  const { title, detail, code, errors } = body as Record<string, unknown>;
  if (typeof title === 'string') {
    return new ApiProblem(status, {
      title,
      ...(typeof detail === 'string' ? { hint: detail } : {}),
      ...(typeof code === 'string' ? { code } : {}),
      ...(Array.isArray(errors) ? { errors } : {}),
    });
  }
  if (typeof detail === 'string') return new ApiProblem(status, { title: detail });
  if (!Array.isArray(detail)) return new ApiProblem(status, {});
  const faults = detail as { loc?: unknown[]; msg?: unknown }[];
  return new ApiProblem(status, {
    errors: faults.map(({ loc, msg }) => ({ path: (loc ?? []).join('.'), message: String(msg ?? '') })),
  });
}
