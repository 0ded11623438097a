import { z } from 'zod';
import { type Command, defineCommand, type World } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import type { Signer } from '../../ledger/signer.ts';
import { addPeer, allPeers, revokePeer } from './store-peers.ts';
import { syncWith } from './take.ts';

export interface NodeCommandParts {
  /** This node's key. */
  signerOf(world: World): Promise<Signer>;
}

/** `nodes list`, `add`, `revoke`, `sync`. */
export function nodeCommands(parts: NodeCommandParts): Command[] {
  return [list, add, revoke, sync(parts)];
}

const list = defineCommand({
  name: 'nodes list',
  summary: 'Show the nodes that this one exchanges with, how far each has come, and what was wrong',
  schema: z.object({}),
  async run(_, world) {
    const nodes = await allPeers(await world.database());
    world.output.answer({ nodes }, () =>
      nodes.length === 0
        ? 'This node exchanges with no other. Add one: watchkeeper nodes add KEY --state JP --url ADDRESS'
        : table(
            ['node', 'state', 'events', 'entries', 'last', 'acknowledged', 'state of things'],
            nodes.map((node) => [
              node.origin,
              node.states.join(', '),
              String(node.events),
              String(node.mirrored),
              node.syncedAt ?? 'never',
              node.acknowledged === null ? 'never asked' : String(node.acknowledged),
              node.revokedAt
                ? `revoked: ${node.revokedWhy}`
                : (node.stoppedWhy ?? (node.faults > 0 ? `${node.faults} faults, last ${node.lastFault}` : 'well')),
            ]),
          ),
    );
    return undefined;
  },
});

const add = defineCommand({
  name: 'nodes add',
  summary: "Exchange cases with another state's node, as labels allow",
  arguments: [{ name: 'key', description: 'the key of its log, as "ledger status" shows it there' }],
  options: [
    {
      flags: '--state <codes>',
      description: 'whose node it is, then by commas those that use it: only their events are taken from it',
    },
    { flags: '--url <address>', description: 'where it is reached; left out of one that only asks' },
  ],
  schema: z.object({
    state: z
      .string('say whose node it is')
      .transform((text) => text.split(/\s*,\s*/))
      .pipe(
        z
          .array(z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/, 'must be codes of states'))
          .min(1)
          .max(100),
      ),
    url: z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' }).optional(),
  }),
  examples: ['npx watchkeeper nodes add "watch.example.org+1a2b3c4d+AQ…" --state JP --url https://watch.example.org'],
  async run({ args: [verifierKey = ''], options: { state: states, url } }, world) {
    const origin = await addPeer(await world.database(), { verifierKey, states, url: url ?? null });
    world.output.answer(
      { origin, states, url: url ?? null },
      () =>
        `${origin} is the node of ${states.join(', ')} from now on. Its operator adds this one too, or nothing is given.`,
    );
    return undefined;
  },
});

const revoke = defineCommand({
  name: 'nodes revoke',
  summary: 'Exchange nothing more with a node; what was taken stays',
  arguments: [{ name: 'node', description: 'as "nodes list" shows it' }],
  options: [{ flags: '--why <reason>', description: 'the reason, which is kept and shown' }],
  schema: z.object({ why: z.string('say why').trim().min(3, 'say why').max(500) }),
  async run({ args: [origin = ''], options: { why } }, world) {
    await revokePeer(await world.database(), origin, why);
    world.output.answer({ origin, revoked: true }, () => `${origin} is revoked.`);
    return undefined;
  },
});

const sync = ({ signerOf }: NodeCommandParts): Command =>
  defineCommand({
    name: 'nodes sync',
    summary: 'Take what is new from a node now',
    arguments: [{ name: 'node', description: 'as "nodes list" shows it' }],
    schema: z.object({}),
    async run({ args: [origin = ''] }, world) {
      const database = await world.database();
      const done = await syncWith(database, await signerOf(world), { origin, now: world.now, frontiers: new Map() });
      world.output.answer(
        done,
        () => `${done.events} events and ${done.entries} entries of ${origin} in ${done.milliseconds} ms.`,
      );
      return undefined;
    },
  });
