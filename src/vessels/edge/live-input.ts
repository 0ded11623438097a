import { createSocket } from 'node:dgram';
import { createConnection, createServer, type Socket } from 'node:net';

/** Where sentences come from: a server to connect to, or a port to be sent to. */
export type LiveAddress =
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'tcp-server' | 'udp-server'; host: string; port: number };

export interface LiveInput {
  /** Takes bytes as they come. False when the taker is full: the sender is held back until `resume` (not for UDP). */
  onBytes(bytes: Uint8Array): boolean;
  /** Told of connections, losses and silences, for the record. */
  onNote(note: string): void;
  signal: AbortSignal;
  /** IP addresses that are taken; all where not given. */
  senders?: ReadonlySet<string>;
}

export interface OpenedInput {
  /** Port that is listened on; of a client, the server's. */
  port: number;
  /** Lets senders that were held back go on. */
  resume(): void;
  /** Ends when the signal does. */
  done: Promise<void>;
}

/** Milliseconds before a lost server is tried again: doubled each time, with a random half, up to a minute. */
const BACK_OFF = { first: 500, most: 60_000 };
/** Milliseconds without a byte after which a connection is taken for dead. */
const SILENT = 120_000;
/** Senders that a port takes at once. */
const MOST_SENDERS = 64;

/** Reads `tcp://host:port`, `tcp-server://host:port` or `udp-server://host:port`; null for anything else. */
export function liveAddress(text: string): LiveAddress | null {
  const found = /^(tcp|tcp-server|udp-server):\/\/(?:\[([0-9a-f:]+)\]|([^:/[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(found?.[4]);
  if (!found || port > 65_535) return null;
  return { kind: (found[1] ?? '').toLowerCase() as LiveAddress['kind'], host: found[2] ?? found[3] ?? '', port };
}

/** Opens the input. Rejects when a port cannot be listened on; a server that cannot be reached is tried again. */
export function openLive(address: LiveAddress, input: LiveInput): Promise<OpenedInput> {
  if (address.kind === 'tcp') return Promise.resolve(connectAgain(address, input));
  return address.kind === 'tcp-server' ? takeConnections(address, input) : takeDatagrams(address, input);
}

function connectAgain({ host, port }: LiveAddress, input: LiveInput): OpenedInput {
  const { signal } = input;
  let socket: Socket | undefined;
  let wait = BACK_OFF.first;
  const done = (async () => {
    while (!signal.aborted) {
      socket = createConnection({ host, port });
      const began = await follow(socket, input, `${host}:${port}`);
      if (began) wait = BACK_OFF.first;
      if (signal.aborted) return;
      const pause = wait / 2 + Math.random() * (wait / 2);
      wait = Math.min(BACK_OFF.most, wait * 2);
      input.onNote(`trying ${host}:${port} again in ${(pause / 1000).toFixed(1)} s`);
      await paused(pause, signal);
    }
  })();
  return { port, resume: () => socket?.resume(), done };
}

/** Bytes of a line that does not end, from which it is passed on as it is: the reader rejects and counts it. */
const MOST_LINE = 65_536;
const LINE_END = Buffer.from('\n');

/** Keeps the unfinished line of one sender back, so that senders are never mixed within a line. */
class WholeLines {
  #rest: Uint8Array = new Uint8Array(0);

  take(bytes: Uint8Array): Uint8Array {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = all.lastIndexOf(10) + 1;
    this.#rest = all.slice(end);
    if (this.#rest.length <= MOST_LINE) return all.subarray(0, end);
    return Buffer.concat([all.subarray(0, end), this.rest()]);
  }

  /** What is left, ended as a line. */
  rest(): Uint8Array {
    const left = this.#rest;
    this.#rest = new Uint8Array(0);
    return left.length === 0 ? left : Buffer.concat([left, LINE_END]);
  }
}

/** Follows one connection to its end; true when any byte came. */
function follow(socket: Socket, { onBytes, onNote, signal }: LiveInput, name: string): Promise<boolean> {
  let began = false;
  const lines = new WholeLines();
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  socket.setTimeout(SILENT, () => {
    onNote(`${name} has been silent for ${SILENT / 1000} s`);
    socket.destroy();
  });
  socket.on('connect', () => onNote(`connected to ${name}`));
  socket.on('data', (bytes) => {
    began = true;
    const whole = lines.take(bytes);
    if (whole.length > 0 && !onBytes(whole)) socket.pause();
  });
  socket.on('error', (error) => onNote(`${name}: ${error.message}`));
  return new Promise((resolve) => {
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      const rest = lines.rest();
      if (rest.length > 0) onBytes(rest);
      resolve(began);
    });
  });
}

function takeConnections({ host, port }: LiveAddress, input: LiveInput): Promise<OpenedInput> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const name = `${socket.remoteAddress}:${socket.remotePort}`;
    if (!isTaken(input, socket.remoteAddress)) {
      input.onNote(`${name} is not among the senders that are taken`);
      socket.destroy();
      return;
    }
    sockets.add(socket);
    input.onNote(`${name} sends`);
    void follow(socket, input, name).then(() => sockets.delete(socket));
  });
  server.maxConnections = MOST_SENDERS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const done = new Promise<void>((end) => {
        const close = (): void => void server.close(() => end());
        if (input.signal.aborted) close();
        else input.signal.addEventListener('abort', close, { once: true });
      });
      const address = server.address();
      const opened = typeof address === 'object' && address ? address.port : port;
      resolve({ port: opened, done, resume: () => sockets.forEach((socket) => void socket.resume()) });
    });
  });
}

/** IPv4 addresses are met as IPv6 ones where both are listened to. */
function isTaken({ senders }: LiveInput, address = ''): boolean {
  return !senders || senders.has(address) || senders.has(address.replace(/^::ffff:/, ''));
}

function takeDatagrams({ host, port }: LiveAddress, input: LiveInput): Promise<OpenedInput> {
  const { onBytes, onNote, signal } = input;
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  let isFull = false;
  let dropped = 0;
  let strangers = 0;
  socket.on('message', (bytes, { address }) => {
    if (!isTaken(input, address)) strangers++;
    else if (isFull) dropped++;
    // A datagram holds whole sentences, the last often without its line end.
    else isFull = !onBytes(bytes.at(-1) === 10 ? bytes : Buffer.concat([bytes, LINE_END]));
  });
  // A sender of datagrams cannot be held back: what is too much is dropped, and said.
  const resume = (): void => {
    if (dropped > 0) onNote(`${dropped} datagrams came faster than they could be taken, and were dropped`);
    if (strangers > 0) onNote(`${strangers} datagrams came from others than the senders that are taken`);
    [isFull, dropped, strangers] = [false, 0, 0];
  };
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      socket.on('error', (error) => onNote(error.message));
      const done = new Promise<void>((end) => {
        const close = (): void => void socket.close(() => end());
        if (signal.aborted) close();
        else signal.addEventListener('abort', close, { once: true });
      });
      resolve({ port: socket.address().port, resume, done });
    });
  });
}

/** Resolves after a while, or when the signal ends. */
export function paused(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
