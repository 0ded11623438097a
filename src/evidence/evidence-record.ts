import { z } from 'zod';
import { labelShape } from './label.ts';

export const evidenceId = z.string().regex(/^e-[0-9a-f]{24}$/, 'must be an id like e-0123456789abcdef01234567');

/** What is said of an item when it is added. */
export const evidenceFactsShape = z.strictObject({
  /** The name under which it came. */
  name: z.string().trim().min(1).max(300),
  /** Where it comes from: an address, a person, a register. */
  source: z.string().trim().min(1).max(2000),
  description: z.string().trim().max(5000).nullable(),
  /** When its source made or published it, as far as is known. */
  obtainedAt: z.iso.datetime({ offset: true }).nullable(),
  /** The evidentiary copy that this working copy was made of. */
  workingCopyOf: evidenceId.nullable(),
  exercise: z.boolean(),
  label: labelShape,
});

export type EvidenceFacts = z.output<typeof evidenceFactsShape>;

/** A file or statement in the vault, as its record tells of it. The record stays when the bytes are erased. */
export const evidenceShape = evidenceFactsShape.extend({
  id: evidenceId,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(1),
  mediaType: z.string().max(120),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
  /** What intake saw. */
  inspection: z.looseObject({ notices: z.array(z.string()) }),
  erasure: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
});

export type Evidence = z.output<typeof evidenceShape>;

/** A record with what the file says of itself; null where it is erased or cannot be read. */
export const evidenceWithClaimsShape = evidenceShape.extend({
  claims: z
    .object({ exif: z.record(z.string(), z.union([z.string(), z.number()])).nullable(), names: z.array(z.string()) })
    .nullable(),
});
