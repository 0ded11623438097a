import { nodePrimitives } from './node-primitives.ts';
import { TILE_WIDTH } from './tiles.ts';
import { leafHash, nodeHash } from './verify/merkle.ts';

/** A tile that became full, with its hashes one after another. */
export interface FullTile {
  level: number;
  index: number;
  hashes: Uint8Array;
}

/**
 * The right edge of the tree, which is all that appending needs: for each level of tiles the hashes that do not fill
 * a tile yet.
 */
export class Frontier {
  /** By level of tiles: the hashes of its last, unfilled tile. */
  readonly #edges: Uint8Array[][];
  #size: number;

  constructor(size = 0, edges: readonly (readonly Uint8Array[])[] = []) {
    this.#size = size;
    this.#edges = edges.map((edge) => [...edge]);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends entries in order; returns the tiles that became full. */
  append(entries: readonly Uint8Array[]): FullTile[] {
    const full: FullTile[] = [];
    for (const entry of entries) {
      this.#add(0, leafHash(nodePrimitives, entry), full);
      this.#size += 1;
    }
    return full;
  }

  #add(level: number, hash: Uint8Array, full: FullTile[]): void {
    this.#edges[level] ??= [];
    const edge = this.#edges[level];
    edge.push(hash);
    if (edge.length < TILE_WIDTH) return;
    const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
    full.push({ level, index, hashes: Buffer.concat(edge) });
    this.#edges[level] = [];
    this.#add(level + 1, perfectRoot(edge), full);
  }

  /** The root over all that was appended (RFC 6962 section 2.1). */
  root(): Uint8Array {
    if (this.#size === 0) return nodePrimitives.sha256(new Uint8Array());
    let root: Uint8Array | null = null;
    for (const edge of this.#edges) root = raggedRoot(root ? [...edge, root] : edge) ?? root;
    return root as Uint8Array;
  }
}

/** The root of a power of two of hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let level = [...hashes];
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2)
      above.push(nodeHash(nodePrimitives, level[at] as Uint8Array, level[at + 1] as Uint8Array));
    level = above;
  }
  return level[0] as Uint8Array;
}

/** The root of any number of hashes: an odd one out goes up as it is, which is RFC 6962's tree. Null of none. */
function raggedRoot(hashes: readonly Uint8Array[]): Uint8Array | null {
  let level = [...hashes];
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at + 1 < level.length; at += 2)
      above.push(nodeHash(nodePrimitives, level[at] as Uint8Array, level[at + 1] as Uint8Array));
    if (level.length % 2 === 1) above.push(level.at(-1) as Uint8Array);
    level = above;
  }
  return level[0] ?? null;
}
