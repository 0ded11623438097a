import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOrigins, type OriginLink } from './origins.ts';

const derives = (from: string, to: string): OriginLink => ({ from, to, kind: 'derives-from' });
const same = (from: string, to: string): OriginLink => ({ from, to, kind: 'same-origin' });

/** The same by brute force: closures of every item, over and over. */
function slowCount(items: readonly string[], links: readonly OriginLink[]): number {
  const ids = new Set([...items, ...links.flatMap(({ from, to }) => [from, to])]);
  const reach = (start: string, step: (id: string) => string[]): Set<string> => {
    const seen = new Set([start]);
    for (const id of seen) for (const next of step(id)) seen.add(next);
    return seen;
  };
  const kin = (id: string): Set<string> =>
    reach(id, (at) =>
      links.flatMap(({ from, to, kind }) =>
        kind === 'same-origin' && (from === at || to === at) ? [from === at ? to : from] : [],
      ),
    );
  const behind = (id: string): Set<string> =>
    reach(id, (at) => [
      ...kin(at),
      ...links.flatMap(({ from, to, kind }) => (kind === 'derives-from' && from === at ? [to] : [])),
    ]);
  const isRoot = (id: string): boolean => [...behind(id)].every((other) => behind(other).has(id));
  const origins = new Set<string>();
  for (const item of items)
    for (const id of behind(item)) if (ids.has(id) && isRoot(id)) origins.add([...behind(id)].sort().join());
  return origins.size;
}

describe('countOrigins()', () => {
  it('counts five papers that rest on one agency as one', () => {
    const papers = ['a', 'b', 'c', 'd', 'e'];
    const { independent, origins, circles } = countOrigins(
      papers,
      papers.map((paper) => derives(paper, 'agency')),
    );
    expect({ independent, circles }).toEqual({ independent: 1, circles: [] });
    expect(origins).toEqual([{ roots: ['agency'], circular: false, items: papers }]);
  });

  it('counts items without links each by itself, and once however often named', () => {
    expect(countOrigins(['a', 'b', 'a'], []).independent).toBe(2);
    expect(countOrigins([], []).independent).toBe(0);
  });

  it('counts items of the same unknown origin as one', () => {
    expect(countOrigins(['a', 'b', 'c', 'd'], [same('a', 'b'), same('b', 'c')]).independent).toBe(2);
  });

  it('finds circular reporting, and counts a circle with nothing behind it as one', () => {
    const circle = [derives('a', 'b'), derives('b', 'c'), derives('c', 'a')];
    expect(countOrigins(['a', 'b', 'c', 'd'], circle)).toMatchObject({
      independent: 2,
      circles: [['a', 'b', 'c']],
      origins: [
        { roots: ['a', 'b', 'c'], circular: true },
        { roots: ['d'], circular: false },
      ],
    });
  });

  it('reports a circle that something stands behind, and counts what stands behind', () => {
    const { independent, origins, circles } = countOrigins(
      ['a', 'b'],
      [derives('a', 'b'), derives('b', 'a'), derives('b', 'root')],
    );
    expect({ independent, circles }).toEqual({ independent: 1, circles: [['a', 'b']] });
    expect(origins[0]?.roots).toEqual(['root']);
  });

  it('finds a circle that closes over a shared origin', () => {
    expect(countOrigins(['a', 'c'], [derives('a', 'b'), same('b', 'c'), derives('c', 'a')]).circles).toEqual([
      ['a', 'b', 'c'],
    ]);
  });

  it('takes an item that rests on itself for no circle', () => {
    expect(countOrigins(['a'], [derives('a', 'a')])).toMatchObject({ independent: 1, circles: [] });
  });

  it('agrees with counting by brute force', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const kind = fc.constantFrom<OriginLink['kind']>('derives-from', 'derives-from', 'same-origin');
    fc.assert(
      fc.property(
        fc.array(id, { maxLength: 5 }),
        fc.array(fc.record({ from: id, to: id, kind }), { maxLength: 12 }),
        (items, links) => countOrigins(items, links).independent === slowCount(items, links),
      ),
      { numRuns: 1000 },
    );
  });

  it('follows a chain of 100,000 reports', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => derives(`r${at}`, `r${at + 1}`));
    expect(countOrigins(['r0', 'r50000'], chain).independent).toBe(1);
  });
});
