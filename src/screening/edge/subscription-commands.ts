import { z } from 'zod';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { readSavedRows } from './read-saved-rows.ts';
import { endSubscription, eventsOf, subscriptions, tellServers } from './store-subscriptions.ts';
import { makeSubscription, refusePrivate } from './subscription-shapes.ts';
import type { WebhookReach } from './webhook-post.ts';

export interface SubscriptionCommandsParts {
  reach: WebhookReach;
  /** True when nothing of any question may be kept. */
  keepNothing: boolean;
}

const MOST_REPORTED = 100;

/** `subscriptions make`, `list`, `events` and `end`. */
export function subscriptionCommands(parts: SubscriptionCommandsParts): Command[] {
  return [make(parts), list, events, end];
}

function make({ reach, keepNothing }: SubscriptionCommandsParts): Command {
  return defineCommand({
    name: 'subscriptions make',
    summary: 'Save parties to be screened again at every version of the lists',
    options: [
      { flags: '--name <name>', description: 'what it is called' },
      { flags: '--rows <file>', description: 'JSON lines {id, schema, properties: {property: [value]}}' },
      { flags: '--webhook <address>', description: 'where events are sent (https)' },
      { flags: '--dataset <name>', description: 'default, dprk, or the id of one list' },
      { flags: '--threshold <share>', description: 'least score of a hit, 0.1 to 1 (0.7)' },
    ],
    schema: z.object({
      name: z.string('say what it is called').trim().min(1).max(200),
      rows: z.string('name the file of parties').min(1),
      webhook: z.string().max(2000).optional(),
      dataset: z.string().max(200).default('default'),
      threshold: z.coerce.number().min(0.1).max(1).default(0.7),
    }),
    examples: ['watchkeeper subscriptions make --name customers --rows customers.jsonl'],
    async run({ options: { rows: file, webhook = null, ...options } }, world) {
      refusePrivate(keepNothing);
      const { rows, rejected } = await readSavedRows(file, world.signal);
      for (const { line, reason } of rejected.slice(0, MOST_REPORTED))
        world.output.note(`${file} line ${line}: ${reason}`);
      const request = { ...options, webhook, rows, madeBy: 'command line' };
      const database = await world.database();
      const { subscription, secret } = await makeSubscription(database, request, reach);
      await tellServers(database);
      world.output.answer({ ...subscription, rows: rows.length, rejected, secret }, () =>
        [
          `Subscription ${subscription.id}: ${rows.length} parties saved, ${rejected.length} lines rejected.`,
          'The running server screens them now and at every version of the lists; without one, the next start does.',
          ...(secret ? [`Secret of the signatures, shown this once: ${secret}`] : []),
        ].join('\n'),
      );
      return undefined;
    },
  });
}

const list = defineCommand({
  name: 'subscriptions list',
  summary: 'Show the subscriptions',
  options: [{ flags: '--ended', description: 'ended ones too' }],
  schema: z.object({ ended: z.boolean().default(false) }),
  async run({ options: { ended } }, world) {
    const found = await subscriptions(await world.database(), ended);
    world.output.answer({ subscriptions: found }, () =>
      table(
        ['id', 'name', 'parties', 'screened', 'ended', 'webhook'],
        found.map((one) => [
          String(one.id),
          one.name,
          String(one.rows),
          one.screenedAt?.slice(0, 16).replace('T', ' ') ?? 'not yet',
          one.endedAt?.slice(0, 10) ?? '',
          one.webhook ?? '',
        ]),
      ),
    );
    return undefined;
  },
});

const events = defineCommand({
  name: 'subscriptions events',
  summary: 'Show what became new, changed or was gone',
  arguments: [{ name: 'id', description: 'as "subscriptions list" shows it' }],
  options: [
    { flags: '--after <event>', description: 'only events after this number' },
    { flags: '--limit <n>', description: 'most events (100)' },
  ],
  schema: z.object({
    after: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(0),
    limit: z.coerce.number().int().min(1).max(10_000).default(100),
  }),
  async run({ args, options }, world) {
    const found = await eventsOf(await world.database(), subscriptionId(args), options);
    world.output.answer({ events: found }, () =>
      table(
        ['event', 'when', 'what', 'of', 'party', 'name'],
        found.map(({ id, at, kind, key, party, body }) => [
          String(id),
          at.slice(0, 16).replace('T', ' '),
          kind,
          key,
          party,
          typeof body.caption === 'string' ? body.caption : '',
        ]),
      ),
    );
    return undefined;
  },
});

const end = defineCommand({
  name: 'subscriptions end',
  summary: 'End a subscription; its events stay',
  arguments: [{ name: 'id', description: 'as "subscriptions list" shows it' }],
  schema: z.object({}),
  async run({ args }, world) {
    const ended = await endSubscription(await world.database(), subscriptionId(args));
    world.output.answer(ended, () => `Subscription ${ended.id} (${ended.name}) has ended.`);
    return undefined;
  },
});

function subscriptionId([text = '']: readonly string[]): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError({
    code: 'SUBSCRIPTION_USAGE',
    kind: 'usage',
    message: `Cannot find subscription "${text}": that is no number`,
    hint: '"watchkeeper subscriptions list" shows the numbers.',
  });
}
