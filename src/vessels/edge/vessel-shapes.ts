import { z } from '@hono/zod-openapi';

const instant = z.string();
const text = z.string().nullable();
const number = z.number().nullable();

/** A list's entry that names a hull. */
export const designationShape = z.object({
  partyId: z.string(),
  entryId: z.string(),
  list: z.string(),
  name: z.string(),
  imo: text,
  listedOn: text,
  measures: z.array(z.string()),
  by: z.enum(['imo', 'mmsi', 'name']),
});

/** A ship as lists of ships and the map show it: who it says it is, and where it was heard last. */
export const vesselRowShape = z.object({
  mmsi: z.string(),
  imo: text,
  shipName: text,
  callSign: text,
  /** ISO 3166 alpha-2 by the MMSI's first three digits. */
  flag: text,
  /** AIS ship type 0 to 99. */
  shipType: number,
  firstAt: instant,
  lastAt: instant,
  lat: z.number(),
  lon: z.number(),
  speedKnots: number,
  courseDegrees: number,
  reports: z.int(),
  listed: z.boolean(),
  findings: z.int(),
  exercise: z.boolean(),
});
export type VesselRow = z.output<typeof vesselRowShape>;

export const vesselsAnswer = z.object({
  total: z.int(),
  /** The period that the positions of this node cover; null when there are none. */
  from: text,
  to: text,
  vessels: z.array(vesselRowShape),
});
export type VesselsAnswer = z.output<typeof vesselsAnswer>;

/** What a ship said of itself over a time. */
export const identityRunShape = z.object({
  from: instant,
  to: instant,
  reports: z.int(),
  imo: text,
  imoValid: z.boolean(),
  shipName: text,
  callSign: text,
  shipType: number,
  lengthMetres: number,
  widthMetres: number,
  draughtMetres: number,
  destination: text,
});

export const vesselAnswer = z.object({
  vessel: vesselRowShape,
  identities: z.array(identityRunShape),
  designations: z.array(designationShape),
});
export type VesselAnswer = z.output<typeof vesselAnswer>;

/** As `vessels track` writes it. */
export const trackAnswer = z.object({
  mmsi: z.string(),
  imo: text,
  segments: z.array(
    z.object({
      segmentId: z.string(),
      points: z.array(
        z.object({ at: instant, lat: z.number(), lon: z.number(), speedKnots: number, courseDegrees: number }),
      ),
    }),
  ),
  /** True when points were left out to keep the answer small; `points` then are a fair sample of the way. */
  thinned: z.boolean(),
});
export type TrackAnswer = z.output<typeof trackAnswer>;

/** Ports, anchorages and areas by name. */
export const placesAnswer = z.object({
  places: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      country: text,
      lat: z.number(),
      lon: z.number(),
      precisionKm: z.number(),
      source: z.string(),
    }),
  ),
});
export type PlacesAnswer = z.output<typeof placesAnswer>;
