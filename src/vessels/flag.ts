import { readShippedJson } from '../kernel/shipped-data.ts';

const { flags } = readShippedJson<{ flags: Record<string, string> }>('vessels/mid.json');

/** ISO 3166 alpha-2 of the flag by the first three digits of a ship's MMSI (ITU); null when they are not allotted. */
export function flagOf(mmsi: number): string | null {
  // Auxiliary craft put 98 before their mother ship's flag.
  const mid = Math.floor(mmsi / 10_000_000) === 98 ? Math.floor(mmsi / 10_000) % 1000 : Math.floor(mmsi / 1_000_000);
  return flags[String(mid)] ?? null;
}
