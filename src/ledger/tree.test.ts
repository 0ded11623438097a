import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frontier, perfectRoot } from './frontier.ts';
import { nodePrimitives } from './node-primitives.ts';
import { consistencyProof, inclusionProof, type NodeReader, rootOf } from './tree.ts';
import { leafHash, verifyConsistency, verifyInclusion } from './verify/merkle.ts';

/** RFC 6962 test inputs that every implementation of Certificate Transparency is tried on. */
const RFC_LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const RFC_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const entryOf = (index: number): Uint8Array => Buffer.from(`entry ${index}`);

/** The tree as its definition says, slow and plain. */
function plainTree(entries: readonly Uint8Array[]): NodeReader {
  const leaves = entries.map((entry) => leafHash(nodePrimitives, entry));
  return (level, index) => perfectRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
}

describe('the Merkle tree', () => {
  it('has the roots of the published vectors of RFC 6962', async () => {
    const entries = RFC_LEAVES.map((hex) => Buffer.from(hex, 'hex'));
    for (const [at, root] of RFC_ROOTS.entries()) {
      const some = entries.slice(0, at + 1);
      expect(Buffer.from(await rootOf(at + 1, plainTree(some))).toString('hex')).toBe(root);
      const frontier = new Frontier();
      frontier.append(some);
      expect(Buffer.from(frontier.root()).toString('hex')).toBe(root);
    }
    expect(Buffer.from(await rootOf(0, plainTree([]))).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('grows by its right edge to the root that its definition gives, over more than one level of tiles', async () => {
    const entries = Array.from({ length: 66_000 }, (_, index) => entryOf(index));
    const frontier = new Frontier();
    const leaves = entries.map((entry) => leafHash(nodePrimitives, entry));
    const tiles = frontier.append(entries);
    expect(tiles.filter(({ level }) => level === 0)).toHaveLength(257);
    expect(tiles.filter(({ level }) => level === 1)).toHaveLength(1);
    const root = await rootOf(66_000, (level, index) =>
      perfectRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    );
    expect(Buffer.compare(frontier.root(), root)).toBe(0);
  });

  it('proves every entry of every size, and nothing else', async () => {
    const entries = Array.from({ length: 70 }, (_, index) => entryOf(index));
    const node = plainTree(entries);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.nat(69), fc.nat(69), async (size, some, other) => {
        const index = some % size;
        const claim = {
          index,
          size,
          leaf: leafHash(nodePrimitives, entries[index] as Uint8Array),
          proof: await inclusionProof(index, size, node),
          root: await rootOf(size, node),
        };
        expect(verifyInclusion(nodePrimitives, claim)).toBe(true);
        expect(verifyInclusion(nodePrimitives, { ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
        expect(verifyInclusion(nodePrimitives, { ...claim, proof: claim.proof.slice(1) })).toBe(size === 1);
        const wrong = other % size;
        if (wrong !== index) expect(verifyInclusion(nodePrimitives, { ...claim, index: wrong })).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('proves of every two sizes that one begins with the other, and refuses a tree that was changed', async () => {
    const entries = Array.from({ length: 70 }, (_, index) => entryOf(index));
    const node = plainTree(entries);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.nat(70), fc.nat(69), async (newSize, some, changed) => {
        const oldSize = some % (newSize + 1);
        const claim = {
          oldSize,
          oldRoot: await rootOf(oldSize, node),
          newSize,
          newRoot: await rootOf(newSize, node),
          proof: await consistencyProof(oldSize, newSize, node),
        };
        expect(verifyConsistency(nodePrimitives, claim)).toBe(true);
        if (oldSize === 0) return;
        const forged = plainTree(
          entries.map((entry, at) => (at === changed % oldSize ? Buffer.from('forged') : entry)),
        );
        const fork = {
          ...claim,
          newRoot: await rootOf(newSize, forged),
          proof: await consistencyProof(oldSize, newSize, forged),
        };
        expect(verifyConsistency(nodePrimitives, fork)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});
