/** Where and when a hull was. Unix seconds, degrees. */
export interface Fix {
  at: number;
  lat: number;
  lon: number;
}

export type EventDetails = Readonly<Record<string, number | string | boolean | null>>;

/**
 * What a watch sees in a track, before anyone judges it: a fact with its numbers, not yet a finding. The same input
 * gives the same events in whatever pieces it arrives.
 */
export interface VesselEvent<Details extends EventDetails = EventDetails> {
  /** Id of the watch. */
  watch: string;
  mmsi: number;
  hull: number;
  /** The other ship of a pair. */
  other?: { mmsi: number; hull: number };
  segmentId: string;
  start: Fix;
  /** Null while it goes on. */
  end: Fix | null;
  details: Details;
}
