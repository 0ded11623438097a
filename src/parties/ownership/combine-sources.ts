import type { Holding } from './holding.ts';
import { WHOLE } from './share.ts';

/**
 * Holdings of one day with each said once. One file's holdings of an owner in a firm add up: they are classes of shares.
 * Several files speak of the same shares: where they differ, the share lies between what they say. A file that knows no
 * way to the shares adds nothing to one that does.
 */
export function combineSources(holdings: readonly Holding[]): Holding[] {
  const groups = new Map<string, Holding[]>();
  for (const held of holdings) {
    const key = `${held.owner}\u0000${held.owned}\u0000${held.kind}`;
    const known = groups.get(key);
    if (known) known.push(held);
    else groups.set(key, [held]);
  }
  return [...groups.values()].flatMap((group) => (filesOf(group).size < 2 ? group : [combined(group)]));
}

function filesOf(group: readonly Holding[]): Map<string, Holding[]> {
  const files = new Map<string, Holding[]>();
  for (const held of group) {
    const file = held.source.file ?? '';
    files.set(file, [...(files.get(file) ?? []), held]);
  }
  return files;
}

function combined(group: readonly Holding[]): Holding {
  const direct = group.filter(({ path }) => path === 'direct');
  const speaking = direct.length > 0 ? direct : group;
  const sums = [...filesOf(speaking).values()].map((own) => ({
    min: Math.min(
      WHOLE,
      own.reduce((sum, { share }) => sum + share.min, 0),
    ),
    max: Math.min(
      WHOLE,
      own.reduce((sum, { share }) => sum + share.max, 0),
    ),
  }));
  const [first] = speaking;
  if (!first) throw new Error('a group of holdings is empty');
  return {
    ...first,
    share: { min: Math.min(...sums.map(({ min }) => min)), max: Math.max(...sums.map(({ max }) => max)) },
    joint: speaking.find(({ joint }) => joint !== null)?.joint ?? null,
    source: {
      ...first.source,
      record: [...new Set(speaking.map(({ source }) => source.record))].slice(0, 5).join('; '),
    },
  };
}
