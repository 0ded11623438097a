import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { memorySource } from '../byte-source.ts';
import { scanWithClamd } from './clamd.ts';

const EICAR_LIKE = 'EXERCISE-MALWARE';

/** Speaks as clamd does: reads INSTREAM to its end, refuses streams above a limit. */
function clamd(limit: number): Server {
  return createServer((socket: Socket) => {
    let held = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, bytes]);
      if (!held.subarray(0, 10).equals(Buffer.from('zINSTREAM\0').subarray(0, held.byteLength)))
        return socket.end('UNKNOWN COMMAND\0');
      let [at, content] = [10, ''];
      while (at + 4 <= held.byteLength) {
        const size = held.readUInt32BE(at);
        if (size === 0)
          return socket.end(content.includes(EICAR_LIKE) ? 'stream: Exercise.Test FOUND\0' : 'stream: OK\0');
        if (at + 4 + size > held.byteLength) return;
        content += held.toString('latin1', at + 4, at + 4 + size);
        if (content.length > limit) return socket.end('INSTREAM size limit exceeded. ERROR\0');
        at += 4 + size;
      }
    });
  });
}

describe('scanWithClamd()', () => {
  let server: Server | undefined;
  let home: string | undefined;
  afterEach(() => {
    server?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });
  async function listening(limit = 10_000_000): Promise<string> {
    server = clamd(limit);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  }
  const file = (text: string, times = 1) => memorySource(Buffer.from(text.repeat(times)));

  it('passes what is clean, names what is found, over TCP and a socket', async () => {
    const address = await listening();
    expect(await scanWithClamd(address, file('EXERCISE ', 30_000))).toEqual({ result: 'clean' });
    expect(await scanWithClamd(address, file(EICAR_LIKE))).toEqual({ result: 'found', name: 'Exercise.Test' });
    server?.close();
    home = temporaryHome();
    const path = join(home, 'clamd.sock');
    server = clamd(100);
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    expect(await scanWithClamd(path, file('EXERCISE'))).toEqual({ result: 'clean' });
  });

  it('says when the scanner takes no file of that size', async () => {
    expect(await scanWithClamd(await listening(1000), file('EXERCISE ', 200_000))).toEqual({ result: 'too-large' });
  });

  it('does not let a file pass when the scanner is away, or answers something else', async () => {
    const address = await listening();
    server?.close();
    await expect(scanWithClamd(address, file('EXERCISE'))).rejects.toMatchObject({ code: 'SCANNER_UNREACHABLE' });
    server = createServer((socket) => socket.end('stream: broken ERROR\0').on('error', () => {}));
    await new Promise<void>((resolve) => server?.listen(Number(address.split(':')[1]), '127.0.0.1', resolve));
    await expect(scanWithClamd(address, file('EXERCISE'))).rejects.toMatchObject({ code: 'SCANNER_UNREACHABLE' });
  });
});
