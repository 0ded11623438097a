import type { Route } from '../../server/route.ts';
import { entityRoutes } from './entity-routes.ts';
import { type MatchRouteParts, matchRoute } from './match-route.ts';
import { reconcileRoutes } from './reconcile-routes.ts';
import { searchRoute } from './search-route.ts';
import { serviceRoutes } from './service-routes.ts';
import { type ListUpdates, updateRoute } from './update-route.ts';

export interface ScreeningRoutesParts extends MatchRouteParts {
  /** Fetching of the lists on demand; without it `/updatez` is not there. */
  updates?: ListUpdates;
}

/** The screening API in yente's dialect (5.5). */
export function screeningRoutes(parts: ScreeningRoutesParts): Route[] {
  return [
    matchRoute(parts),
    searchRoute(parts),
    ...entityRoutes(parts),
    ...reconcileRoutes(parts),
    ...serviceRoutes(parts),
    ...(parts.updates ? [updateRoute(parts.updates)] : []),
  ];
}
