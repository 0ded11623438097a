import { readShippedJson } from '../kernel/shipped-data.ts';
import { countryCode } from './country.ts';

const words = readShippedJson<{ nationalities: Record<string, string[]> }>('parties/nationalities.json').nationalities;
const codes = new Map(
  Object.entries(words).flatMap(([code, names]) => names.map((name) => [name.toLowerCase(), code])),
);

/** What a state's official name puts before or after its short name. Two Congos make `Democratic` meaningful. */
const OFFICIAL_PREFIX =
  /^(?:the\s+)?(?:(?:islamic|arab|federal|socialist|hashemite)\s+)?(?:republic|state|kingdom|sultanate)\s+of\s+(?:the\s+)?/i;
const OFFICIAL_SUFFIX = /(?:連邦|社会主義|イスラム)?(?:共和国|王国)$|国$/;

/**
 * The code of the country that a nationality names: by country name, official name or English adjective
 * (`Syrian`, `Islamic Republic of Iran`, `ルワンダ共和国`). Null when it names none or more than one (`Congolese`).
 */
export function nationalityCode(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return known(plain) ?? known(plain.replace(OFFICIAL_PREFIX, '')) ?? known(plain.replace(OFFICIAL_SUFFIX, ''));
}

function known(name: string): string | null {
  return countryCode(name) ?? codes.get(name.toLowerCase()) ?? null;
}
