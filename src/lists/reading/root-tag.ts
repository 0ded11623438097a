/** The root element's start tag in the head of an XML file, for recognition: null when the head is not XML. */
export function rootTag(head: string): { name: string; attributes: string } | null {
  const body = head.replace(/^\ufeff/, '').replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '');
  const tag = /^\s*<(?:[\w.-]+:)?([\w.-]+)((?:\s[^<>]*)?)>/.exec(body);
  return tag ? { name: tag[1] ?? '', attributes: tag[2] ?? '' } : null;
}
