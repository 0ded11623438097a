import canonicalize from 'canonicalize';
import { AppError } from './errors.ts';

/** RFC 8785 canonical JSON of a value. */
export function canonicalJson(value: unknown): string {
  const text = (canonicalize as unknown as (input: unknown) => string | undefined)(value);
  if (text === undefined) {
    throw new AppError({
      code: 'NOT_JSON',
      kind: 'internal',
      message: `Cannot write ${typeof value} as canonical JSON`,
    });
  }
  return text;
}
