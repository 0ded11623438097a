import { z } from 'zod';
import { readShippedJson } from '../kernel/shipped-data.ts';

const shape = z.strictObject({
  list: z.string(),
  title: z.string(),
  titles: z.strictObject({ ko: z.string(), ja: z.string() }),
  authority: z.string(),
  /** ISO 3166-1 alpha-2, `un` or `eu`; empty for collections. */
  country: z.string(),
  regime: z.string().nullable(),
  kind: z.enum(['sanctions', 'export-control']),
  homepage: z.url(),
  downloads: z.array(
    z.strictObject({
      url: z.url(),
      /** Our reader of it. */
      format: z.string(),
      /** What the bytes must be; anything else is refused. */
      file: z.enum(['xml', 'csv', 'xlsx', 'json']),
      /** What the address wants before it answers; such a list is loaded by hand. */
      needs: z.enum(['token', 'key', 'cookies', 'licence']).nullable(),
      /** Refused when larger: several times what the list was when it was last seen. */
      mostMegabytes: z.int().positive(),
      /** Where the address was seen written down, or that it was not. */
      confidence: z.string().regex(/^(seen: .+|from memory, not tried here)$/),
      note: z.string().nullable(),
    }),
  ),
  /** Terms of reuse in our own words, and where the authority states them if that is known. */
  terms: z.string(),
  termsUrl: z.url().nullable(),
  /** How a person gets a list that has no address of its own. */
  byHand: z.string().nullable(),
  /** What must be known of the facts that ship, where they are not simply the official file of their day. */
  snapshotNote: z.string().nullable(),
});

/** A list that the program knows: whose it is, where it is published, on what terms. */
export type ListSource = z.output<typeof shape>;

const sources = z.object({ lists: z.array(shape) }).parse(readShippedJson('lists/sources.json')).lists;

/** Every list of `data/lists/sources.json`, in its order. */
export function listSources(): readonly ListSource[] {
  return sources;
}
