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
      format: z.string(),
      /** What the address wants before it answers; such a list is loaded by hand. */
      needs: z.enum(['token', 'key', 'cookies', 'licence']).nullable(),
      /** A larger file is refused: about ten times what the list measures, in millions of bytes. */
      mostMegabytes: z.int().min(1).max(10_000),
      /** `seen`: others fetch the list from there, as `note` says. `from memory`: nobody was seen to. Neither was tried here. */
      confidence: z.enum(['seen', 'from memory']),
      note: z.string().min(1),
    }),
  ),
  /** In our own words; `termsUrl` leads to the authority's, where an address is known. */
  terms: z.string(),
  termsUrl: z.url().nullable(),
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
