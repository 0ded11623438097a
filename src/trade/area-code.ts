import { readShippedJson } from '../kernel/shipped-data.ts';
import { countryCode } from '../parties/country.ts';
import { countryOfAlpha3 } from '../parties/country-alpha-3.ts';

const areas = readShippedJson<{
  exceptions: Record<string, string>;
  past: Record<string, string>;
  groups: Record<string, string>;
  iso: Record<string, string>;
}>('trade/comtrade-areas.json');

/** What stands for all partners together. */
export const WORLD = 'world';

/** The two Koreas as tables of trade abbreviate them. */
const NORTH =
  /^(dem\.?|democratic) *(people'?s'?|peoples|p\.?)? *(rep\.?|republic) *(of)? *korea$|^korea,? *\(?(dem\.?|democratic|d\.?p\.?r\.?|north).*$|^n\.? *korea$/i;
const SOUTH = /^(rep\.?|republic) *(of)? *korea$|^korea,? *\(?(rep\.?|republic|south)( *of)?\)?$|^s\.? *korea$/i;
/** Says neither which Korea nor anything else. */
const EITHER = /^(korea|koreas|corea|corée|coree|coreia|корея|고려|코리아)$/i;

/**
 * The area of a trade row: a lower-case country code, `world`, `area-NNN` for what Comtrade lumps together (`899`: not
 * specified), or null when it is not known. Numbers are Comtrade's own, which are not ISO's throughout: 757 is
 * Switzerland. A bare "Korea" is null: it says neither which one.
 */
export function areaOf(text: string): string | null {
  const trimmed = text.trim();
  if (/^\d{1,3}$/.test(trimmed)) return areaOfNumber(String(Number(trimmed)));
  if (/^(W00|WLD|world|all countries|全球|世界)$/i.test(trimmed)) return WORLD;
  if (/^(_X|X[A-Z]X|S19)$/.test(trimmed)) return `area-${trimmed.toLowerCase()}`;
  if (EITHER.test(trimmed)) return null;
  if (NORTH.test(trimmed)) return 'kp';
  if (SOUTH.test(trimmed)) return 'kr';
  if (/^[A-Za-z]{3}$/.test(trimmed)) return countryOfAlpha3(trimmed) ?? countryCode(trimmed);
  return countryCode(trimmed);
}

function areaOfNumber(number: string): string | null {
  if (number === '0') return WORLD;
  const country = areas.exceptions[number] ?? areas.past[number] ?? areas.iso[number];
  return country ?? (areas.groups[number] === undefined ? null : `area-${number}`);
}

/** Every number that Comtrade gives an area; for asking it and for reading many rows at once. */
export function comtradeNumbers(): string[] {
  return [...new Set([areas.exceptions, areas.past, areas.groups, areas.iso].flatMap((table) => Object.keys(table)))];
}

/** Comtrade's number of a country; null when it has none. Of several the first: the one that it reports under now. */
export function comtradeNumberOf(country: string): string | null {
  const own = Object.entries(areas.exceptions).find(([, code]) => code === country);
  return own?.[0] ?? Object.entries(areas.iso).find(([, code]) => code === country)?.[0] ?? null;
}

/** Every country that Comtrade has a number for. */
export function comtradeCountries(): string[] {
  return [...new Set([...Object.values(areas.iso), ...Object.values(areas.exceptions)])].sort();
}
