import { readShippedJson } from '../kernel/shipped-data.ts';

export interface Caveat {
  id: string;
  /** Completes "this is …". */
  sentence: string;
  /** What a person must be cleared for to see material that bears it; null needs nothing. */
  clearance: string | null;
  /** True when others may pass the material on, in material of their own, only if its originator agrees. */
  originatorControls: boolean;
}

export const CAVEATS: readonly Caveat[] = readShippedJson<{ caveats: Caveat[] }>('team/caveats.json').caveats;

const byId = new Map(CAVEATS.map((caveat) => [caveat.id, caveat]));

/** What a person may be cleared for. */
export const CLEARANCES: readonly string[] = [...new Set(CAVEATS.flatMap(({ clearance }) => clearance ?? []))];

export function caveatById(id: string): Caveat | null {
  return byId.get(id) ?? null;
}

/** True when the clearances suffice for the caveat. A caveat that is not known is open to nobody. */
export function isClearedFor(caveat: string, clearances: readonly string[]): boolean {
  const known = byId.get(caveat);
  if (!known) return false;
  return known.clearance === null || clearances.includes(known.clearance);
}

/** The caveats that do not stand in the way of someone with these clearances. */
export function clearedCaveats(clearances: readonly string[]): string[] {
  return CAVEATS.flatMap(({ id }) => (isClearedFor(id, clearances) ? [id] : []));
}
