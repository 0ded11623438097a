import type { z } from '@hono/zod-openapi';
import { AppError } from '../kernel/errors.ts';
import { faultMessage, faultsOf } from './json-text.ts';
import type { Dialect } from './route.ts';

/**
 * Checks a part of the request against its shape. Every fault is listed with its path, the first in the message; the
 * status is the dialect's: 400, and 422 in yente's.
 */
export function checked(
  shape: z.ZodType | undefined,
  value: unknown,
  where: string,
  dialect: Dialect = 'problem',
): unknown {
  if (!shape) return undefined;
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const errors = faultsOf(result.error, where);
  throw new AppError({
    code: 'INPUT_INVALID',
    kind: 'invalid',
    message: faultMessage(errors),
    hint: 'The shapes of all requests are in /openapi.json.',
    data: dialect === 'yente' ? { errors, status: 422 } : { errors },
  });
}
