import type { Queryable } from '../../store/database.ts';
import { Frontier } from '../frontier.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { readTile, TILE_WIDTH, tileWidthAt } from '../tiles.ts';
import type { NodeReader } from '../tree.ts';
import { leafHash, nodeHash } from '../verify/merkle.ts';

/** A tile of eight levels of the tree: its hashes, and above them those of every pair. */
type TileTree = readonly (readonly Uint8Array[])[];

/** The root of a full tile stands eight levels above its hashes. */
const ROOT_LEVEL = 8;
/** Tiles that are kept in memory, 16 KiB each; at a width they never change. */
const MOST_KEPT = 2048;

/** Reads the tree from the database: full tiles as they lie there, the last of each level from what it stands on. */
export class TreeStore {
  readonly #database: Queryable;
  readonly #kept = new Map<string, TileTree>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The nodes of the tree at a size that the log has reached. */
  reader(size: number): NodeReader {
    return async (level, index) => {
      const tileLevel = Math.floor(level / 8);
      const inTile = level % 8;
      const tile = Math.floor((index * 2 ** inTile) / TILE_WIDTH);
      const tree = await this.#tree(tileLevel, tile, size);
      const hash = tree[inTile]?.[index - (tile * TILE_WIDTH) / 2 ** inTile];
      if (!hash) throw new Error(`the ledger has no node ${level}/${index} at size ${size}`);
      return hash;
    };
  }

  /** The hashes of a tile, as many as a log of this size has there. */
  async tile(level: number, index: number, size: number): Promise<readonly Uint8Array[]> {
    return (await this.#tree(level, index, size))[0] ?? [];
  }

  /** What appending to a log of this size needs. */
  async frontier(size: number): Promise<Frontier> {
    const edges: (readonly Uint8Array[])[] = [];
    for (let level = 0; TILE_WIDTH ** level <= size; level += 1) {
      const inLevel = Math.floor(size / TILE_WIDTH ** level);
      edges.push(inLevel % TILE_WIDTH === 0 ? [] : await this.tile(level, Math.floor(inLevel / TILE_WIDTH), size));
    }
    return new Frontier(size, edges);
  }

  async #tree(level: number, index: number, size: number): Promise<TileTree> {
    const width = tileWidthAt(size, { level, index });
    const name = `${level}/${index}/${width}`;
    const known = this.#kept.get(name);
    if (known) return known;
    const tree = pairedUp(await this.#hashes(level, index, width));
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    this.#kept.set(name, tree);
    return tree;
  }

  async #hashes(level: number, index: number, width: number): Promise<readonly Uint8Array[]> {
    if (width === TILE_WIDTH) return this.#fullTile(level, index);
    if (level === 0) {
      const entries = await entriesFrom(this.#database, index * TILE_WIDTH, width);
      return entries.map((entry) => leafHash(nodePrimitives, entry));
    }
    const firstBelow = index * TILE_WIDTH;
    const sizeBelow = (firstBelow + width) * TILE_WIDTH ** level;
    const below = Array.from({ length: width }, (_, at) => this.#tree(level - 1, firstBelow + at, sizeBelow));
    return (await Promise.all(below)).map((tree) => tree[ROOT_LEVEL]?.[0] as Uint8Array);
  }

  async #fullTile(level: number, index: number): Promise<Uint8Array[]> {
    const [row] = await this.#database<{ hashes: Uint8Array }[]>`
      select hashes from ledger_tile where level = ${level} and index = ${index}`;
    const hashes = row && readTile(row.hashes);
    if (hashes?.length !== TILE_WIDTH) throw new Error(`the ledger lacks tile ${level}/${index}`);
    return hashes;
  }
}

/** Entries in order; fewer than asked where the log ends. */
export async function entriesFrom(database: Queryable, from: number, most: number): Promise<Uint8Array[]> {
  const rows = await database<{ commitment: Uint8Array }[]>`
    select commitment from ledger_entry where index >= ${from} and index < ${from + most} order by index`;
  return rows.map(({ commitment }) => commitment);
}

function pairedUp(hashes: readonly Uint8Array[]): TileTree {
  const tree: Uint8Array[][] = [[...hashes]];
  for (let level = 0; level < ROOT_LEVEL; level += 1) {
    const below = tree[level] ?? [];
    tree.push(
      Array.from({ length: Math.floor(below.length / 2) }, (_, at) =>
        nodeHash(nodePrimitives, below[2 * at] as Uint8Array, below[2 * at + 1] as Uint8Array),
      ),
    );
  }
  return tree;
}
