import { readShippedJson } from '../kernel/shipped-data.ts';

/** Languages whose country names are understood besides the alias table. */
const LANGUAGES = ['en', 'ko', 'ja', 'fr', 'de', 'es', 'it', 'ru', 'zh'];

/** Codes of private use (Kosovo's XK apart) and of unions, which have names but are no countries. */
const NO_COUNTRY = /^(?:AA|EU|EZ|UN|ZZ|Q[M-Z]|X[A-JL-Z])$/;

const aliases = readShippedJson<{ aliases: Record<string, string> }>('parties/country-aliases.json').aliases;
const codes = new Map<string, string>();
const inUse = new Set<string>();
/** Answers given before: lists name the same countries thousands of times. */
const remembered = new Map<string, string | null>();
const MOST_REMEMBERED = 10_000;

for (const language of LANGUAGES) {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second);
      const name = names.of(code);
      if (!name || NO_COUNTRY.test(code) || isWithdrawn(code)) continue;
      inUse.add(code.toLowerCase());
      if (!codes.has(plain(name))) codes.set(plain(name), code.toLowerCase());
    }
  }
}
for (const [name, code] of Object.entries(aliases)) codes.set(plain(name), code);

/**
 * The lower-case ISO 3166-1 alpha-2 code of a country by code or by name in nine languages and the alias table;
 * null when it is not known. States that are gone keep FollowTheMoney's codes (`suhh`, `yucs`).
 */
export function countryCode(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 120 || trimmed === '') return null;
  if (/^[A-Za-z]{2}$/.test(trimmed) && inUse.has(trimmed.toLowerCase())) return trimmed.toLowerCase();
  const known = remembered.get(trimmed);
  if (known !== undefined) return known;
  const code = codes.get(plain(trimmed)) ?? null;
  if (remembered.size < MOST_REMEMBERED) remembered.set(trimmed, code);
  return code;
}

/** The country's name in a language, the code itself when there is none. */
export function countryName(code: string, language: string): string {
  if (!/^[a-z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([language], { type: 'region' }).of(code.toUpperCase()) ?? code;
}

/** Withdrawn codes bear the name of the state that followed (DD: Germany), which would hide the code in use. */
function isWithdrawn(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region !== code;
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/[\s,.'’()&-]+/g, ' ')
    .trim();
}
