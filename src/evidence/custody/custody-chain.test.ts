import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustodyAct, type CustodyEntry, custodyBytes, custodyHash, verifyCustody } from './custody-chain.ts';

const item = { id: 'e-000000000000000000000001', sha256: 'a'.repeat(64) };
const people = ['AA', 'BB', 'CC'];
const pairs = people.map((custodian) => ({ custodian, ...generateKeyPairSync('ed25519') }));
const keys = pairs.map(({ custodian, publicKey }) => ({
  custodian,
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
}));

type Step = [act: CustodyAct, by: string, to?: string];

function chain(steps: readonly Step[]): CustodyEntry[] {
  const entries: CustodyEntry[] = [];
  for (const [at, [act, by, to = null]] of steps.entries()) {
    const before = entries.at(-1);
    const body = {
      evidence: item.id,
      number: at + 1,
      previous: before ? custodyHash(before) : null,
      at: new Date(Date.UTC(2026, 0, 1, at)).toISOString(),
      act,
      by,
      to,
      note: null,
      sha256: item.sha256,
    };
    const key = pairs.find(({ custodian }) => custodian === by)?.privateKey as KeyObject;
    entries.push({ body, signature: sign(null, custodyBytes(body), key).toString('base64') });
  }
  return entries;
}
const faultsOf = (entries: readonly CustodyEntry[]): string[] =>
  verifyCustody(entries, keys, item).faults.map(({ fault }) => fault);

const GOOD: Step[] = [
  ['taken-in', 'AA'],
  ['handed-over', 'AA', 'BB'],
  ['opened', 'CC'],
  ['accepted', 'BB'],
  ['handed-over', 'BB', 'CC'],
  ['declined', 'CC'],
  ['erased', 'BB'],
];

describe('verifyCustody()', () => {
  it('follows an item from hand to hand', () => {
    expect(verifyCustody(chain(GOOD), keys, item)).toEqual({
      holds: true,
      faults: [],
      holder: 'BB',
      underWayTo: null,
      erased: true,
    });
    expect(verifyCustody(chain(GOOD.slice(0, 2)), keys, item)).toMatchObject({ holder: 'AA', underWayTo: 'BB' });
  });

  it('notices any change of any entry', () => {
    const entries = chain(GOOD);
    const change = fc.record({
      at: fc.nat(entries.length - 1),
      field: fc.constantFrom('by', 'to', 'act', 'at', 'note', 'sha256', 'evidence', 'previous', 'number', 'signature'),
    });
    fc.assert(
      fc.property(change, ({ at, field }) => {
        const changed = structuredClone(entries);
        const entry = changed[at] as CustodyEntry;
        const other: Record<string, unknown> = { number: 77, at: '2026-01-02T00:00:00.000Z', act: 'stamped' };
        if (field === 'signature') entry.signature = entries[(at + 1) % entries.length]?.signature ?? '';
        else Object.assign(entry.body, { [field]: other[field] ?? 'b'.repeat(64) });
        return !verifyCustody(changed, keys, item).holds;
      }),
    );
  });

  it('notices an entry left out, swapped or repeated, and the chain of another item', () => {
    const entries = chain(GOOD);
    const [first, second, third, ...rest] = entries as [CustodyEntry, CustodyEntry, CustodyEntry];
    for (const wrong of [
      [second, third, ...rest],
      [first, third, ...rest],
      [first, third, second, ...rest],
      [first, first, ...rest],
    ])
      expect(verifyCustody(wrong, keys, item).holds).toBe(false);
    expect(verifyCustody(entries, keys, { ...item, sha256: 'c'.repeat(64) }).holds).toBe(false);
    expect(verifyCustody([], keys, item)).toMatchObject({ holds: false, holder: null });
  });

  it('lets nobody hand over, accept or erase what is not theirs to', () => {
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['handed-over', 'BB', 'CC'],
        ]),
      ),
    ).toEqual(['"BB" hands over what "AA" holds']);
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['accepted', 'BB'],
        ]),
      ),
    ).toEqual(['it was not handed over to "BB"']);
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['handed-over', 'AA', 'BB'],
          ['accepted', 'CC'],
        ]),
      ),
    ).toHaveLength(1);
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['erased', 'BB'],
        ]),
      ),
    ).toEqual(['"BB" erases what "AA" holds']);
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['erased', 'AA'],
          ['erased', 'AA'],
        ]),
      ),
    ).toEqual(['it was erased before']);
    expect(faultsOf(chain([['opened', 'AA']]))).toEqual(['the chain does not begin with the taking in']);
    expect(
      faultsOf(
        chain([
          ['taken-in', 'AA'],
          ['taken-in', 'AA'],
        ]),
      ),
    ).toEqual(['it was taken in before']);
  });

  it('takes no signature by a key that is not known as theirs, and no broken key', () => {
    expect(
      verifyCustody(
        chain(GOOD),
        keys.filter(({ custodian }) => custodian !== 'BB'),
        item,
      ).holds,
    ).toBe(false);
    const foreign = keys.map(({ custodian }, at) => ({ custodian, publicKey: keys[(at + 1) % 3]?.publicKey ?? '' }));
    expect(verifyCustody(chain(GOOD), foreign, item).faults).toHaveLength(GOOD.length);
    expect(verifyCustody(chain(GOOD), [{ custodian: 'AA', publicKey: 'AAAA' }], item).holds).toBe(false);
  });
});
