import { z } from 'zod';
import { type Command, defineCommand } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { type ApiKey, makeKey } from '../server/api-key.ts';
import { allKeys, keepKey, revokeKey } from '../server/key-store.ts';
import { KEY_ACTS } from '../server/policy.ts';
import { participantOf } from '../team/edge/participant-of.ts';
import { code } from '../team/label.ts';

const scopes = z
  .string('name what the key may do')
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))])
  .pipe(z.array(z.enum(KEY_ACTS, `must be of ${KEY_ACTS.join(', ')}`)).min(1, 'name what the key may do'));

const NOBODYS = { state: null, organisation: null };

/** `keys make`, `keys list`, `keys revoke`. */
export function keyCommands(): Command[] {
  return [make, list, revoke];
}

const make = defineCommand({
  name: 'keys make',
  summary: 'Make a key for the API; it is shown once and never again',
  options: [
    { flags: '--scope <acts>', description: `what the key may do, by commas: ${KEY_ACTS.join(', ')}` },
    { flags: '--name <name>', description: 'whose key it is; stands in the audit trail' },
    {
      flags: '--home <code>',
      description: 'the state or organisation that it acts for; it reads what labels let that one read',
    },
    { flags: '--rate <n>', description: 'requests a second that are let through (100)' },
  ],
  schema: z.object({
    scope: scopes,
    name: z.string('say whose key it is').trim().min(1).max(100),
    home: code.optional(),
    rate: z.coerce.number().int().min(1).max(1_000_000).default(100),
  }),
  examples: ['watchkeeper keys make --scope screening.ask --name "payment system"'],
  async run({ options: { scope, name, rate, home } }, world) {
    const { key, id, secretHash } = makeKey();
    const database = await world.database();
    const where = home === undefined ? NOBODYS : await participantOf(database, home, world.now());
    const kept = await keepKey(database, { id, secretHash, name, scopes: scope, rate, ...where });
    world.output.answer({ key, ...shown(kept) }, () =>
      [
        key,
        '',
        `Keep it now: it cannot be shown again. It may: ${scope.join(', ')}. Send it as "Authorization: Bearer ${key.slice(0, 11)}…".`,
        'From the first key on, screening over HTTP needs one.',
      ].join('\n'),
    );
    return undefined;
  },
});

const list = defineCommand({
  name: 'keys list',
  summary: 'Show the keys by id, never their secrets',
  schema: z.object({}),
  async run(_, world) {
    const keys = (await allKeys(await world.database())).map(shown);
    world.output.answer({ keys }, () =>
      keys.length === 0
        ? 'There is no key. Make one: watchkeeper keys make --scope screening.ask --name NAME'
        : table(
            ['id', 'begins', 'name', 'for', 'a second', 'made', 'revoked', 'may'],
            keys.map((key) => [
              key.id,
              key.prefix,
              key.name,
              key.state ?? key.organisation ?? '',
              String(key.rate),
              key.madeAt.slice(0, 10),
              key.revokedAt?.slice(0, 10) ?? '',
              key.scopes.join(', '),
            ]),
          ),
    );
    return undefined;
  },
});

const revoke = defineCommand({
  name: 'keys revoke',
  summary: 'Revoke a key for good',
  arguments: [{ name: 'id', description: 'as "keys list" shows it' }],
  schema: z.object({}),
  async run({ args: [id = ''] }, world) {
    const key = shown(await revokeKey(await world.database(), id));
    world.output.answer(key, () => `Revoked ${key.id} (${key.name}); servers refuse it from now on.`);
    return undefined;
  },
});

function shown({ secretHash: _, ...key }: ApiKey) {
  return { ...key, prefix: `wk_${key.id}` };
}
