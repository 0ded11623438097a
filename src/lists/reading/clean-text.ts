const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const PLACEHOLDER = /^(?:-0-|n\.?\/?a\.?|none|null|not (?:known|available|applicable)|unknown|-+|\.|不明|なし|미상)$/i;

/**
 * Text of a list as people read it: HTML entities and the `_x000D_` of old spreadsheets decoded, blanks collapsed,
 * lines trimmed and empty ones dropped; a value that only stands for "none" is empty.
 */
export function cleanText(text: string): string {
  const lines = decoded(text)
    .replace(/_x000D_/g, '\n')
    .split(/\r\n|[\r\n\u2028]/)
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '');
  const clean = lines.join('\n');
  return PLACEHOLDER.test(clean) ? '' : clean;
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll('\n', ' ');
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
