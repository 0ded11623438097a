import type { z } from '@hono/zod-openapi';
import type {
  custodyAnswer,
  listAnswer,
  ratingsAnswer,
  stampsAnswer,
  verifyAnswer,
} from '../../../src/evidence/edge/route-shapes.ts';
import type { Evidence, evidenceWithClaimsShape } from '../../../src/evidence/evidence-record.ts';

export type EvidenceAnswer = Evidence;
export type EvidenceWithClaims = z.output<typeof evidenceWithClaimsShape>;
export type EvidenceList = z.output<typeof listAnswer>;
export type CustodyAnswer = z.output<typeof custodyAnswer>;
export type RatingsAnswer = z.output<typeof ratingsAnswer>;
export type StampsAnswer = z.output<typeof stampsAnswer>;
export type VerifyAnswer = z.output<typeof verifyAnswer>;

export const EVIDENCE = '/api/v1/evidence';

/** Where an item, or what belongs to it, is. */
export function evidenceAddress(id: string, part = ''): string {
  return `${EVIDENCE}/${encodeURIComponent(id)}${part}`;
}

/** Names that the reader typed, by commas. */
export function namesIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ];
}
