import type { Fix, VesselEvent } from './vessel-event.ts';

/** A port, anchorage or area that has a name. Distances in kilometres. */
export interface Place {
  id: string;
  name: string;
  /** `port`, `anchorage`, `terminal`, `transfer-area`, `watch-area`. */
  kind: string;
  /** ISO 3166 alpha-2, or null at sea. */
  country: string | null;
  lat: number;
  lon: number;
  /** How far from the point the place may reach. */
  precisionKm: number;
  source: string;
}

export interface PlaceNearby {
  place: Place;
  distanceKm: number;
}

/** What is known of the sea: places, zones and land. */
export interface Places {
  /** The nearest places of the kinds asked for, nearest first. */
  nearest(
    lat: number,
    lon: number,
    options: { withinKm: number; kinds?: readonly string[]; country?: string },
  ): PlaceNearby[];
  /** Ids and names of the zones that hold the point, with who claims them. */
  zonesAt(lat: number, lon: number): readonly { id: string; name: string; claimedBy: readonly string[] }[];
  /** True where ships lie in numbers: an anchorage or port learnt from the data itself, or one that is known. */
  isAnchorage(lat: number, lon: number): boolean;
  /** How far inland the point is, kilometres; 0 at sea. Coarse to `precisionKm`. */
  inlandKm(lat: number, lon: number): number;
}

/** What the receivers heard, learnt from the data itself. */
export interface Reception {
  /** Reports that a ship of that class sends in a day in the cell (half a degree) of the point; null when too few ships were there. */
  reportsPerDay(lat: number, lon: number, classA: boolean): number | null;
  /** Other ships within the distance that were heard after the fix and until the instant. */
  neighboursHeard(fix: Fix, options: { withinKm: number; untilAt: number; exceptMmsi: number }): number;
  /** True when all ships of the cell fell silent together: the receiver's fault, not the ship's. */
  outage(lat: number, lon: number, at: number): boolean;
}

/** Who a hull is on a day, by its own reports and by the lists. */
export interface VesselIdentity {
  mmsi: number;
  hull: number;
  imo: string | null;
  shipName: string | null;
  callSign: string | null;
  /** ISO 3166 alpha-2 by the MMSI's first three digits (MID); null when not allotted. */
  flag: string | null;
  shipType: number | null;
  lengthMetres: number | null;
  widthMetres: number | null;
  draughtMetres: number | null;
  /** The lists' entries that name this hull, in force on the day. */
  designations: readonly VesselDesignation[];
}

export interface VesselDesignation {
  /** Id of the merged party, and the list's own id of the entry. */
  partyId: string;
  entryId: string;
  list: string;
  name: string;
  imo: string | null;
  /** ISO date from which; null when the list does not say. */
  listedOn: string | null;
  /** Ids of the measures that the listing brings. */
  measures: readonly string[];
  /** How the hull was known: its IMO number, MMSI, or name with a second agreeing fact. */
  by: 'imo' | 'mmsi' | 'name';
}

export interface Registry {
  identityOn(mmsi: number, hull: number, at: number): VesselIdentity;
}

/** What a watch may ask when it judges an event. */
export interface WatchContext {
  places: Places;
  reception: Reception;
  registry: Registry;
  /** Other events of the hull that begin between the instants, whatever the watch. */
  eventsOf(mmsi: number, hull: number, fromAt: number, toAt: number): readonly VesselEvent[];
  /** The hull's reports between the instants, as rows in time order, at most 5,000. */
  fixesOf(mmsi: number, hull: number, fromAt: number, toAt: number): readonly Fix[];
}
