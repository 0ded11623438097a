/** One thing that a watch ought to find. Unix seconds. */
export interface Truth {
  /** Id of the watch that ought to find it. */
  watch: string;
  /** The ships: one, or the two of a pair. */
  mmsi: number[];
  startAt: number;
  endAt: number;
  /** What was laid: `coal-run`. */
  deed: string;
}

/** A truth with whether it ended within the period: only those must be found. */
export type LaidTruth = Truth & { whole: boolean };
