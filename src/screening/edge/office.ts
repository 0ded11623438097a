import type { Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import type { Screener } from '../screener.ts';
import { asOfRoute } from './as-of-route.ts';
import { AsOfScreeners } from './as-of-screener.ts';
import { auditRoute } from './audit-route.ts';
import { AuditTrail } from './audit-trail.ts';
import { compareRoute } from './compare-route.ts';
import { decisionRoutes } from './decision-routes.ts';
import { Rescreening } from './rescreening.ts';
import { ScreeningMemory } from './screening-memory.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import type { WebhookReach } from './webhook-post.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface ScreeningOfficeParts {
  database: Database;
  screener(): Screener;
  now(): Date;
  /** Titles by list. */
  titles: ReadonlyMap<string, string>;
  reach: WebhookReach;
  /** Told what failed in the background; the work is tried again. */
  onError(cause: unknown): void;
}

/** What screening does beyond answering: it remembers decisions, keeps the trail, follows saved parties and tells. */
export interface ScreeningOffice {
  memory: ScreeningMemory;
  /** The routes beyond yente, under /api/v1/screening. */
  routes: Route[];
  /** To be called when the lists have changed. */
  listsChanged(): void;
  close(): Promise<void>;
}

/** Opens the office: saved parties are screened by the lists in use, and what waits to be sent is sent. */
export async function openScreeningOffice(parts: ScreeningOfficeParts): Promise<ScreeningOffice> {
  const { database } = parts;
  const trail = new AuditTrail(database);
  const memory = new ScreeningMemory({ database, trail, now: parts.now });
  const sender = new WebhookSender(parts);
  const rescreening = new Rescreening({ ...parts, memory, trail, onEvents: () => void sender.wake() });
  const asOf = new AsOfScreeners(parts);
  const rescreen = (): void => void rescreening.runAll();
  const listener = await database.listen('subscriptions_changed', rescreen, rescreen);
  void sender.wake();
  return {
    memory,
    routes: [
      asOfRoute({ ...parts, asOf, memory }),
      compareRoute,
      ...decisionRoutes(parts),
      auditRoute(parts),
      ...subscriptionRoutes({ ...parts, rescreening }),
    ],
    listsChanged() {
      asOf.clear();
      rescreen();
    },
    async close() {
      await listener.unlisten();
      await rescreening.close();
      await sender.close();
    },
  };
}
