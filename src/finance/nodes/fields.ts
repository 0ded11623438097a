import { AppError } from '../../kernel/errors.ts';

/** JSON of a node that may lie. */
export type NodeJson = Record<string, unknown>;

/** Says that what a node answered cannot be so. Nothing of the batch is kept. */
export function lied(what: string): AppError {
  return new AppError({
    code: 'NODE_ANSWER_IMPOSSIBLE',
    kind: 'refused',
    message: `Cannot take the node's answer: ${what}`,
    hint: 'The node lies, is still syncing or is another program. Ask another node and compare.',
  });
}

export function object(value: unknown, what: string): NodeJson {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as NodeJson;
  throw lied(`${what} is no object`);
}

export function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw lied(`${what} is no list`);
}

export function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw lied(`${what} is no text`);
}

export function whole(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw lied(`${what} is no whole number`);
}

/** A number as Ethereum writes it: `0x1f`. */
export function hexNumber(value: unknown, what: string): number {
  return Number(hexAmount(value, what, 53n));
}

export function hexAmount(value: unknown, what: string, bits = 128n): bigint {
  const written = text(value, what);
  if (!/^0x[0-9a-fA-F]{1,64}$/.test(written)) throw lied(`${what} is no number in hex`);
  const amount = BigInt(written);
  if (amount >= 1n << bits) throw lied(`${what} is beyond any sum that exists`);
  return amount;
}

export function hash32(value: unknown, what: string): string {
  const written = text(value, what);
  if (!/^(?:0x)?[0-9a-fA-F]{64}$/.test(written)) throw lied(`${what} is no hash`);
  return written.toLowerCase();
}
