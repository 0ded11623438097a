import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { BlockMark } from '../nodes/evm.ts';
import type { Hop, Movement } from '../transfers/movement.ts';
import { movementLine, readTransfers } from '../transfers/read-transfers.ts';

/** A bundle of movements as it was taken in. */
export interface Bundle {
  id: number;
  sha256: string;
  name: string;
  source: string;
  kind: 'file' | 'evm' | 'bitcoin-core' | 'esplora';
  exercise: boolean;
  chains: string[];
  movements: number;
  fromAt: string;
  toAt: string;
  blocks: Record<string, { first: number; last: number }>;
  mark: BlockMark | null;
  rejected: number;
  rejections: { line: number; reason: string }[];
  loadedAt: string;
}

const columns = `id, sha256, name, source, kind, exercise, chains, movements, from_at as "fromAt", to_at as "toAt",
  blocks, mark, rejected, rejections, loaded_at as "loadedAt"`;

export type BundleOrigin = Pick<Bundle, 'name' | 'source' | 'kind' | 'exercise' | 'mark'>;
/** Filled by the reader while the movements pass. */
export type BundleFaults = Pick<Bundle, 'rejected' | 'rejections'>;

/**
 * Keeps movements: their lines first, in a file named by their hash, the database last. Null when the same movements are
 * there already; the error of a source that breaks off leaves nothing behind.
 */
export async function keepBundle(
  { database, home }: { database: Database; home: string },
  { origin, faults }: { origin: BundleOrigin; faults: BundleFaults },
  movements: AsyncIterable<Movement> | Iterable<Movement>,
): Promise<Bundle | null> {
  const folder = bundleFolder(home);
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `${randomUUID()}.part`);
  const seen = new Summary();
  try {
    await pipeline(Readable.from(seen.lines(movements)), createGzip({ level: 1 }), createWriteStream(part));
    if (seen.count === 0) throw nothing(origin, faults);
    const sha256 = seen.hash.digest('hex');
    renameSync(part, bundlePath(home, sha256));
    const [row] = await database<Bundle[]>`
      insert into finance_bundle (sha256, name, source, kind, exercise, chains, movements, from_at, to_at, blocks, mark,
        rejected, rejections)
      values (${sha256}, ${origin.name}, ${origin.source}, ${origin.kind}, ${origin.exercise}, ${[...seen.chains].sort()},
        ${seen.count}, ${iso(seen.from)}, ${iso(seen.to)}, ${database.json(Object.fromEntries(seen.blocks) as never)},
        ${origin.mark ? database.json(origin.mark as never) : null}, ${faults.rejected}, ${database.json(faults.rejections as never)})
      on conflict (sha256) do nothing returning ${database.unsafe(columns)}`;
    return row ?? null;
  } finally {
    rmSync(part, { force: true });
  }
}

/** What passes on its way to the file. */
class Summary {
  readonly hash = createHash('sha256');
  readonly chains = new Set<string>();
  readonly blocks = new Map<string, { first: number; last: number }>();
  count = 0;
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;

  async *lines(movements: AsyncIterable<Movement> | Iterable<Movement>): AsyncGenerator<string> {
    for await (const movement of movements) {
      const line = `${movementLine(movement)}\n`;
      this.hash.update(line);
      this.#note(movement);
      yield line;
    }
  }

  #note({ chain, at, block }: Movement): void {
    this.count += 1;
    this.chains.add(chain);
    this.from = Math.min(this.from, at);
    this.to = Math.max(this.to, at);
    if (block === null) return;
    const known = this.blocks.get(chain) ?? { first: block, last: block };
    this.blocks.set(chain, { first: Math.min(known.first, block), last: Math.max(known.last, block) });
  }
}

function nothing({ name }: BundleOrigin, { rejected, rejections }: BundleFaults): AppError {
  const why = rejections[0] ? `; line ${rejections[0].line} ${rejections[0].reason}` : '';
  return new AppError({
    code: 'BUNDLE_EMPTY',
    kind: 'invalid',
    message: `Cannot take in "${name}": no transfer in it can be read (${rejected} left out${why})`,
    hint: 'Check the columns, and give --chain and --asset when the file does not name them.',
  });
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function bundleFolder(home: string): string {
  return join(home, 'finance', 'bundles');
}

function bundlePath(home: string, sha256: string): string {
  return join(bundleFolder(home), `${sha256}.jsonl.gz`);
}

/** The bundles, oldest first. */
export async function bundles(database: Queryable): Promise<Bundle[]> {
  return await database<Bundle[]>`select ${database.unsafe(columns)} from finance_bundle order by id`;
}

/** The movements of a bundle. Throws when its file is gone or is not what was kept. */
export async function* bundleMovements(
  home: string,
  { sha256, name }: Pick<Bundle, 'sha256' | 'name'>,
): AsyncGenerator<Movement> {
  const path = bundlePath(home, sha256);
  if (!existsSync(path)) throw damaged(name, 'its file is gone');
  const hash = createHash('sha256');
  const facts = { format: 'movements' as const, rows: 0, rejected: 0, rejections: [] };
  async function* lines(): AsyncGenerator<string> {
    let open = '';
    for await (const chunk of createReadStream(path).pipe(createGunzip())) {
      hash.update(chunk as Buffer);
      const parts = (open + (chunk as Buffer).toString('latin1')).split('\n');
      open = parts.pop() ?? '';
      for (const line of parts) yield Buffer.from(line, 'latin1').toString('utf8');
    }
  }
  yield* readTransfers(lines(), facts, {});
  if (facts.rejected > 0 || hash.digest('hex') !== sha256)
    throw damaged(name, 'its movements are not those that were kept');
}

function damaged(name: string, reason: string): AppError {
  return new AppError({
    code: 'BUNDLE_DAMAGED',
    kind: 'unavailable',
    message: `Cannot trace through "${name}": ${reason}`,
    hint: 'Load it again from its source, or restore the folder finance/bundles of the data folder.',
  });
}

/** Keeps declared hops; one with a known id takes the place of the one before. */
export async function keepHops(database: Queryable, hops: readonly Hop[]): Promise<number> {
  for (const hop of hops)
    await database`
      insert into finance_hop (id, body, at) values (${hop.id}, ${database.json(written(hop) as never)}, ${iso(hop.at)})
      on conflict (id) do update set body = excluded.body, at = excluded.at`;
  return hops.length;
}

export async function declaredHops(database: Queryable): Promise<Hop[]> {
  const rows = await database<{ body: ReturnType<typeof written> }[]>`select body from finance_hop order by at, id`;
  return rows.map(({ body }) => ({
    ...body,
    from: { ...body.from, amount: BigInt(body.from.amount) },
    to: { ...body.to, amount: BigInt(body.to.amount) },
  }));
}

function written(hop: Hop) {
  return {
    ...hop,
    from: { ...hop.from, amount: hop.from.amount.toString() },
    to: { ...hop.to, amount: hop.to.amount.toString() },
  };
}

/** Changes with every bundle, hop and TagPack: what is built of them is built anew. */
export async function financeState(database: Queryable): Promise<string> {
  const [row] = await database<{ state: string }[]>`
    select (select coalesce(max(id), 0) from finance_bundle) || '-' || (select coalesce(max(id), 0) from finance_tagpack)
      || '-' || (select count(*) || '/' || coalesce(max(loaded_at)::text, '') from finance_hop) as state`;
  return row?.state ?? '';
}
