import type { Sliced } from '../kernel/slices.ts';

/**
 * Which documents bear a key, for keys that are 32-bit hashes. Two keys that share a hash share their documents: that
 * costs a look at a wrong document and loses none. Three typed arrays and nothing else, so that an index of millions
 * of keys takes its numbers' room only, and can be written to a file as it is.
 */
export interface KeyIndexArrays {
  /** Distinct hashes, ascending. */
  hashes: Uint32Array;
  /** Where each hash's documents begin in `documents`; one longer than `hashes`. */
  starts: Uint32Array;
  documents: Uint32Array;
}

const FIRST_CAPACITY = 1 << 16;
/** Hashes are found by their upper bits first. */
const BUCKET_BITS = 16;

export class KeyIndexBuilder {
  #hashes = new Uint32Array(FIRST_CAPACITY);
  #documents = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  add(hash: number, document: number): void {
    if (this.#size === this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#documents = grown(this.#documents);
    }
    this.#hashes[this.#size] = hash;
    this.#documents[this.#size] = document;
    this.#size += 1;
  }

  /** The index of what was added. Documents must have been added in ascending order; doubles are dropped. */
  *finish(): Sliced<KeyIndexArrays> {
    const [hashes, documents] = yield* sortByHash(
      this.#hashes.subarray(0, this.#size),
      this.#documents.subarray(0, this.#size),
    );
    this.#hashes = new Uint32Array(0);
    this.#documents = new Uint32Array(0);
    return compact(hashes, documents);
  }
}

/** A part of `documents`: from, to. */
export interface Postings {
  from: number;
  to: number;
}

export class KeyIndex {
  readonly arrays: KeyIndexArrays;
  /** Where the hashes of each upper half begin. */
  readonly #buckets = new Uint32Array((1 << BUCKET_BITS) + 1);

  constructor(arrays: KeyIndexArrays) {
    this.arrays = arrays;
    const { hashes } = arrays;
    let bucket = 0;
    for (let at = 0; at < hashes.length; at += 1) {
      const upper = (hashes[at] ?? 0) >>> (32 - BUCKET_BITS);
      while (bucket <= upper) this.#buckets[bucket++] = at;
    }
    while (bucket < this.#buckets.length) this.#buckets[bucket++] = hashes.length;
  }

  /** Where the documents of a key stand, or null when no document bears it. */
  find(hash: number): Postings | null {
    const { hashes, starts } = this.arrays;
    const upper = hash >>> (32 - BUCKET_BITS);
    let low = this.#buckets[upper] ?? 0;
    let high = this.#buckets[upper + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    if (hashes[low] !== hash) return null;
    return { from: starts[low] ?? 0, to: starts[low + 1] ?? 0 };
  }
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units of a key. */
export function keyHash(key: string): number {
  let hash = OFFSET;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), PRIME);
  return scatter(hash);
}

/** The hash of a key without one of its units. */
export function hashWithout(key: string, left: number): number {
  let hash = OFFSET;
  for (let at = 0; at < key.length; at += 1) if (at !== left) hash = Math.imul(hash ^ key.charCodeAt(at), PRIME);
  return scatter(hash);
}

/** One key of two, whatever their order. */
export function pairHash(one: number, other: number): number {
  const sum = (one + other) | 0;
  return scatter(Math.imul(sum, 0x9e3779b1) ^ one ^ other);
}

function scatter(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(Math.ceil(array.length * 1.6));
  wider.set(array);
  return wider;
}

/** Sorts pairs by hash in two counting passes of 16 bits; equal hashes keep their order. */
function* sortByHash(hashes: Uint32Array, documents: Uint32Array): Sliced<[Uint32Array, Uint32Array]> {
  let [fromHashes, fromDocuments] = [hashes, documents];
  for (const shift of [0, 16]) {
    const offsets = new Uint32Array(65_537);
    for (let at = 0; at < fromHashes.length; at += 1) {
      const place = (((fromHashes[at] ?? 0) >>> shift) & 0xffff) + 1;
      offsets[place] = (offsets[place] ?? 0) + 1;
    }
    for (let at = 1; at < offsets.length; at += 1) offsets[at] = (offsets[at] ?? 0) + (offsets[at - 1] ?? 0);
    yield;
    const toHashes = new Uint32Array(fromHashes.length);
    const toDocuments = new Uint32Array(fromHashes.length);
    for (let at = 0; at < fromHashes.length; at += 1) {
      const hash = fromHashes[at] ?? 0;
      const digit = (hash >>> shift) & 0xffff;
      const place = offsets[digit] ?? 0;
      offsets[digit] = place + 1;
      toHashes[place] = hash;
      toDocuments[place] = fromDocuments[at] ?? 0;
    }
    [fromHashes, fromDocuments] = [toHashes, toDocuments];
    yield;
  }
  return [fromHashes, fromDocuments];
}

function compact(hashes: Uint32Array, documents: Uint32Array): KeyIndexArrays {
  let [kept, distinct] = [0, 0];
  let [lastHash, lastDocument] = [-1, -1];
  const starts: number[] = [];
  // Written over itself: what is kept never overtakes what is read.
  for (let at = 0; at < hashes.length; at += 1) {
    const [hash, document] = [hashes[at] ?? 0, documents[at] ?? 0];
    if (hash === lastHash && document === lastDocument) continue;
    if (hash !== lastHash) {
      starts.push(kept);
      hashes[distinct++] = hash;
    }
    documents[kept++] = document;
    [lastHash, lastDocument] = [hash, document];
  }
  starts.push(kept);
  return { hashes: hashes.slice(0, distinct), starts: new Uint32Array(starts), documents: documents.slice(0, kept) };
}
