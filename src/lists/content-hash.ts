import { createHash } from 'node:crypto';

/**
 * SHA-256 hex over a record's content whatever the order of keys and values: authorities shuffle both between
 * publications, and a shuffle is no change. The same digits as canonical JSON of the sorted record.
 */
export function contentHash(record: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(record)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((one, other) => compare(JSON.stringify(one), JSON.stringify(other)));
  if (value === null || typeof value !== 'object') return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) result[key] = sorted((value as Record<string, unknown>)[key]);
  return result;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
