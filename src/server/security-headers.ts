/** What keeps a browser from doing what no answer of ours needs. */
const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

const OURS: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
};

/** A page inside another site's page: it shows text in its own style, and can do nothing else. */
const EMBEDDED: Readonly<Record<string, string>> = {
  ...EVERYWHERE,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *; base-uri 'none'; form-action 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

/** The headers of every answer, as plain texts: what is set one by one on a made response costs more than its making. */
export function securityHeaders(embeddable: boolean): Readonly<Record<string, string>> {
  return embeddable ? EMBEDDED : OURS;
}
