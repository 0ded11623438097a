import type { Route } from '../../server/route.ts';
import { auditRoute } from './audit-route.ts';
import { type DecisionRoutesParts, decisionRoutes } from './decision-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { type MatchRouteParts, matchRoute } from './match-route.ts';
import { searchRoute } from './search-route.ts';
import { serviceRoutes } from './service-routes.ts';

/** The screening API in yente's dialect (5.5). */
export function screeningRoutes(parts: MatchRouteParts): Route[] {
  return [matchRoute(parts), searchRoute(parts), ...entityRoutes(parts), ...serviceRoutes(parts)];
}

/** What goes beyond yente, under /api/v1/screening. */
export function screeningOfficeRoutes(parts: DecisionRoutesParts): Route[] {
  return [...decisionRoutes(parts), auditRoute(parts)];
}
