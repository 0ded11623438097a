import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../kernel/errors.ts';
import { asPassing, PassingFailure } from './passing-failure.ts';

/** A file on its way: what of it has arrived, and the sign by which a server knows that it still has the same one. */
export class PartFile {
  readonly path: string;
  readonly #tagPath: string;

  constructor(path: string) {
    this.path = path;
    this.#tagPath = `${path}.tag`;
  }

  /** Where to go on and by which sign; null when there is nothing to go on with. */
  get begun(): { bytes: number; tag: string } | null {
    if (!existsSync(this.path) || !existsSync(this.#tagPath)) return null;
    const [bytes, tag] = [statSync(this.path).size, readFileSync(this.#tagPath, 'utf8')];
    return bytes > 0 && tag !== '' ? { bytes, tag } : null;
  }

  /** A weak sign does not promise the same bytes, and what was packed on the way has no bytes to count by. */
  remember({ headers }: Response): void {
    const tag = headers.get('etag') ?? headers.get('last-modified');
    if (tag && !tag.startsWith('W/') && !isPacked(headers)) writeFileSync(this.#tagPath, tag);
    else rmSync(this.#tagPath, { force: true });
  }

  drop(): void {
    rmSync(this.path, { force: true });
    rmSync(this.#tagPath, { force: true });
  }
}

interface Receiving {
  url: string;
  mostBytes: number;
  /** Called with the bytes held so far and all of them, where the server says how many. */
  heard(bytes: number, total: number | null): void;
}

/** Writes the body of a 200 or 206 answer to the part file. Throws a passing failure when it ends before its length. */
export async function receivePart(response: Response, part: PartFile, receiving: Receiving): Promise<void> {
  const { from, total } = extentOf(response, part);
  if (total !== null && total > receiving.mostBytes) throw tooLarge(receiving);
  part.remember(response);
  const file = await open(part.path, from > 0 ? 'a' : 'w');
  let size = from;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const piece = await reader?.read().catch((cause: unknown) => Promise.reject(asPassing(cause)));
      if (!piece || piece.done) break;
      size += piece.value.byteLength;
      if (size > receiving.mostBytes) throw tooLarge(receiving);
      await file.appendFile(piece.value);
      receiving.heard(size, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && size < total) throw new PassingFailure(`the connection ended after ${size} of ${total} bytes`);
}

/** Where the body belongs in the file. A piece is taken only where it was asked for and when it says of how much. */
function extentOf({ status, headers }: Response, part: PartFile): { from: number; total: number | null } {
  if (status === 206) {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
    if (from && total && Number(from) === part.begun?.bytes) return { from: Number(from), total: Number(total) };
    part.drop();
    throw new PassingFailure('the server sent another part of the file than was asked for');
  }
  const length = headers.get('content-length');
  return { from: 0, total: length === null || isPacked(headers) ? null : Number(length) };
}

function isPacked(headers: Headers): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity';
}

function tooLarge({ url, mostBytes }: Receiving): AppError {
  return new AppError({
    code: 'FETCH_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot fetch ${url}: it is larger than ${mostBytes} bytes`,
    hint: 'The list is not expected to be that large. Check the address and its limit in data/lists/sources.json.',
  });
}
