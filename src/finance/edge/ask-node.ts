import { AppError } from '../../kernel/errors.ts';

/** Where a node is asked. Name and password in the address are sent as HTTP Basic and shown nowhere. */
export interface NodeAddress {
  url: string;
  signal?: AbortSignal;
  /** Milliseconds for one answer, from the question to its last byte; 20 s when not said. */
  patience?: number;
  /** Bytes of one answer; 64 MiB when not said. */
  mostBytes?: number;
}

const PATIENCE_MILLISECONDS = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;

let questions = 0;

/** Asks by JSON-RPC. Throws AppError when the node does not answer in time, answers too much, another question, or with an error. */
export async function askRpc(node: NodeAddress, method: string, params: readonly unknown[]): Promise<unknown> {
  questions += 1;
  const id = questions;
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
  const answer = await ask(node, '', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const { error, result, id: answered } = (answer ?? {}) as Record<string, unknown>;
  if (error) throw refused(node, `${method} was refused: ${JSON.stringify(error).slice(0, 300)}`);
  if (answered !== id) throw refused(node, `the answer to ${method} is to another question`);
  if (result === undefined || result === null) throw refused(node, `${method} has no result`);
  return result;
}

/** Asks for a path as JSON. */
export function askPath(node: NodeAddress, path: string): Promise<unknown> {
  return ask(node, path, {});
}

async function ask(node: NodeAddress, path: string, request: RequestInit): Promise<unknown> {
  const { patience = PATIENCE_MILLISECONDS, mostBytes = MOST_BYTES } = node;
  const { address, authorization } = partsOf(node);
  const timeout = AbortSignal.timeout(patience);
  const signal = node.signal ? AbortSignal.any([node.signal, timeout]) : timeout;
  try {
    const headers = { ...(request.headers as Record<string, string>), ...(authorization ? { authorization } : {}) };
    const response = await fetch(`${address}${path}`, { ...request, headers, signal, redirect: 'error' });
    const text = await readBounded(response, node, mostBytes);
    if (!response.ok) throw refused(node, `it answers ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (cause instanceof AppError || node.signal?.aborted) throw cause;
    if (timeout.aborted) throw refused(node, `it has not answered in ${patience / 1000} s`);
    throw refused(node, cause instanceof SyntaxError ? 'its answer is no JSON' : reasonOf(cause));
  }
}

async function readBounded(response: Response, node: NodeAddress, mostBytes: number): Promise<string> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > mostBytes) throw refused(node, `it announces ${announced} bytes, more than ${mostBytes}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostBytes) throw refused(node, `it sends more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function partsOf(node: NodeAddress): { address: string; authorization: string | null } {
  let url: URL;
  try {
    url = new URL(node.url);
  } catch {
    throw refused(node, 'its address is none');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(node, 'its address is neither http nor https');
  const [name, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  const authorization = name ? `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` : null;
  return { address: url.toString().replace(/\/$/, ''), authorization };
}

/** The node's address without name, password and query: what may be shown and kept. */
export function shownNode(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`.replace(/\/$/, '');
  } catch {
    return '(unreadable address)';
  }
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}

function refused({ url }: NodeAddress, reason: string): AppError {
  return new AppError({
    code: 'NODE_UNUSABLE',
    kind: 'unavailable',
    message: `Cannot read from the node at ${shownNode(url)}: ${reason}`,
    hint: 'Check the address and that the node is synced. Nothing of this batch was kept.',
  });
}
