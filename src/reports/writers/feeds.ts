import { escaped } from './escape.ts';

/** An update as feeds tell of it. */
export interface FeedItem {
  id: string;
  since: string | null;
  until: string;
  sha256: string;
  headline: string;
}

export const FEED_KINDS = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;
export type FeedKind = keyof typeof FEED_KINDS;

const TITLE = 'Watchkeeper updates';
const ABOUT =
  'Sanctions on North Korea: what is new, changed, closed, unanswered and corrected since the update before.';

interface Entry extends FeedItem {
  title: string;
  page: string;
  data: string;
  text: string;
}

/** A feed of updates, latest first, for readers of RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1. `origin` is where this server is reached. */
export function feedOf(kind: FeedKind, items: readonly FeedItem[], origin: string): string {
  const entries = items.map((item): Entry => {
    const page = `${origin}/api/v1/updates/${item.id}?format=html`;
    return {
      ...item,
      title: `Update of ${item.until.slice(0, 10)}`,
      page,
      data: `${origin}/api/v1/updates/${item.id}`,
      text: `${item.headline} SHA-256 of the data: ${item.sha256}`,
    };
  });
  if (kind === 'rss') return rss(entries, origin);
  return kind === 'atom' ? atom(entries, origin) : jsonFeed(entries, origin);
}

function rss(entries: readonly Entry[], origin: string): string {
  const items = entries.map(
    ({ title, page, id, until, text }) =>
      `<item><title>${escaped(title)}</title><link>${escaped(page)}</link><guid isPermaLink="false">${id}</guid><pubDate>${new Date(until).toUTCString()}</pubDate><description>${escaped(text)}</description></item>`,
  );
  const built = entries[0] ? `<lastBuildDate>${new Date(entries[0].until).toUTCString()}</lastBuildDate>` : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${TITLE}</title><link>${escaped(origin)}/updates</link>`,
    `<description>${ABOUT}</description><language>en</language>${built}`,
    `<atom:link href="${escaped(origin)}/updates/feed.rss" rel="self" type="${FEED_KINDS.rss}"/>`,
    ...items,
    '</channel></rss>\n',
  ].join('\n');
}

/** The updated instant of a feed without entries: it must have one. */
const NEVER = '1970-01-01T00:00:00.000Z';

function atom(entries: readonly Entry[], origin: string): string {
  const self = `${origin}/updates/feed.atom`;
  const items = entries.map(
    ({ title, page, data, id, until, text }) =>
      `<entry><id>urn:watchkeeper:update:${id}</id><title>${escaped(title)}</title><updated>${until}</updated><link href="${escaped(page)}"/><link rel="alternate" type="application/json" href="${escaped(data)}"/><summary>${escaped(text)}</summary></entry>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>${escaped(self)}</id><title>${TITLE}</title><subtitle>${ABOUT}</subtitle>`,
    `<updated>${entries[0]?.until ?? NEVER}</updated><author><name>Watchkeeper</name></author><link rel="self" href="${escaped(self)}"/>`,
    ...items,
    '</feed>\n',
  ].join('\n');
}

function jsonFeed(entries: readonly Entry[], origin: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: TITLE,
    description: ABOUT,
    home_page_url: `${origin}/updates`,
    feed_url: `${origin}/updates/feed.json`,
    language: 'en',
    items: entries.map(({ id, title, page, data, until, text }) => ({
      id,
      url: page,
      external_url: data,
      title,
      content_text: text,
      date_published: until,
    })),
  });
}
