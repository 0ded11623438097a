import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import type { Party } from '../../screening/party.ts';
import { ListedVessels } from '../identity/listed-vessels.ts';
import { type LiveAddress, liveAddress, type OpenedInput, openLive, paused } from './live-input.ts';
import { type ArrivedBytes, LiveWatcher } from './live-watcher.ts';

/** Bytes that wait to be taken in before senders are held back. */
const MOST_WAITING = 64 << 20;

/** `vessels listen`: a live feed, kept and watched as it comes. */
export function listenCommand({ parties }: { parties(world: World): Promise<Iterable<Party>> }): Command {
  return defineCommand({
    name: 'vessels listen',
    summary: 'Take in a live feed of AIS sentences, and watch it as it comes',
    arguments: [
      {
        name: 'address',
        description: 'tcp://host:port to connect to; tcp-server://… or udp-server://127.0.0.1:port to be sent to',
      },
    ],
    options: [
      { flags: '--every <seconds>', description: 'how often what came is stored and watched (30)' },
      {
        flags: '--from <addresses>',
        description: 'senders that are taken, by commas, where a port is listened on (all)',
      },
      { flags: '--licence <terms>', description: "the provider's terms, kept with every finding" },
    ],
    schema: z.object({
      every: z.coerce.number().min(1).max(3600).default(30),
      from: z.string().max(2000).optional(),
      licence: z.string().max(200).optional(),
    }),
    examples: ['npx watchkeeper vessels listen tcp-server://127.0.0.1:10110'],
    async run({ args: [text = ''], options: { every, from, licence } }, world) {
      const address = liveAddress(text);
      if (!address) throw badAddress(text);
      const { signal, output } = world;
      const database = await world.database();
      const listed = new ListedVessels(await parties(world));
      // What came is still taken in after Ctrl-C: only the listening ends with it.
      const watcher = new LiveWatcher({
        database,
        home: world.home,
        listed,
        signal: new AbortController().signal,
        ...(licence ? { licence } : {}),
      });
      const waiting = new Waiting();
      const opened = await openAddress(address, {
        onBytes: (bytes) => waiting.add(bytes),
        onNote: (note) => output.note(note),
        signal,
        ...(from ? { senders: new Set(from.split(',').map((sender) => sender.trim())) } : {}),
      });
      output.note(`Listening to ${text}${address.port === 0 ? ` (port ${opened.port})` : ''}. Ctrl-C stops it.`);
      const totals = { parts: 0, positions: 0, rejected: 0, raised: 0, amended: 0, withdrawn: 0 };
      while (!signal.aborted) {
        await paused(every * 1000, signal);
        const chunks = waiting.take();
        opened.resume();
        if (chunks.length === 0) continue;
        const name = `${text} ${world.now().toISOString()}`;
        try {
          const part = await watcher.take(name, chunks, signal.aborted);
          totals.parts++;
          for (const key of ['positions', 'rejected', 'raised', 'amended', 'withdrawn'] as const)
            totals[key] += part[key];
          output.note(
            `${part.positions} positions, ${part.ships} ships followed; findings: ${part.raised} new, ${part.amended} amended, ${part.withdrawn} withdrawn.`,
          );
        } catch (cause) {
          output.note(messageOf(cause));
        }
      }
      await opened.done;
      output.answer(
        totals,
        () =>
          `${totals.positions} positions in ${totals.parts} parts; findings: ${totals.raised} new, ${totals.amended} amended, ${totals.withdrawn} withdrawn.`,
      );
      return undefined;
    },
  });
}

/** Whole lines that came and wait, those of one second together. */
class Waiting {
  #seconds = new Map<number, Uint8Array[]>();
  #length = 0;

  /** False when the sender should be held back. */
  add(bytes: Uint8Array): boolean {
    const at = Math.floor(Date.now() / 1000);
    const known = this.#seconds.get(at);
    if (known) known.push(bytes);
    else this.#seconds.set(at, [bytes]);
    this.#length += bytes.length;
    return this.#length < MOST_WAITING;
  }

  take(): ArrivedBytes[] {
    const taken = [...this.#seconds].map(([at, chunks]) => ({ at, bytes: Buffer.concat(chunks) }));
    this.#seconds = new Map();
    this.#length = 0;
    return taken;
  }
}

async function openAddress(address: LiveAddress, input: Parameters<typeof openLive>[1]): Promise<OpenedInput> {
  try {
    return await openLive(address, input);
  } catch (cause) {
    throw new AppError({
      code: 'PORT_REFUSED',
      kind: 'conflict',
      message: `Cannot listen on ${address.host}:${address.port}: ${messageOf(cause)}`,
      hint: 'Name a free port of this machine, or 0 for any.',
      cause,
    });
  }
}

function badAddress(text: string): AppError {
  return new AppError({
    code: 'ADDRESS_UNKNOWN',
    kind: 'usage',
    message: `Cannot listen to "${text}": it is no address of a feed`,
    hint: 'tcp://host:port connects to a server; tcp-server://127.0.0.1:port and udp-server://127.0.0.1:port wait to be sent to.',
  });
}
