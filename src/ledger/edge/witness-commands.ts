import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { signerOf } from '../signer.ts';
import { writeVerifierKey } from '../verify/signed-note.ts';
import { ledgerSeed } from './key-file.ts';
import { type LedgerCommandParts, openFromCommand } from './open-from-command.ts';
import { addWitness, followLog, removeWitness, unfollowLog } from './store-witnesses.ts';

const why = z.string('say why').trim().min(3, 'say why').max(500);

/** `ledger witness key|add|remove|follow|unfollow`. */
export function witnessCommands(parts: LedgerCommandParts): Command[] {
  return [key(parts), add, remove, follow, unfollow];
}

function key({ origin }: LedgerCommandParts): Command {
  return defineCommand({
    name: 'ledger witness key',
    summary: 'Show the key by which others know this node as a witness, and where to ask it',
    schema: z.object({}),
    async run(_, world) {
      const log = await openFromCommand(world, { origin });
      const verifierKey = writeVerifierKey(signerOf(log.origin, 'cosignature', ledgerSeed(world.home)).key);
      world.output.answer({ verifierKey, path: '/ledger/witness' }, () =>
        [verifierKey, '', "Asked at this server's address followed by /ledger/witness."].join('\n'),
      );
      return undefined;
    },
  });
}

const add = defineCommand({
  name: 'ledger witness add',
  summary: "Ask a witness to sign this log's heads",
  arguments: [{ name: 'name', description: 'what it is called here: the code of its state' }],
  options: [
    { flags: '--key <key>', description: 'its key, as "ledger witness key" shows it on that node' },
    { flags: '--url <address>', description: 'where it is asked, as https://watch.example.org/ledger/witness' },
  ],
  schema: z.object({
    key: z.string('give its key'),
    url: z.url({ protocol: /^https?$/, error: 'give its address, beginning with http:// or https://' }),
  }),
  examples: [
    'watchkeeper ledger witness add JP --key "watch.example.org+1a2b…" --url https://watch.example.org/ledger/witness',
  ],
  async run({ args: [name = ''], options: { key: verifierKey, url } }, world) {
    await addWitness(await world.database(), { name, verifierKey, url });
    world.output.answer(
      { name, verifierKey, url },
      () => `${name} is asked from the next head on. It must follow this log.`,
    );
    return undefined;
  },
});

const remove = defineCommand({
  name: 'ledger witness remove',
  summary: 'Ask a witness no longer; what it signed stays',
  arguments: [{ name: 'name', description: 'as "ledger status" shows it' }],
  options: [{ flags: '--why <reason>', description: 'the reason, which is kept and shown' }],
  schema: z.object({ why }),
  async run({ args: [name = ''], options }, world) {
    await removeWitness(await world.database(), name, options.why);
    world.output.answer({ name, removed: true }, () => `${name} is asked no longer.`);
    return undefined;
  },
});

const follow = defineCommand({
  name: 'ledger witness follow',
  summary: "Sign another log's heads as its witness, as long as it only grows",
  arguments: [{ name: 'key', description: 'the key of that log, as "ledger status" shows it on its node' }],
  schema: z.object({}),
  async run({ args: [verifierKey = ''] }, world) {
    const origin = await followLog(await world.database(), verifierKey);
    world.output.answer(
      { origin, verifierKey },
      () => `This node signs the heads of ${origin} from now on, when it is asked.`,
    );
    return undefined;
  },
});

const unfollow = defineCommand({
  name: 'ledger witness unfollow',
  summary: "Sign another log's heads no longer; what was signed of it is remembered",
  arguments: [{ name: 'origin', description: 'as "ledger status" shows it' }],
  schema: z.object({}),
  async run({ args: [origin = ''] }, world) {
    await unfollowLog(await world.database(), origin);
    world.output.answer({ origin }, () => `This node signs no more heads of ${origin}.`);
    return undefined;
  },
});
