import { z } from 'zod';

/** An identity provider as the operator sets it. */
export const openIdProviderShape = z.strictObject({
  /** In addresses. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'id must be lower-case letters, digits and dashes'),
  /** On the button. */
  title: z.string().trim().min(1).max(80),
  issuer: z.string().refine(isTrustworthy, 'issuer must be an https address'),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(1000).optional(),
});
export type OpenIdProvider = z.output<typeof openIdProviderShape>;

/** Plain HTTP is for this machine alone. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

function isTrustworthy(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' || isLoopback(url);
}
