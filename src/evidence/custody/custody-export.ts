import { z } from 'zod';
import { CUSTODY_ACTS, type CustodyReport, verifyCustody } from './custody-chain.ts';

/** A chain as it is handed out, with the keys that verify it. */
const exportShape = z.object({
  entries: z
    .array(
      z.object({
        body: z.strictObject({
          evidence: z.string(),
          number: z.int(),
          previous: z.string().nullable(),
          at: z.iso.datetime(),
          act: z.enum(CUSTODY_ACTS),
          by: z.string(),
          to: z.string().nullable(),
          note: z.string().nullable(),
          sha256: z.string(),
        }),
        signature: z.string(),
      }),
    )
    .min(1)
    .max(100_000),
  keys: z.array(z.object({ custodian: z.string(), publicKey: z.string() })).max(10_000),
});

export interface ExportReport extends CustodyReport {
  /** The item that the chain is about, by its first entry. */
  item: { id: string; sha256: string };
}

/** Verifies a chain that was handed out, by nothing but itself; null when it is none. */
export function verifyCustodyExport(value: unknown): ExportReport | null {
  const read = exportShape.safeParse(value);
  const first = read.data?.entries[0];
  if (!read.data || !first) return null;
  const item = { id: first.body.evidence, sha256: first.body.sha256 };
  return { ...verifyCustody(read.data.entries, read.data.keys, item), item };
}
