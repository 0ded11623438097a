import { FLOW_MINUTES } from './store-openid.ts';
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
  return cookieNamed(header, SECURE_NAME) ?? cookieNamed(header, PLAIN_NAME);
}

/** The value of a cookie; null where it is missing or empty. */
export function cookieNamed(header: string | undefined, name: string): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] || null;
}

/** Marks the browser that goes to an identity provider. Lax, for it must come along when that one sends it back. */
export function flowCookie(browser: string, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `watchkeeper-flow=${browser}; Path=/api/v1/session/openid; Max-Age=${FLOW_MINUTES * 60}; HttpOnly; SameSite=Lax${secure}`;
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
