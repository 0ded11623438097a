import { z } from 'zod';

const text = z.string().trim().min(1);
const short = text.max(200);
const long = text.max(20_000);
const country = z.string().regex(/^[a-z]{2}$/, 'must be an ISO 3166-1 alpha-2 code in small letters');
const place = z.strictObject({
  name: short,
  locode: z
    .string()
    .regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'must be a UN/LOCODE: KPNAM')
    .optional(),
});

/** One line of the item table (Annex II of the notice). */
const applicationItem = z.strictObject({
  line: z.int().min(1),
  name: short,
  hsCode: z
    .string()
    .regex(/^\d{4,10}$/, 'must be an HS code of 4 to 10 digits')
    .optional(),
  /** A decimal number as text, so that nothing is rounded: `1200`, `2.5`. */
  quantity: z.string().regex(/^\d+(\.\d{1,6})?$/, 'must be a number'),
  unit: short,
  specification: long.optional(),
  value: z
    .strictObject({ amount: z.number().nonnegative().max(1e12), currency: z.string().regex(/^[A-Z]{3}$/) })
    .optional(),
  maker: short.optional(),
  origin: country.optional(),
});

/**
 * A request for a humanitarian exemption as an open schema: the elements that the Committee's notice asks for, the
 * project outline (Annex I) and the item table (Annex II). Everything but the title may be absent while it is drafted.
 */
export const applicationSchema = z
  .strictObject({
    format: z.literal('watchkeeper-exemption-application/1'),
    title: short,
    applicant: z
      .strictObject({ name: short, country, kind: z.enum(['state', 'un-body', 'international-organisation', 'ngo']) })
      .optional(),
    way: z.enum(['member-state', 'resident-coordinator', 'secretary', 'direct']).optional(),
    /** Why it may go direct: needed with `direct`. */
    directBecause: z.enum(['un-body', 'icrc-ifrc-ioc', 'two-exemptions-in-18-months', 'urgent-emergency']).optional(),
    nature: long.optional(),
    reason: long.optional(),
    recipients: z
      .array(z.strictObject({ name: short, place: short, people: z.int().positive().optional(), selection: long }))
      .max(500)
      .optional(),
    items: z.array(applicationItem).max(20_000).optional(),
    services: z
      .array(z.strictObject({ name: short, description: long }))
      .max(500)
      .optional(),
    period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
    /** Why a period longer than the notice gives is needed. */
    longerBecause: long.optional(),
    shipments: z
      .array(
        z.strictObject({
          on: z.iso.date(),
          means: z.enum(['sea', 'rail', 'road', 'air']),
          departure: place,
          through: z.array(place).max(20).default([]),
          arrival: place,
        }),
      )
      .max(100)
      .optional(),
    parties: z
      .array(
        z.strictObject({
          role: z.enum(['supplier', 'maker', 'shipper', 'carrier', 'consignee', 'insurer', 'bank', 'other']),
          name: short,
          country,
        }),
      )
      .max(500)
      .optional(),
    transactions: z
      .array(
        z.strictObject({
          what: short,
          from: short,
          to: short,
          amount: z.number().nonnegative(),
          currency: z.string().regex(/^[A-Z]{3}$/),
        }),
      )
      .max(500)
      .optional(),
    againstDiversion: long.optional(),
    monitoring: long.optional(),
  })
  .meta({ title: 'Application for a humanitarian exemption (1718 Committee)' });

export type Application = z.output<typeof applicationSchema>;

/** The schema as JSON Schema (2020-12), for programs of others. */
export function applicationJsonSchema(): object {
  return z.toJSONSchema(applicationSchema, { io: 'input', target: 'draft-2020-12' });
}
