import { goodsNamed } from './aid-goods.ts';
import { type ItemName, itemName, nameLikeness } from './item-name.ts';

/** What is known of goods when they are matched. */
export interface NamedItem {
  name: string;
  otherNames?: readonly string[] | undefined;
  hsCode?: string | null | undefined;
  specification?: string | null | undefined;
}

export interface ItemMatch<Item> {
  item: Item;
  /** 0 to 1. */
  score: number;
  /** The share of the names alone, 0 to 1, whatever the goods are taken for. */
  likeness: number;
  /** True when both name a size of one unit and it differs: 5 ml and 10 ml. */
  sizeDiffers: boolean;
}

interface Known<Item> {
  item: Item;
  names: readonly ItemName[];
  concept: string | null;
  heading: string | null;
  sizes: ReadonlyMap<string, string>;
}

const SAME_CONCEPT = 0.7;
const HEADING_AGREES = 0.06;
const OTHER_CONCEPT = 0.5;
/** A word that more items than this have in common tells them not apart: a brand, `medical`. */
const MOST_SHARED = 50;
const OTHER_SIZE = 0.15;
const SIZE = /(\d+(?:\.\d+)?)\s*(ml|mm|cm|kg|mg|kw|kva|hp|l|g|v|w|m)(?![a-z])|\b(dn|size)\s*(\d+)/g;

/**
 * Finds for goods as a packing list names them the items of an approval that could be meant, in whatever language
 * either is written: by what both are goods of, by their names, and by the HS heading.
 */
export class ItemMatcher<Item extends NamedItem> {
  readonly #byKey = new Map<string, Known<Item>[]>();
  readonly #asked = new Map<string, ItemMatch<Item>[]>();

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const known = knownOf(item);
      for (const key of keysOf(known)) {
        const row = this.#byKey.get(key);
        if (row) row.push(known);
        else this.#byKey.set(key, [known]);
      }
    }
  }

  /** Best first; empty when nothing is like it. */
  match(line: NamedItem): ItemMatch<Item>[] {
    const question = JSON.stringify([line.name, line.hsCode ?? null, line.specification ?? null]);
    const before = this.#asked.get(question);
    if (before) return before;
    const asked = knownOf(line);
    const found = [...this.#candidates(asked)]
      .map((candidate) => scored(asked, candidate))
      .filter(({ score }) => score > 0)
      .sort((left, right) => right.score - left.score);
    this.#asked.set(question, found);
    return found;
  }

  /** What shares a key that few share, or what it is goods of; only when nothing does, what shares a common one. */
  #candidates(asked: Known<NamedItem>): Set<Known<Item>> {
    const buckets = [...keysOf(asked)].map((key) => ({ key, items: this.#byKey.get(key) ?? [] }));
    const telling = buckets.filter(({ key, items }) => key.startsWith('c:') || items.length <= MOST_SHARED);
    const candidates = new Set(telling.flatMap(({ items }) => items));
    return candidates.size > 0 ? candidates : new Set(buckets.flatMap(({ items }) => items));
  }
}

function knownOf<Item extends NamedItem>(item: Item): Known<Item> {
  const texts = [item.name, ...(item.otherNames ?? [])];
  const concept = texts.map((text) => goodsNamed(text)[0]?.goods).find((goods) => goods !== undefined);
  return {
    item,
    names: texts.map(itemName),
    concept: concept?.id ?? null,
    heading: item.hsCode?.slice(0, 4) ?? null,
    sizes: sizesOf(`${item.name} ${item.specification ?? ''}`),
  };
}

/** Two that share no key are not compared: the beginnings of words, pairs of signs, what they are goods of. */
function keysOf({ names, concept }: Known<NamedItem>): Set<string> {
  const keys = new Set<string>(concept === null ? [] : [`c:${concept}`]);
  for (const { words, run } of names) {
    for (const word of words) keys.add(`w:${word.slice(0, 4)}`);
    const signs = [...run];
    for (const [at, sign] of signs.entries())
      if (at > 0 || signs.length === 1) keys.add(`r:${signs[at - 1] ?? ''}${sign}`);
  }
  return keys;
}

function scored<Item extends NamedItem>(asked: Known<NamedItem>, candidate: Known<Item>): ItemMatch<Item> {
  let likeness = 0;
  for (const name of asked.names)
    for (const other of candidate.names) likeness = Math.max(likeness, nameLikeness(name, other));
  const bothKnown = asked.concept !== null && candidate.concept !== null;
  let score = likeness;
  if (bothKnown && asked.concept === candidate.concept) score = SAME_CONCEPT + (1 - SAME_CONCEPT) * likeness;
  else if (bothKnown && likeness < 1) score = likeness * OTHER_CONCEPT;
  if (asked.heading !== null && asked.heading === candidate.heading) score += HEADING_AGREES;
  const sizeDiffers = [...asked.sizes].some(([unit, size]) => (candidate.sizes.get(unit) ?? size) !== size);
  if (sizeDiffers) score -= OTHER_SIZE;
  return { item: candidate.item, score: Math.max(0, Math.min(1, score)), likeness, sizeDiffers };
}

function sizesOf(text: string): Map<string, string> {
  const sizes = new Map<string, string>();
  for (const [, value, unit, word, number] of text.normalize('NFKC').toLowerCase().matchAll(SIZE)) {
    const name = unit ?? word ?? '';
    if (!sizes.has(name)) sizes.set(name, value ?? number ?? '');
  }
  return sizes;
}
