import { MOST_HOURS } from './store-sessions.ts';

/** With TLS the browser itself sees to it that no other host and no plain HTTP sets the cookie. */
const SECURE_NAME = '__Host-watchkeeper';
const PLAIN_NAME = 'watchkeeper';

/** The header that gives a browser its session: read by no script, sent along by no other site. */
export function sessionCookie(token: string, origin: string): string {
  return cookie(token, origin, MOST_HOURS * 3600);
}

/** The header that takes it away. */
export function expiredCookie(origin: string): string {
  return cookie('', origin, 0);
}

/** The session token in a `Cookie` header; null when it has none. */
export function tokenInCookies(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  const found = [SECURE_NAME, PLAIN_NAME].map((name) => pairs.find(([key]) => key === name)?.[1]);
  return found.find((token) => token !== undefined && token !== '') ?? null;
}

function cookie(token: string, origin: string, seconds: number): string {
  const isSecure = origin.startsWith('https:');
  const parts = [
    `${isSecure ? SECURE_NAME : PLAIN_NAME}=${token}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return (isSecure ? [...parts, 'Secure'] : parts).join('; ');
}
