import { AppError, messageOf } from '../../kernel/errors.ts';
import { type Frontier, perfectRoot } from '../frontier.ts';
import { readBundle, readTile, TILE_WIDTH, tilePath, tileWidthAt } from '../tiles.ts';
import type { NodeReader } from '../tree.ts';
import { textOf } from '../verify/bytes.ts';

const PATIENCE = 20_000;
/** Entries are at most 65,535 bytes; ours are 32. A tile is 8,192. */
const MOST_BYTES = 16_777_216 + 512;
const MOST_KEPT = 1024;

/** Another node's log, read as anyone may read it. What it says is believed only where the hashes hold. */
export class RemoteLog {
  readonly #address: string;
  readonly #tiles = new Map<string, Promise<Uint8Array[]>>();

  /** @param address what stands before `/checkpoint`, as `https://watch.example.org/ledger` */
  constructor(address: string) {
    this.#address = address.replace(/\/+$/, '');
  }

  async checkpoint(): Promise<string> {
    return textOf(await this.#get('checkpoint')) ?? '';
  }

  /** The head that a witness signed of a log; null when it says none. */
  static async headAtWitness(url: string, origin: string): Promise<string | null> {
    try {
      const bytes = await fetched(`${url.replace(/\/+$/, '')}/head?origin=${encodeURIComponent(origin)}`);
      return textOf(bytes);
    } catch {
      return null;
    }
  }

  /** Entries in order from one on, up to a size that the log has. */
  async *entries(from: number, size: number): AsyncGenerator<Uint8Array[]> {
    for (let at = from; at < size; ) {
      const index = Math.floor(at / TILE_WIDTH);
      const width = tileWidthAt(size, { level: 'entries', index });
      const bundle = readBundle(await this.#get(tilePath({ level: 'entries', index, width })));
      if (bundle?.length !== width) throw unreadable(this.#address, `bundle ${index} does not hold ${width} entries`);
      const wanted = bundle.slice(at - index * TILE_WIDTH);
      yield wanted;
      at += wanted.length;
    }
  }

  reader(size: number): NodeReader {
    return async (level, index) => {
      const tileLevel = Math.floor(level / 8);
      const span = 2 ** (level % 8);
      const tile = Math.floor((index * span) / TILE_WIDTH);
      const hashes = await this.#tile(tileLevel, tile, tileWidthAt(size, { level: tileLevel, index: tile }));
      const from = index * span - tile * TILE_WIDTH;
      return perfectRoot(hashes.slice(from, from + span));
    };
  }

  #tile(level: number, index: number, width: number): Promise<Uint8Array[]> {
    const path = tilePath({ level, index, width });
    const known = this.#tiles.get(path);
    if (known) return known;
    const tile = this.#get(path).then((bytes) => {
      const hashes = readTile(bytes);
      if (hashes?.length !== width) throw unreadable(this.#address, `${path} does not hold ${width} hashes`);
      return hashes;
    });
    if (this.#tiles.size >= MOST_KEPT) this.#tiles.clear();
    this.#tiles.set(path, tile);
    return tile;
  }

  async #get(path: string): Promise<Uint8Array> {
    try {
      return await fetched(`${this.#address}/${path}`);
    } catch (cause) {
      throw unreadable(this.#address, `${path}: ${messageOf(cause)}`, cause);
    }
  }
}

/** Grows a frontier by what a remote log has, up to a size. */
export async function growBy(
  log: RemoteLog,
  frontier: Frontier,
  { size, onProgress }: { size: number; onProgress(done: number): void },
): Promise<void> {
  for await (const entries of log.entries(frontier.size, size)) {
    frontier.append(entries);
    onProgress(frontier.size);
  }
}

async function fetched(address: string): Promise<Uint8Array> {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), redirect: 'follow' });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

function unreadable(address: string, state: string, cause?: unknown): AppError {
  return new AppError({
    code: 'LOG_UNREADABLE',
    kind: 'unavailable',
    message: `Cannot read the log at ${address}: ${state}`,
    hint: 'The address is what stands before /checkpoint, as https://watch.example.org/ledger.',
    cause,
  });
}
