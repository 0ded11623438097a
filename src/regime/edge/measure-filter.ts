import { z } from 'zod';
import { loadRegime } from '../load-regime.ts';

const regimes = loadRegime().regimes.map((regime) => regime.id);

/** A regime by its id or by its authority alone: `un-dprk` or `un`. */
export const regimeId = z
  .string()
  .transform((text) => (regimes.includes(`${text}-dprk`) ? `${text}-dprk` : text))
  .refine((id) => regimes.includes(id), `is none of ${regimes.join(', ')}`);

/** The filters of the list of measures, as a query and as options name them. */
export const measureFilter = z.strictObject({
  regime: regimeId.optional(),
  on: z.iso.date().optional(),
  family: z
    .enum([
      'trade-restriction',
      'financial-sanction',
      'travel-ban',
      'asset-freeze',
      'transport',
      'labour',
      'technical-cooperation',
    ])
    .optional(),
  hs: z
    .string()
    .regex(/^\d{2,10}$/, 'is not an HS code of 2 to 10 digits')
    .optional(),
  direction: z.enum(['to-dprk', 'from-dprk']).optional(),
  q: z.string().max(200).optional(),
});
