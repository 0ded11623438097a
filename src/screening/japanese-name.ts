import { readShippedJson } from '../kernel/shipped-data.ts';

const data = readShippedJson<{ surnames: Record<string, string[]>; given: Record<string, string[]> }>(
  'screening/japanese-names.json',
);
const LONGEST_SURNAME = 3;
const MOST_READINGS = 4;

/**
 * The ways in which a name in Han characters is read as a Japanese one, family name first, in lower-case Hepburn:
 * `田中花子` is `tanaka hanako`. Empty unless family and given name are both known.
 */
export function japaneseReadings(text: string): [surname: string, given: string][] {
  const name = text.replace(/[\s・]+/g, '');
  const readings: [string, string][] = [];
  for (let size = Math.min(LONGEST_SURNAME, name.length - 1); size > 0; size -= 1) {
    for (const surname of data.surnames[name.slice(0, size)] ?? []) {
      for (const given of data.given[name.slice(size)] ?? [])
        if (readings.length < MOST_READINGS) readings.push([surname, given]);
    }
  }
  return readings;
}
