import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { decodeMessage, taggedMessage } from '../ais/decode-object.ts';
import { SentenceReader } from '../ais/sentence-reader.ts';
import { openInput } from './read-input.ts';

/** `vessels decode`: AIS sentences as JSON lines. */
export function decodeCommand(): Command {
  return defineCommand({
    name: 'vessels decode',
    summary: 'Write AIS sentences as JSON lines, one a message, names as in gpsd',
    arguments: [{ name: 'file', description: 'a file of sentences, also gzipped; - reads standard input' }],
    options: [{ flags: '--out <file>', description: 'write to a file instead of standard output' }],
    schema: z.object({ out: z.string().min(1).optional() }),
    examples: [
      'npx watchkeeper vessels decode ais.nmea --out ais.jsonl',
      'nc 127.0.0.1 10110 | npx watchkeeper vessels decode -',
    ],
    async run({ args, options }, world) {
      const input = await openInput(args[0] ?? '-');
      const bar = world.output.progress('Decoding', input.size ?? 1);
      const decoder = new LineDecoder();
      const lines = Readable.from(decoder.lines(input.bytes, () => bar.at(input.done())));
      try {
        await pipeline(lines, options.out ? createWriteStream(options.out) : process.stdout, {
          signal: world.signal,
          end: options.out !== undefined,
        });
      } catch (cause) {
        // A reader that has seen enough, as `head`, closes the pipe: that is no failure.
        if ((cause as NodeJS.ErrnoException).code !== 'EPIPE') throw cause;
      } finally {
        bar.stop();
      }
      summarise(decoder, world);
      return undefined;
    },
  });
}

/** Turns chunks of sentences into chunks of JSON lines, in the order of the input. */
class LineDecoder {
  messages = 0;
  readonly rejected = new Map<string, number>();
  #text = '';
  readonly #reader = new SentenceReader({
    message: (six, bits, tag) => {
      const message = decodeMessage(six, bits);
      if (typeof message === 'string') this.#reject(message);
      else {
        this.messages++;
        this.#text += `${JSON.stringify(taggedMessage(message, tag))}\n`;
      }
    },
    reject: (_, reason) => this.#reject(reason),
  });

  get lineCount(): number {
    return this.#reader.lines;
  }

  async *lines(bytes: AsyncIterable<Uint8Array>, onChunk: () => void): AsyncGenerator<string> {
    for await (const chunk of bytes) {
      this.#reader.feed(chunk);
      onChunk();
      if (this.#text) yield this.#taken();
    }
    this.#reader.finish();
    if (this.#text) yield this.#taken();
  }

  #taken(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #reject(reason: string): void {
    this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + 1);
  }
}

function summarise({ messages, lineCount, rejected }: LineDecoder, { output }: World): void {
  output.note(`${messages} messages of ${lineCount} lines.`);
  for (const [reason, count] of [...rejected].sort((one, other) => other[1] - one[1]))
    output.note(`  not taken: ${count} × ${reason}`);
}
