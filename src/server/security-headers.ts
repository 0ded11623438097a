import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const ours = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
});

/** A page inside another site's page: it shows text in its own style, and can do nothing else. */
const embedded = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    frameAncestors: ['*'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    sandbox: [],
  },
  xFrameOptions: false,
  crossOriginResourcePolicy: 'cross-origin',
});

/** The headers that keep a browser from doing what no page of ours needs. Routes mark their context `embeddable`. */
export const securityHeaders: MiddlewareHandler<{ Variables: { embeddable?: boolean } }> = async (context, next) => {
  await next();
  await (context.get('embeddable') ? embedded : ours)(context, async () => {});
};
