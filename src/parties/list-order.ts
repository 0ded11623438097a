import { readShippedJson } from '../kernel/shipped-data.ts';

interface ListFamily {
  family: string;
  lists: string[];
  /** Regular expression over an entry's key or reference; its first group is the family's own number. */
  reference: string;
}

const data = readShippedJson<{ order: string[]; composite: string[]; families: ListFamily[] }>(
  'parties/list-order.json',
);
const composite = new Set(data.composite);
const rank = new Map(data.order.map((list, at) => [list, at]));
const families = data.families.map((family) => ({ ...family, pattern: new RegExp(family.reference) }));

/** Orders entries by their list, then by id: the first lends a merged party its id. */
export function byListOrder(one: { id: string; list: string }, other: { id: string; list: string }): number {
  const [left, right] = [rank.get(one.list) ?? rank.size, rank.get(other.list) ?? rank.size];
  return left - right || compareText(one.id, other.id);
}

/** True for two entries of one roll. A list made of several rolls may name one party on each. */
export function ofOneRoll(one: { list: string }, other: { list: string }): boolean {
  return one.list === other.list && !composite.has(one.list);
}

export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * References by which lists of one house name the same party: OFAC's number on the SDN list and in the Consolidated
 * Screening List. `ofac:15036`; empty for lists without a family.
 */
export function familyReferences(list: string, references: readonly string[]): string[] {
  const found = families
    .filter((family) => family.lists.includes(list))
    .flatMap(({ family, pattern }) =>
      references.flatMap((reference) => {
        const number = pattern.exec(reference.trim())?.[1];
        return number ? `${family}:${number}` : [];
      }),
    );
  return [...new Set(found)];
}
