const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What neither XML 1.0 nor HTML takes: control characters, halves of a pair, characters that are none. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for a place in HTML or XML, between tags or in quotes. */
export function escaped(text: string): string {
  return text.replace(NOT_IN_XML, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Text of others for one line of Markdown: nothing in it is taken for markup. */
export function plainInMarkdown(text: string): string {
  return text
    .replace(NOT_IN_XML, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&-]/g, (character) => `\\${character}`);
}
