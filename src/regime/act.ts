import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { knownListing } from './listing.ts';
import { loadRegime } from './load-regime.ts';

const law = loadRegime();

/** Names of facts that a caller may state, by group. */
const involved = named('involves');
const stated = [...involved, ...named('condition')];

const country = z
  .string()
  .regex(/^[a-z]{2}$/i, 'is not a two-letter country code')
  .transform((code) => code.toLowerCase());
const day = z.iso.date('is not a day as YYYY-MM-DD');
const text = z.string().trim().min(1).max(500);
const amount = z.number().nonnegative().max(1e15);

const party = z.strictObject({
  /** What the party is in the act: `supplier`, `buyer`, `worker`, `traveller`, `vessel`, `owner`. */
  role: z.string().trim().min(1).max(60),
  name: text.optional(),
  nationality: country.optional(),
  /** Of the DPRK: a national, a firm or an organ of it. */
  dprk: z.boolean().optional(),
  /**
   * Where the party is listed: a regime (`un-dprk`), a UN reference (`KPe.012`), or a list with its programme
   * (`us-ofac-sdn:DPRK2`). Empty: checked, and on no list. Left out: not checked.
   */
  designatedBy: z
    .array(z.string().max(100).refine(knownListing, 'names no regime, UN reference or list'))
    .max(50)
    .optional(),
  isIndividual: z.boolean().optional(),
});

const quantity = z.strictObject({ value: amount, unit: z.enum(['barrels', 'tonnes', 'items']) });

/** An act to be judged. Only `act` and `on` are needed; what is left out is asked for where it matters. */
export const actSchema = z.strictObject({
  act: z.enum([
    'supply', 'purchase', 'transfer', 'payment', 'service', 'employment', 'voyage', 'port-call', 'journey',
  ]), // biome-ignore format: one look
  /** The day of the act, `YYYY-MM-DD`: the law of that day applies. */
  on: day,
  what: text.optional(),
  /** HS code of 2 to 10 digits; dots and blanks are taken out. */
  hsCode: z
    .string()
    .max(20)
    .transform((code) => code.replace(/[ .]/g, ''))
    .refine((code) => /^\d{2}(\d{2,8})?$/.test(code), 'is not an HS code of 2 to 10 digits')
    .optional(),
  direction: z.enum(['to-dprk', 'from-dprk']).optional(),
  /** Everything special that the act is made of. When given, what it does not name is taken as absent. */
  involves: z.array(z.enum(involved)).max(60).optional(),
  /** Answers to the questions of an earlier check, by the fact's name. */
  facts: z.partialRecord(z.enum(stated), z.boolean()).optional(),
  parties: z.array(party).max(100).optional(),
  flag: country.optional(),
  vesselImo: z
    .string()
    .regex(/^\d{7}$/, 'is not an IMO number of 7 digits')
    .optional(),
  lastDprkCallOn: z.union([day, z.literal('never')]).optional(),
  purpose: z.enum(['commercial', 'humanitarian', 'diplomatic', 'personal', 'other']).optional(),
  quantity: quantity.optional(),
  value: z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/, 'is not a currency code') }).optional(),
  origin: country.optional(),
  /** Places in order, as names or UN/LOCODE. */
  route: z.array(text).max(50).optional(),
  /** The port called at, as a name or UN/LOCODE. */
  port: text.optional(),
  contractOn: day.optional(),
  /** Regimes asked about. Naming one says that its law reaches the act. All, where left out. */
  jurisdictions: z
    .array(z.enum(law.regimes.map((regime) => regime.id)))
    .min(1)
    .max(20)
    .optional(),
  /** What all States together supplied in the period before this act, by cap: `refined-petroleum`, `crude-oil`, `coal`. */
  totals: z
    .partialRecord(
      z.enum([...law.caps.keys()]),
      z.array(z.strictObject({ value: amount, unit: z.string().max(10) })).max(5),
    )
    .optional(),
});

export type Act = z.output<typeof actSchema>;
export type ActParty = z.output<typeof party>;

/**
 * Reads an act. Throws AppError `ACT_NOT_UNDERSTOOD` (invalid) that names the first property at fault, unknown ones
 * included.
 */
export function parseAct(input: unknown): Act {
  const result = actSchema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const path = [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.');
  throw new AppError({
    code: 'ACT_NOT_UNDERSTOOD',
    kind: 'invalid',
    message: `Cannot read the act: ${path ? `property "${path}" ` : 'it '}${keys.length > 0 ? 'is not known' : shorten(issue?.message)}`,
    hint: 'docs/methods/regime-check.md lists the properties of an act; only act and on are needed.',
    data: { property: path },
  });
}

function shorten(message: string | undefined): string {
  const plain = (message ?? 'is not understood').replace(/^Invalid (input|option): /, 'is refused: ');
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain;
}

function named(group: 'involves' | 'condition'): string[] {
  return [...law.facts].filter(([, fact]) => fact.group === group).map(([name]) => name);
}
