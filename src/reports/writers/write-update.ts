import type { UpdateBody } from '../update-body.ts';
import { updateHtml } from './html.ts';
import { updateMarkdown } from './markdown.ts';

/** Forms of an update, by the end of a file's name, with their media types. */
export const FORMATS = {
  json: 'application/json',
  html: 'text/html',
  md: 'text/markdown',
} as const;
export type Format = keyof typeof FORMATS;

/** An update in one form. Its data is the very text that was hashed; the others are made from it, and cite measures as the law's data has them now. */
export function written(
  { id, sha256, body }: { id: string; sha256: string; body: string },
  format: Format,
  hasLinks = false,
): string {
  if (format === 'json') return body;
  const update = JSON.parse(body) as UpdateBody;
  return format === 'html' ? updateHtml(update, { id, sha256 }, hasLinks) : updateMarkdown(update, { id, sha256 });
}
