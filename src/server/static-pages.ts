import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { sha256 } from '../kernel/hash.ts';

export interface Page {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

/**
 * The built console, held in memory: a file by its path, and the start page for every address that does not end as a
 * file of it would, so that deep links open, those of ids with a dot in them too (`/party/un-sc-KPe.012`). Files with
 * a hash in their name may be kept for ever. Null when there is nothing to serve.
 */
export function staticPages(folder: string): (path: string) => Promise<Page | null> {
  const pages = new Map<string, Page>();
  if (existsSync(join(folder, 'index.html'))) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      pages.set(`/${relative(folder, file).split(sep).join('/')}`, pageOf(file));
    }
  }
  return async (path) => pages.get(path) ?? (extname(path) in TYPES ? null : (pages.get('/index.html') ?? null));
}

function pageOf(file: string): Page {
  const body = new Uint8Array(readFileSync(file));
  const lasting = /-[A-Za-z0-9_-]{8}\.\w+$/.test(file);
  return {
    body,
    headers: {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: `"${sha256(body).slice(0, 32)}"`,
    },
  };
}
