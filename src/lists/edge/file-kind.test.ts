import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileKind, refuseOtherKind } from './file-kind.ts';

const HTML = '<html><body>Maintenance</body></html>';

describe('refuseOtherKind()', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchkeeper-kind-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const take = (bytes: string | Uint8Array, kind: FileKind) => {
    const path = join(folder, 'list.part');
    writeFileSync(path, bytes);
    return refuseOtherKind(path, kind, 'https://example.org/list');
  };

  it.each<[FileKind, string, string | Uint8Array]>([
    ['xml', 'a declaration', '<?xml version="1.0"?><list/>'],
    ['xml', 'no declaration, after blanks', '\n  <list/>'],
    ['xml', 'UTF-8 with its mark', '\ufeff<list/>'],
    ['xml', 'UTF-16 with its mark', Buffer.from('\ufeff<list/>', 'utf16le')],
    ['xml', 'an element whose name begins like that of a page', '<headline/>'],
    ['csv', 'a header', 'name,country\nEXERCISE,kp\n'],
    ['csv', 'quotes and another script', '"이름","国"\n'],
    ['csv', 'UTF-16 with its mark', Buffer.from('\ufeffname,country', 'utf16le')],
    ['xlsx', 'a packed folder', Buffer.from('PK\u0003\u0004\0\0', 'latin1')],
    ['json', 'an object', '{"id":"EXERCISE"}'],
  ])('takes %s: %s', async (kind, _, bytes) => {
    await expect(take(bytes, kind)).resolves.toBeUndefined();
  });

  it.each<[FileKind, string, string | Uint8Array, RegExp]>([
    ['xml', 'nothing', '', /the file is empty/],
    ['csv', 'blanks only', ' \n\n', /the file is empty/],
    ['xml', 'a page behind a comment', `<!-- proxy -->\n${HTML}`, /a web page/],
    ['xml', 'a page that is XML', `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">${HTML}`, /a web page/],
    ['csv', 'a page', HTML, /a web page/],
    ['xlsx', 'a page', HTML.toUpperCase(), /a web page/],
    ['xml', 'an answer about an error', '{"error":"maintenance"}', /not XML/],
    ['csv', 'an answer about an error', '{"error":"maintenance"}', /not CSV/],
    ['csv', 'a workbook', Buffer.from('PK\u0003\u0004', 'latin1'), /not CSV/],
    ['xlsx', 'a table as text', 'name,country\n', /not XLSX/],
    ['json', 'XML', '<list/>', /not JSON/],
  ])('refuses in place of %s: %s', async (kind, _, bytes, message) => {
    await expect(take(bytes, kind)).rejects.toThrow(message);
  });
});
