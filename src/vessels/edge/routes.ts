import { z } from '@hono/zod-openapi';
import { defineRoute, type Route, wholeNumber, yesNo } from '../../server/route.ts';
import { loadSeaFacts } from './sea-data.ts';
import { placesAnswer, trackAnswer, vesselAnswer, vesselsAnswer } from './vessel-shapes.ts';
import type { VesselView } from './vessel-view.ts';

const mmsiParam = z.object({ mmsi: z.string().regex(/^\d{1,9}$/, 'must be an MMSI: up to nine digits') });
const period = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

/** Ships that were heard, one ship, its track, and the sea's places. */
export function vesselRoutes(view: VesselView): Route[] {
  return [list(view), places(), show(view), track(view)];
}

function list(view: VesselView): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/vessels',
    act: 'vessels.read',
    tag: 'Ships',
    summary: 'Show the ships that were heard, listed ones first',
    query: z.strictObject({
      q: z.string().max(100).optional(),
      listed: yesNo(false),
      found: yesNo(false),
      limit: wholeNumber(1, 20_000, 100),
      offset: wholeNumber(0, 10_000_000, 0),
    }),
    answer: vesselsAnswer,
    handle: ({ query }) => view.vessels(query),
  });
}

function show(view: VesselView): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/vessels/{mmsi}',
    act: 'vessels.read',
    tag: 'Ships',
    summary: 'Show one ship: what it said of itself and which lists name it',
    params: mmsiParam,
    query: z.strictObject({}),
    answer: vesselAnswer,
    handle: ({ params: { mmsi } }) => view.vessel(mmsi),
  });
}

function track(view: VesselView): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/vessels/{mmsi}/track',
    act: 'vessels.read',
    tag: 'Ships',
    summary: 'Show the track of a ship in segments',
    params: mmsiParam,
    query: period,
    answer: trackAnswer,
    handle: ({ params: { mmsi }, query }) => view.track(mmsi, query),
  });
}

/** Kinds that the map shows: of the world's ports those of the table would hide the rest. */
const REGION = { south: 15, north: 50, west: 100, east: 150 };

function places(): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/vessels/places',
    act: 'vessels.read',
    tag: 'Ships',
    summary: 'Show ports, anchorages and areas named in reports, of East Asia',
    query: z.strictObject({}),
    answer: placesAnswer,
    handle() {
      const { places: all } = loadSeaFacts();
      const inRegion = all.filter(
        ({ lat, lon }) => lat > REGION.south && lat < REGION.north && lon > REGION.west && lon < REGION.east,
      );
      return { places: inRegion };
    },
  });
}
