/**
 * The asking side of a benchmark over HTTP, in a process of its own: reads a plan on standard input, asks over
 * connections that are kept open, and writes the milliseconds of each request on standard output.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface AskingPlan {
  address: string;
  headers: Record<string, string>;
  /** The bodies to post, in turn and again. */
  bodies: string[];
  connections: number;
  milliseconds: number;
}

export interface Asked {
  requests: number;
  /** From the first request sent to the last answer read. */
  milliseconds: number;
  /** Of each request, in order of length. */
  times: number[];
}

async function carryOut({ address, headers, bodies, connections, milliseconds }: AskingPlan): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const begin = performance.now();
  let next = 0;
  const askInTurn = async (): Promise<void> => {
    while (performance.now() - begin < milliseconds) {
      const asked = performance.now();
      await post(agent, address, headers, bodies[next++ % bodies.length] ?? '');
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, askInTurn));
  agent.destroy();
  return {
    requests: times.length,
    milliseconds: performance.now() - begin,
    times: times.sort((one, other) => one - other),
  };
}

/** Resolves when the answer has been read as JSON; rejects when it is no answer. */
function post(agent: Agent, address: string, headers: Record<string, string>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request(address, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    });
    asking.once('error', reject);
    asking.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const bytes = Buffer.concat(chunks);
        const plain = response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
        if (response.statusCode === 200) resolve(void JSON.parse(plain.toString('utf8')));
        else reject(new Error(`answered ${response.statusCode}: ${plain.toString('utf8').slice(0, 300)}`));
      });
    });
    asking.end(body);
  });
}

process.stdout.write(JSON.stringify(await carryOut(JSON.parse(await text(process.stdin)) as AskingPlan)));
