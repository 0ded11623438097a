import { connect, type Socket } from 'node:net';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { type ByteSource, piecesOf } from '../byte-source.ts';

export type ScanResult =
  | { result: 'clean' }
  | { result: 'found'; name: string }
  /** The scanner takes no file of this size. */
  | { result: 'too-large' };

const PIECE = 65_536;
const PATIENCE = 120_000;

/** Sends a file to clamd (INSTREAM) at `host:port` or the path of its socket. Throws AppError (unavailable) when it gives no answer. */
export async function scanWithClamd(address: string, source: ByteSource): Promise<ScanResult> {
  const socket = connect(targetOf(address));
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error('it does not answer in time')));
  const answer = replyOf(socket);
  // The answer is awaited below; a scanner that hangs up while we still send must not end the process before.
  answer.catch(() => {});
  try {
    await send(socket, source);
    return resultOf((await answer).replace(/\0/g, '').trim());
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError({
      code: 'SCANNER_UNREACHABLE',
      kind: 'unavailable',
      message: `Cannot take the evidence: the malware scanner at ${address} gives no answer: ${messageOf(cause)}`,
      hint: 'Start clamd, or take WATCHKEEPER_CLAMD out of the settings to go on without it.',
      cause,
    });
  } finally {
    socket.destroy();
  }
}

function targetOf(address: string): { path: string } | { host: string; port: number } {
  if (address.startsWith('/')) return { path: address };
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}

async function send(socket: Socket, source: ByteSource): Promise<void> {
  const write = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  try {
    await write(Buffer.from('zINSTREAM\0'));
    for await (const piece of piecesOf(source, PIECE)) {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(piece.byteLength);
      await write(Buffer.concat([head, piece]));
    }
    await write(Buffer.alloc(4));
  } catch (cause) {
    // A scanner that takes no more says so and hangs up while we still send.
    if (!['EPIPE', 'ECONNRESET'].includes(String((cause as NodeJS.ErrnoException).code))) throw cause;
  }
}

function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
    });
    const end = (error?: Error): void => {
      if (text !== '') resolve(text);
      else reject(error ?? new Error('it hung up'));
    };
    socket.on('error', end);
    socket.on('close', () => end());
    socket.on('end', () => end());
  });
}

function resultOf(reply: string): ScanResult {
  if (/^stream: OK$/.test(reply)) return { result: 'clean' };
  const [, name] = /^stream: (.+) FOUND$/.exec(reply) ?? [];
  if (name) return { result: 'found', name };
  if (/size limit exceeded/i.test(reply)) return { result: 'too-large' };
  throw new Error(`it answers "${reply.slice(0, 200)}"`);
}
