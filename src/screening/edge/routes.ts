import type { Route } from '../../server/route.ts';
import { entityRoutes } from './entity-routes.ts';
import { type MatchRouteParts, matchRoute } from './match-route.ts';
import { searchRoute } from './search-route.ts';
import { serviceRoutes } from './service-routes.ts';

/** The screening API in yente's dialect (5.5). */
export function screeningRoutes(parts: MatchRouteParts): Route[] {
  return [matchRoute(parts), searchRoute(parts), ...entityRoutes(parts), ...serviceRoutes(parts)];
}
