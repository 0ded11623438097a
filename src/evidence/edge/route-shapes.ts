import { z } from '@hono/zod-openapi';
import { repeated, wholeNumber, yesNo } from '../../server/route.ts';
import { CUSTODY_ACTS } from '../custody/custody-chain.ts';
import { evidenceFactsShape, evidenceId, evidenceShape } from '../evidence-record.ts';
import { SCALES } from '../rating.ts';

const facts = evidenceFactsShape.shape;
const label = facts.label.shape;

export const idParam = z.object({ id: evidenceId });
export const nothing = z.strictObject({});

export const addQuery = z.strictObject({
  name: facts.name,
  source: facts.source,
  relTo: repeated(label.relTo.element, 200),
  caveat: repeated(label.caveats.element, 30),
  expires: label.expiresAt.default(null),
  description: facts.description.default(null),
  obtained: facts.obtainedAt.default(null),
  workingCopyOf: facts.workingCopyOf.default(null),
  exercise: yesNo(false),
});

export const listQuery = z.strictObject({
  text: z.string().max(300).optional(),
  sha256: z.string().toLowerCase().length(64).optional(),
  limit: wholeNumber(1, 1000, 50),
  offset: wholeNumber(0, 1_000_000, 0),
});
export const listAnswer = z.object({ total: z.int(), evidence: z.array(evidenceShape) });

export const openQuery = z.strictObject({ note: z.string().max(400).optional() });
export const eraseBody = z.strictObject({
  reason: z.string().trim().min(1).max(1000),
  /** The id once more: an erasure cannot be undone. */
  confirm: z.string().max(40),
});

export const eraseAnswer = evidenceShape.pick({ id: true, erasure: true });

export const custodyReport = z.object({
  holds: z.boolean(),
  faults: z.array(z.object({ number: z.int(), fault: z.string() })),
  holder: z.string().nullable(),
  underWayTo: z.string().nullable(),
  erased: z.boolean(),
});
export const custodyAnswer = z.object({
  report: custodyReport,
  entries: z.array(
    z.object({
      body: z.looseObject({ number: z.int(), act: z.enum(CUSTODY_ACTS), by: z.string(), at: z.string() }),
      signature: z.string(),
    }),
  ),
  keys: z.array(z.object({ custodian: z.string(), publicKey: z.string() })),
});
export const custodyBody = z.strictObject({
  act: z.enum(['handed-over', 'accepted', 'declined']),
  /** The code of a state or an organisation that may see the item. */
  to: label.originator.nullable().default(null),
  note: z.string().max(400).nullable().default(null),
});

export const ratingBody = z.strictObject({
  value: z.string().regex(/^[A-F1-6]$/, 'must be A to F for the source, 1 to 6 for what it says'),
  reason: z.string().trim().min(1).max(1000),
});
export const ratingsAnswer = z.array(
  z.object({
    number: z.int(),
    scale: z.enum(SCALES),
    value: z.string(),
    rater: z.string(),
    reason: z.string(),
    at: z.string(),
  }),
);

export const figuresAnswer = z.object({
  pairs: z.int(),
  onDiagonal: z.int(),
  share: z.number().nullable(),
  expected: z.number().nullable(),
  /** Items from which on the share is shown. */
  least: z.int(),
});

export const linkBody = z.strictObject({
  target: z.string().trim().min(1).max(300),
  kind: z.enum(['derives-from', 'same-origin']),
  stands: z.boolean().default(true),
  reason: z.string().trim().min(1).max(1000),
});
export const originsQuery = z.strictObject({ id: repeated(evidenceId, 500) });
export const originsAnswer = z.object({
  independent: z.int(),
  origins: z.array(z.object({ roots: z.array(z.string()), circular: z.boolean(), items: z.array(z.string()) })),
  circles: z.array(z.array(z.string())),
});

const stampReport = z.object({
  verdict: z.enum(['trusted', 'untrusted', 'broken']),
  faults: z.array(z.string()),
  notices: z.array(z.string()),
  genTime: z.string().nullable(),
  accuracyMilliseconds: z.number().nullable(),
  policy: z.string().nullable(),
  serial: z.string().nullable(),
  digest: z.string().nullable(),
  chain: z.array(z.string()),
});
export const stampsAnswer = z.array(
  z.object({
    number: z.int(),
    evidence: z.string(),
    authority: z.string(),
    stampedAt: z.string(),
    checks: z.int(),
    checkedAt: z.string(),
    verdict: z.string(),
    report: stampReport,
  }),
);
export const verifyAnswer = z.object({
  content: z.object({ whole: z.boolean(), problem: z.string().nullable() }),
  custody: custodyReport,
  stamps: stampsAnswer,
});

export const lintBody = z.strictObject({ text: z.string().max(1_000_000) });
export const lintAnswer = z.object({
  faults: z.array(
    z.object({
      rule: z.string(),
      start: z.int(),
      end: z.int(),
      words: z.string(),
      message: z.string(),
      hint: z.string(),
    }),
  ),
});
