import { z } from 'zod';
import { hashOf } from '../kernel/hash.ts';

/**
 * "This pattern may breach measure M": the one shape that every watch raises. Instants are ISO 8601 in UTC,
 * `confidence` is 0 to 1, `observations` carry the hash of what they came from, `missing` says in plain questions what
 * would settle it.
 */
export const findingShape = z.strictObject({
  id: z.string().regex(/^f-[0-9a-f]{24}$/),
  /** Id of the watch: `ship-to-ship-transfer`. */
  watch: z.string().min(1).max(80),
  /** Version of the watch's rule. */
  version: z.string().min(1).max(40),
  status: z.enum(['open', 'in-case', 'closed', 'withdrawn']),
  subjects: z
    .array(
      z.looseObject({
        schema: z.string().max(40),
        id: z.string().max(300).optional(),
        name: z.string().max(500).optional(),
        mmsi: z.string().max(20).optional(),
        imo: z.string().max(20).optional(),
      }),
    )
    .min(1)
    .max(100),
  startAt: z.iso.datetime({ offset: true }).nullable(),
  endAt: z.iso.datetime({ offset: true }).nullable(),
  place: z
    .looseObject({
      name: z.string().max(300).optional(),
      lat: z.number().optional(),
      lon: z.number().optional(),
      precisionKm: z.number().optional(),
    })
    .nullable(),
  /** Ids of measures in `data/regime`. */
  measures: z.array(z.string().max(80)).max(50),
  confidence: z.number().min(0).max(1),
  explanation: z.string().min(1).max(5000),
  observations: z
    .array(
      z.looseObject({
        source: z.string().max(500),
        at: z.string().max(40).nullable(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(10_000),
  missing: z.array(z.string().max(500)).max(50),
  /** True for exercise data; then every page and export says EXERCISE. */
  exercise: z.boolean(),
});

export type Finding = z.output<typeof findingShape>;

/** What a finding's id is made of. */
export interface FindingKey {
  watch: string;
  version: string;
  /** What it is about, so that no two findings of a watch share it: hulls and the instant at which it began, a row. */
  about: unknown;
  exercise: boolean;
}

/**
 * The id of a finding: the same watch, version and subject give the same id on any machine and in any order. What is
 * learnt later (an end, more observations, other words) amends the finding and leaves its id.
 */
export function findingId({ watch, version, about, exercise }: FindingKey): string {
  return `f-${hashOf({ watch, version, about, exercise }).slice(0, 24)}`;
}
