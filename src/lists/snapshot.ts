import { z } from 'zod';
import type { ListEntry } from './entry.ts';
import { withoutOthersWords } from './facts-only.ts';

/** First line of a snapshot file: what it is, of which day, and whose facts. */
export const snapshotHeader = z.looseObject({
  watchkeeper: z.literal('list-snapshot'),
  version: z.literal(1),
  list: z.string().regex(/^[a-z0-9-]{2,60}$/),
  title: z.string().max(200),
  publishedAt: z.string().max(40).nullable(),
  /** What was taken: entries of DPRK programmes only. */
  scope: z.string().max(40),
  source: z.string().max(500),
  terms: z.string().max(500),
  /** What must be known of these facts; null when they are simply those of the official file of that day. */
  note: z.string().max(500).nullable().default(null),
  parties: z.int().min(0),
});

export type SnapshotHeader = z.output<typeof snapshotHeader>;

const texts = z.array(z.string().max(20_000)).max(5000);

/** Every further line: one party with its designations and links. */
export const snapshotLine = z.looseObject({
  key: z.string().min(1).max(300),
  schema: z.string().max(40),
  properties: z.record(z.string().max(40), texts),
  designations: z
    .array(
      z.looseObject({ programmes: z.array(z.string().max(500)).max(100), listedOn: z.string().max(10).nullable() }),
    )
    .max(200)
    .default([]),
  links: z
    .array(z.looseObject({ schema: z.string().max(40), to: z.string().max(300) }))
    .max(5000)
    .default([]),
});

/** A snapshot as text: JSON lines sorted by key, the same for the same entries. Facts only. */
export function writeSnapshot(
  header: Omit<SnapshotHeader, 'watchkeeper' | 'version' | 'parties'>,
  entries: readonly ListEntry[],
): string {
  const held = new Set(entries.map(({ key }) => key));
  const sorted = [...entries].sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  const lines = sorted.map((entry) => {
    const { key, schema, properties, designations, links } = withoutOthersWords(entry);
    const kept = links.filter(({ to }) => held.has(to));
    return JSON.stringify({ key, schema, properties, designations, ...(kept.length > 0 ? { links: kept } : {}) });
  });
  const first = { watchkeeper: 'list-snapshot', version: 1, ...header, parties: lines.length };
  return `${[JSON.stringify(first), ...lines].join('\n')}\n`;
}
