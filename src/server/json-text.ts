import type { z } from '@hono/zod-openapi';
import { AppError } from '../kernel/errors.ts';

/** Nesting beyond which a body is refused: the deepest shape of ours has 6 levels. */
const MOST_DEPTH = 20;
/** C0 controls but tab, line feed and carriage return; no name, number or address holds one. */
const CONTROL = new RegExp(`[${'\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f'}]`);

/** Parses JSON of bounded depth. Throws AppError (invalid) that says what is wrong and where. */
export function parseJson(text: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError({
      code: where === 'body' ? 'BODY_NOT_JSON' : 'TEXT_NOT_JSON',
      kind: 'invalid',
      message: `Cannot read the request: ${where === 'body' ? 'the body' : where} is not JSON (${(cause as Error).message.slice(0, 120)})`,
      hint:
        where === 'body' ? 'Send a JSON object with the header Content-Type: application/json.' : 'Send JSON there.',
      data: { errors: [{ path: where, message: 'is not JSON' }] },
    });
  }
  inspect(value, where);
  return value;
}

/** Refuses values that nest too deep and text with control characters or lone surrogates, and says where. */
export function inspect(root: unknown, where: string): void {
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: root, path: where, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path, depth } = next;
    if (depth > MOST_DEPTH) throw refusal(path, `nests deeper than ${MOST_DEPTH} levels`);
    if (typeof value === 'string') refuseText(value, path);
    else if (value && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        refuseText(key, path);
        pending.push({
          value: inner,
          path: Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`,
          depth: depth + 1,
        });
      }
    }
  }
}

function refuseText(text: string, path: string): void {
  if (CONTROL.test(text)) throw refusal(path, 'holds a control character');
  if (!(text as unknown as { isWellFormed(): boolean }).isWellFormed())
    throw refusal(path, 'holds half a surrogate pair, so it is not Unicode text');
}

function refusal(path: string, state: string): AppError {
  return new AppError({
    code: 'INPUT_INVALID',
    kind: 'invalid',
    message: `Cannot use the request: ${path.slice(0, 200)} ${state}`,
    hint: 'Correct that value and send the request again.',
    data: { errors: [{ path, message: state }] },
  });
}

/** JSON inside a form field or parameter, of that shape. Throws AppError (invalid) that lists every fault with its path. */
export function readJson<Shape extends z.ZodType>(text: string, shape: Shape, where: string): z.output<Shape> {
  const result = shape.safeParse(parseJson(text, where));
  if (result.success) return result.data;
  const errors = faultsOf(result.error, where);
  throw new AppError({
    code: 'INPUT_INVALID',
    kind: 'invalid',
    message: faultMessage(errors),
    hint: 'Correct that value and send the request again.',
    data: { errors },
  });
}

export interface Fault {
  path: string;
  message: string;
}

/** The faults of a value with their paths, 20 at most. */
export function faultsOf(error: z.ZodError, where: string): Fault[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
}

/** The first fault as the message of all. */
export function faultMessage([first]: readonly Fault[]): string {
  return `Cannot use the request: ${first ? `${first.path}: ${first.message}` : 'it does not have the expected shape'}`;
}
