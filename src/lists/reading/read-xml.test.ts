import { describe, expect, it } from 'vitest';
import { fileOf } from '../fixtures/collect-list.ts';
import { readXml } from './read-xml.ts';
import type { XmlElement } from './xml-element.ts';

async function recordsOf(text: string | Uint8Array): Promise<XmlElement[]> {
  const records: XmlElement[] = [];
  await readXml(fileOf('list.xml', text, 5), {
    title: 'a list',
    roots: ['list'],
    records: { row: (element) => void records.push(element) },
  });
  return records;
}

describe('readXml()', () => {
  it('delivers records whole, without namespace prefixes, with their line', async () => {
    const [first, second] = await recordsOf(
      '<?xml version="1.0"?>\n<n:list xmlns:n="urn:x">\n<n:row id="1"><name> Kim &amp; Co </name></n:row>\n<row n:id="2"/></n:list>',
    );
    expect([first?.line, first?.attribute('id'), first?.textOf('name')]).toEqual([3, '1', 'Kim & Co']);
    expect(second?.attribute('id')).toBe('2');
  });

  it('reads UTF-16 and declared encodings', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<list><row>김</row></list>', 'utf16le')]);
    expect((await recordsOf(utf16))[0]?.text).toBe('김');
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><list><row>é</row></list>', 'latin1');
    expect((await recordsOf(latin))[0]?.text).toBe('é');
  });

  it.each([
    ['truncated', '<list>\n<row>', /line 2 is not well-formed/],
    ['a control character', '<list>\n<row>\u0019</row></list>', /line 2 is not well-formed/],
    ['a web page', '<!DOCTYPE html><html></html>', /web page/],
    ['entities', '<!DOCTYPE list [<!ENTITY a "b">]><list>&a;</list>', /declares a document type/],
    ['another root', '<other/>', /root element is <other>/],
    ['not XML', '{"a":1}', /not XML/],
    ['empty', '', /is empty/],
    ['too deep', `<list>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</list>`, /nests deeper/],
  ])('refuses a file that is %s', async (_, text, message) => {
    await expect(recordsOf(text)).rejects.toThrow(message);
  });
});
