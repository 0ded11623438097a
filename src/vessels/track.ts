import type { Positions } from './positions.ts';

/**
 * The reports of one hull in the order of time: valid, without duplicates and noise, physically consistent within each
 * segment. One MMSI that two ships use at once makes two tracks (`hull` 0 and 1).
 */
export interface Track extends Positions {
  readonly vessel: number;
  readonly hull: number;
  /** Number of the segment each report belongs to; rises with time. */
  readonly segment: Uint32Array;
}

/** A hull's name in ids: `273345000` or, for the second hull on that MMSI, `273345000/1`. */
export function hullName(mmsi: number, hull: number): string {
  return hull === 0 ? String(mmsi) : `${mmsi}/${hull}`;
}

/** A segment's id: the hull and the instant at which it begins. */
export function segmentId(mmsi: number, hull: number, startAt: number): string {
  return `${hullName(mmsi, hull)}-${startAt}`;
}
