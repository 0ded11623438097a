import { readShippedJson } from '../kernel/shipped-data.ts';

const { codes } = readShippedJson<{ codes: Record<string, string> }>('parties/country-alpha-3.json');

/** The lower-case alpha-2 code of an ISO 3166-1 alpha-3 code (`PRK`: `kp`), null for any other text. */
export function countryOfAlpha3(text: string): string | null {
  return codes[text.trim().toUpperCase()] ?? null;
}
