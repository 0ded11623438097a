import { AppError } from '../../kernel/errors.ts';

const MOST_REDIRECTS = 5;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Follows redirects by hand: at most five, never from https to http. The addresses on the way may carry credentials in
 * their query (presigned storage), so that only the first one is ever named.
 */
export async function followRedirects(fetchOne: Fetch, url: string, init: RequestInit): Promise<Response> {
  let target = new URL(url);
  for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
    const response = await fetchOne(target.href, { ...init, redirect: 'manual' });
    if (response.status < 300 || response.status > 399 || response.status === 304) return response;
    await response.body?.cancel();
    const location = response.headers.get('location') ?? '';
    if (!URL.canParse(location, target.href)) throw refused(url, 'it leads to an address that is none');
    const next = new URL(location, target);
    if (target.protocol === 'https:' && next.protocol !== 'https:')
      throw refused(url, 'it leads from https to an insecure address');
    if (!/^https?:$/.test(next.protocol)) throw refused(url, `it leads to ${next.protocol}, which is not the web`);
    target = next;
  }
  throw refused(url, `it redirects more than ${MOST_REDIRECTS} times`);
}

function refused(url: string, state: string): AppError {
  return new AppError({
    code: 'FETCH_REFUSED',
    kind: 'refused',
    message: `Cannot fetch ${url}: ${state}`,
    hint: 'The address may have changed. Check data/lists/sources.json against the authority’s page.',
  });
}
