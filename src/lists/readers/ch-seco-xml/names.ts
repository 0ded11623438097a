import { cleanLine } from '../../reading/clean-text.ts';
import type { XmlElement } from '../../reading/xml-element.ts';

/** A name as written: the whole in natural order, its spelling variants, and its parts by type. */
export interface SecoName {
  type: string;
  /** Low quality: not enough to identify by. */
  weak: boolean;
  whole: string;
  variants: string[];
  parts: ReadonlyMap<string, string[]>;
}

/** Natural order: given names before family names. Whole names and other parts keep the order of the list. */
const PLACES = [
  'given-name',
  'further-given-name',
  'father-name',
  'grand-father-name',
  'tribal-name',
  'maiden-name',
  'family-name',
  'suffix',
];

/** Reads one `name` element. */
export function secoName(name: XmlElement): SecoName {
  const written = name
    .all('name-part')
    .filter((part) => part.attribute('name-part-type') !== 'title')
    .sort((one, other) => Number(one.attribute('order')) - Number(other.attribute('order')));
  const ordered = written.every((part) => PLACES.includes(part.attribute('name-part-type')))
    ? [...written].sort((one, other) => placeOf(one) - placeOf(other))
    : written;
  const parts = new Map<string, string[]>();
  for (const part of name.all('name-part')) {
    const type = part.attribute('name-part-type');
    parts.set(type, [...(parts.get(type) ?? []), cleanLine(part.textOf('value'))]);
  }
  return {
    type: name.attribute('name-type'),
    weak: name.attribute('quality') === 'low',
    whole: joined(ordered.map((part) => part.textOf('value'))),
    variants: variantsOf(ordered),
    parts,
  };
}

/**
 * Variants belong to parts. Those of one language and script stand together: the first of each part make a name,
 * then the second; a part without its own keeps its value. The full product would invent names nobody bears.
 */
function variantsOf(parts: XmlElement[]): string[] {
  const spellings = parts.map((part) => {
    const groups = new Map<string, string[]>();
    for (const variant of part.all('spelling-variant')) {
      const group = `${variant.attribute('lang')} ${variant.attribute('script')}`;
      groups.set(group, [...(groups.get(group) ?? []), variant.text]);
    }
    return groups;
  });
  const names: string[] = [];
  for (const group of new Set(spellings.flatMap((groups) => [...groups.keys()]))) {
    const longest = Math.max(...spellings.map((groups) => groups.get(group)?.length ?? 0));
    for (let index = 0; index < longest; index += 1) {
      const spelt = parts.map((part, at) => spellings[at]?.get(group)?.[index] ?? part.textOf('value'));
      names.push(joined(spelt));
    }
  }
  return names;
}

function placeOf(part: XmlElement): number {
  return PLACES.indexOf(part.attribute('name-part-type'));
}

function joined(parts: string[]): string {
  return cleanLine(parts.map(cleanLine).join(' '));
}
