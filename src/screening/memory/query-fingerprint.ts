import { hashOf } from '../../kernel/hash.ts';
import type { Subject } from '../score-pair.ts';

/**
 * Equal questions have equal fingerprints, whatever the order, case, width and spacing of their values: SHA-256, 64 hex
 * digits. It names a question and does not hide it: who guesses the question can make the fingerprint.
 */
export function queryFingerprint({ schema, properties }: Subject): string {
  const folded = Object.entries(properties).flatMap(([property, values]) => {
    const kept = [...new Set(values.map(fold).filter(Boolean))].sort();
    return kept.length > 0 ? [[property, kept] as const] : [];
  });
  return hashOf({ schema, properties: Object.fromEntries(folded) });
}

function fold(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
