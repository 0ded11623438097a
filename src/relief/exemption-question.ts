import { z } from 'zod';
import { actSchema } from '../regime/act.ts';

const { on, involves, facts, origin, route, purpose } = actSchema.shape;
const country = actSchema.shape.flag;

/** A shipment of aid, its payment and its people, as far as the asker knows them. Only `on` and the goods are needed. */
export const exemptionQuestion = z
  .strictObject({
    /** The day of the shipment: the law of that day applies. */
    on,
    /** HS code of the goods, or their name in English, Korean, Japanese or Chinese; with both, the code decides. */
    hsCode: actSchema.shape.hsCode,
    name: z.string().trim().min(1).max(200).optional(),
    purpose: purpose.default('humanitarian'),
    /** Where the goods come from, ISO 3166-1 alpha-2. */
    origin,
    /** UN/LOCODEs or names, in order. */
    route,
    /** Of the organisation that sends. */
    supplier: country,
    /** Of the bank or organisation that pays; left out when nothing is paid. */
    payer: country,
    /** Nationalities of the people who travel to the DPRK for it. */
    travellers: z
      .array(
        z
          .string()
          .regex(/^[a-z]{2}$/i)
          .transform((code) => code.toLowerCase()),
      )
      .max(30)
      .optional(),
    /** True for the classes of 2664 para 1: UN bodies, international organisations, humanitarian NGOs and who works for them. */
    humanitarianProvider: z.boolean().optional(),
    /** Whether the recipient, its bank or a carrier is designated: the lists that name it; empty when checked and none does. */
    designatedBy: z.array(z.string().max(100)).max(50).optional(),
    involves,
    facts,
  })
  .refine((question) => question.hsCode !== undefined || question.name !== undefined, {
    message: 'needs hsCode or name',
    path: ['hsCode'],
  });

export type ExemptionQuestion = z.output<typeof exemptionQuestion>;
