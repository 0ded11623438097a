import { createSocket } from 'node:dgram';
import { createConnection, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type LiveAddress, liveAddress, openLive } from './live-input.ts';

const SENTENCE = '!AIVDM,1,1,,B,13aDp<PP000IwSlN?Wm@0?wN2<1T,0*29\n';

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('it did not come to hold');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function collector() {
  const stop = new AbortController();
  const seen = { text: '', notes: [] as string[] };
  const input = {
    onBytes(bytes: Uint8Array) {
      seen.text += Buffer.from(bytes).toString();
      return true;
    },
    onNote: (note: string) => void seen.notes.push(note),
    signal: stop.signal,
  };
  return { seen, input, stop };
}

describe('liveAddress()', () => {
  it('reads addresses and refuses all else', () => {
    expect(liveAddress('tcp://ais.example:10110')).toEqual({ kind: 'tcp', host: 'ais.example', port: 10_110 });
    expect(liveAddress('udp-server://[::1]:1000')).toEqual({ kind: 'udp-server', host: '::1', port: 1000 });
    for (const bad of ['http://a:1', 'tcp://a', 'tcp://a:99999', 'tcp:/a:1', '']) expect(liveAddress(bad)).toBeNull();
  });
});

describe('openLive()', () => {
  it('connects to a server, and again when the server goes away', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.end(SENTENCE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { seen, input, stop } = collector();
    const opened = await openLive({ kind: 'tcp', host: '127.0.0.1', port }, input);
    await until(() => connections >= 2 && seen.text.length >= 2 * SENTENCE.length);
    expect(seen.notes.some((note) => note.startsWith('trying'))).toBe(true);
    stop.abort();
    await opened.done;
    await new Promise((resolve) => server.close(resolve));
  });

  it('holds a sender back until it may go on', async () => {
    const { input, stop } = collector();
    let [taken, full] = [0, true];
    const opened = await openLive(
      { kind: 'tcp-server', host: '127.0.0.1', port: 0 },
      {
        ...input,
        onBytes(bytes) {
          taken += bytes.length;
          return !full;
        },
      },
    );
    const sender = createConnection({ host: '127.0.0.1', port: opened.port });
    const all = Buffer.alloc(160_000 * SENTENCE.length, SENTENCE);
    sender.write(all);
    await until(() => taken > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(taken).toBeLessThan(all.length);
    full = false;
    opened.resume();
    await until(() => taken === all.length);
    sender.destroy();
    stop.abort();
    await opened.done;
  });

  it('never mixes two senders within a line, and passes on what a sender leaves unfinished', async () => {
    const { seen, input, stop } = collector();
    const opened = await openLive({ kind: 'tcp-server', host: '127.0.0.1', port: 0 }, input);
    const [one, other] = [0, 1].map(() => createConnection({ host: '127.0.0.1', port: opened.port }).setNoDelay());
    const pause = () => new Promise((resolve) => setTimeout(resolve, 15));
    for (let k = 0; k < 5; k++) {
      one?.write(SENTENCE.slice(0, 20));
      await pause();
      other?.write(SENTENCE.slice(0, 30));
      await pause();
      one?.write(SENTENCE.slice(20));
      await pause();
      other?.write(SENTENCE.slice(30));
      await pause();
    }
    await until(() => seen.text.length >= 10 * SENTENCE.length);
    expect(seen.text).toBe(SENTENCE.repeat(10));
    one?.end('!AIVDM,half');
    await until(() => seen.text.endsWith('!AIVDM,half\n'));
    other?.destroy();
    stop.abort();
    await opened.done;
  });

  it('takes datagrams, each with a line end', async () => {
    const { seen, input, stop } = collector();
    const opened = await openLive({ kind: 'udp-server', host: '127.0.0.1', port: 0 }, input);
    const sender = createSocket('udp4');
    sender.send(SENTENCE.trimEnd(), opened.port, '127.0.0.1');
    await until(() => seen.text === SENTENCE);
    sender.close();
    stop.abort();
    await opened.done;
  });

  it('refuses a port that is taken', async () => {
    const { input, stop } = collector();
    const first = await openLive({ kind: 'tcp-server', host: '127.0.0.1', port: 0 }, input);
    const again: LiveAddress = { kind: 'tcp-server', host: '127.0.0.1', port: first.port };
    await expect(openLive(again, input)).rejects.toThrow(/EADDRINUSE/);
    stop.abort();
    await first.done;
  });

  it('drops datagrams while the taker is full, and says how many', async () => {
    const { input, stop, seen } = collector();
    let taken = 0;
    const opened = await openLive(
      { kind: 'udp-server', host: '127.0.0.1', port: 0 },
      { ...input, onBytes: () => ++taken < 2 },
    );
    const socket = createSocket('udp4');
    const send = () => new Promise((resolve) => socket.send(SENTENCE, opened.port, '127.0.0.1', resolve));
    for (let k = 0; k < 5; k++) await send();
    await until(() => taken === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    opened.resume();
    expect(taken).toBe(2);
    expect(seen.notes).toEqual(['3 datagrams came faster than they could be taken, and were dropped']);
    await send();
    await until(() => taken === 3);
    socket.close();
    stop.abort();
    await opened.done;
  });

  it('takes only the senders that are named', async () => {
    for (const kind of ['tcp-server', 'udp-server'] as const) {
      const { input, stop, seen } = collector();
      const opened = await openLive(
        { kind, host: '127.0.0.1', port: 0 },
        { ...input, senders: new Set(['192.0.2.1']) },
      );
      const datagrams = createSocket('udp4');
      if (kind === 'tcp-server')
        createConnection(opened.port, '127.0.0.1', () => {})
          .on('error', () => {})
          .write(SENTENCE);
      else await new Promise((resolve) => datagrams.send(SENTENCE, opened.port, '127.0.0.1', resolve));
      await until(() => {
        opened.resume();
        return seen.notes.length > 0;
      });
      expect(seen.text).toBe('');
      expect(seen.notes[0]).toContain('the senders that are taken');
      datagrams.close();
      stop.abort();
      await opened.done;
    }
  });
});
