import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { type Hop, MOST_AMOUNT } from './movement.ts';

const side = z.strictObject({
  chain: z.string().min(1).max(40),
  asset: z.string().min(1).max(40),
  address: z.string().min(1).max(200),
  /** In the smallest unit. */
  amount: z
    .string()
    .regex(/^\d{1,39}$/, 'must be a whole number of the smallest unit, as a text')
    .transform(BigInt)
    .refine((amount) => amount > 0n && amount < MOST_AMOUNT, 'must be a sum that can exist'),
});

const shape = z
  .array(
    z.strictObject({
      id: z.string().min(1).max(200),
      at: z.iso.datetime({ offset: true }).transform((text) => Math.floor(Date.parse(text) / 1000)),
      from: side,
      to: side,
      declaredBy: z.string().min(1).max(200),
      source: z.string().min(1).max(1000),
    }),
  )
  .max(100_000);

/** Reads declared hops. All of a file or nothing: a hop that is half understood would send value astray. */
export function readHops(text: string, name: string): Hop[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(name, 'it is no well-formed JSON');
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw unreadable(name, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
}

function unreadable(name: string, reason: string): AppError {
  return new AppError({
    code: 'HOPS_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read the hops of "${name}": ${reason}`,
    hint: 'A list of {id, at, from: {chain, asset, address, amount}, to: {…}, declaredBy, source}; see docs/guides/wallets.md.',
  });
}
