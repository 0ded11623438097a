import { readShippedJson } from '../kernel/shipped-data.ts';
import { type ItemName, isSameWord, itemName } from './item-name.ts';

/** Goods that aid brings, by the names under which packing lists write them. */
export interface AidGoods {
  id: string;
  /** HS heading under which they are usually declared. */
  hsCode: string;
  names: { en: string[]; ko: string[]; ja: string[]; zh: string[] };
  /** Ids of goods that can do the same work. Whether they need an exemption is computed, not said here. */
  substitutes?: string[];
}

interface Catalogue {
  note: string;
  confidence: 'background';
  goods: AidGoods[];
}

interface KnownName {
  goods: AidGoods;
  name: ItemName;
  /** Signs of the name: the longest name that a text holds says most. */
  weight: number;
}

/** How a text was understood. */
export interface NamedGoods {
  goods: AidGoods;
  /** Weight of the name that the text holds; longer says more. */
  weight: number;
}

let catalogue: Catalogue | undefined;
/** By the first sign of a name. */
let known: Map<string, KnownName[]> | undefined;
const asked = new Map<string, NamedGoods[]>();
const MOST_ASKED = 20_000;

export function aidGoods(): Catalogue {
  catalogue ??= readShippedJson<Catalogue>('relief/goods.json');
  return catalogue;
}

/** The goods whose names a text holds, the one that says most first. Empty for what the catalogue does not know. */
export function goodsNamed(text: string): NamedGoods[] {
  const kept = asked.get(text);
  if (kept) return kept;
  const name = itemName(text);
  const best = new Map<string, NamedGoods>();
  for (const row of namesBeginningIn(name)) {
    if (!holds(name, row.name)) continue;
    const weight = row.weight + position(name, row.name);
    const before = best.get(row.goods.id);
    if (!before || before.weight < weight) best.set(row.goods.id, { goods: row.goods, weight });
  }
  const found = [...best.values()].sort((left, right) => right.weight - left.weight);
  if (asked.size >= MOST_ASKED) asked.clear();
  asked.set(text, found);
  return found;
}

/** The names that can be in a text: a name's first sign begins a word of it, or stands in its run. */
function namesBeginningIn({ words, run }: ItemName): KnownName[] {
  known ??= bySign(allNames());
  const signs = new Set([...run, ...words.flatMap((word) => word[0] ?? [])]);
  return [...signs].flatMap((sign) => known?.get(sign) ?? []);
}

function bySign(names: readonly KnownName[]): Map<string, KnownName[]> {
  const groups = new Map<string, KnownName[]>();
  for (const row of names) {
    const sign = row.name.run[0] ?? row.name.words[0]?.[0] ?? '';
    groups.set(sign, [...(groups.get(sign) ?? []), row]);
  }
  return groups;
}

function allNames(): KnownName[] {
  return aidGoods().goods.flatMap((goods) =>
    Object.values(goods.names)
      .flat()
      .map((text) => {
        const name = itemName(text);
        return { goods, name, weight: name.words.join('').length + 3 * [...name.run].length };
      }),
  );
}

function holds(text: ItemName, name: ItemName): boolean {
  if (name.run !== '' && !text.run.includes(name.run)) return false;
  return name.words.every((word) => text.words.some((other) => isSameWord(word, other)));
}

/** Of two names as long, the one that stands later counts: the last noun says what a thing is. */
function position(text: ItemName, name: ItemName): number {
  const last = name.words.at(-1);
  const at =
    last === undefined ? text.run.lastIndexOf(name.run) : text.words.findLastIndex((word) => isSameWord(last, word));
  return Math.max(at, 0) / 100;
}
