import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { calendarDay, defineRoute, type Route, repeated, yesNo } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { MODELS } from '../taint/model.ts';
import { ATTRIBUTION_STEPS, conflictingTotals, ladderOf, theftRegister } from '../thefts/theft-register.ts';
import type { WalletAnswer } from '../wallets/listed-wallets.ts';
import { readAddress } from '../wallets/read-address.ts';
import type { FinanceDesk } from './finance-desk.ts';
import { bundles } from './store-bundles.ts';

export interface FinanceRoutesParts {
  desk: FinanceDesk;
  database: Database;
}

/** Addresses of one question over HTTP; the command line takes millions. */
const MOST_ADDRESSES = 10_000;
/** Movements beyond which a trace would hold the server up: the command line does it in a process of its own. */
const MOST_TRACED = 300_000;

const address = z.string().trim().min(1).max(200);
const listing = z.object({
  ...{ list: z.string(), entry: z.string(), address: z.string() },
  ...{ currencies: z.array(z.string()), programmes: z.array(z.string()), holders: z.array(z.string()) },
  ...{ listedOn: z.string().nullable(), firstSeenOn: z.string(), delistedOn: z.string().nullable() },
});
const exposure = z.object({ hops: z.number(), path: z.array(z.string()) }).nullable();
const walletAnswer = z.object({
  address: z.string(),
  isListed: z.boolean(),
  listings: z.array(listing),
  read: z.object({
    address: z.string(),
    chain: z.string().nullable(),
    check: z.enum(['checksum', 'shape', 'checksum-fails', 'unknown']),
    note: z.string().nullable(),
  }),
  /** Of what this node has loaded; null for who is not its operator, since it says what the node looks at. */
  own: z
    .object({
      tags: z.array(z.looseObject({ label: z.string(), category: z.string().nullable(), creator: z.string() })),
      receivedFrom: exposure,
      sentTo: exposure,
      exercise: z.boolean(),
    })
    .nullable(),
});
export type WalletAnswerBody = z.output<typeof walletAnswer>;

const source = z.object({
  url: z.string().nullable(),
  what: z.string().nullable(),
  confidence: z.enum(['read', 'background']),
});
const theftAnswer = z.object({
  id: z.string(),
  victim: z.string(),
  date: z.object({ day: z.string().nullable(), confidence: z.string(), note: z.string().nullable() }),
  chains: z.array(z.string()),
  amounts: z.array(z.object({ amount: z.string(), unit: z.string(), note: z.string().nullable(), source })),
  attributions: z.array(
    z.object({
      ...{ by: z.string(), state: z.string(), step: z.enum(ATTRIBUTION_STEPS) },
      ...{ on: z.string().nullable(), actor: z.string().nullable(), source },
    }),
  ),
  conflicts: z.array(z.object({ about: z.string(), statements: z.array(z.object({ says: z.string(), source })) })),
  returned: z.object({ what: z.string(), source }).nullable(),
  ladder: z.array(
    z.object({
      state: z.string(),
      step: z.enum(ATTRIBUTION_STEPS).nullable(),
      by: z.string().nullable(),
      on: z.string().nullable(),
    }),
  ),
});
const total = z.object({ period: z.string(), by: z.string(), usd: z.string(), source });
const theftsAnswer = z.object({
  note: z.string(),
  checkedOn: z.string(),
  thefts: z.array(theftAnswer),
  totals: z.array(total),
  conflictingTotals: z.array(z.object({ period: z.string(), totals: z.array(total) })),
});
export type TheftsAnswerBody = z.output<typeof theftsAnswer>;

/** Wallets, thefts, and value followed through what this node has loaded. */
export function financeRoutes(parts: FinanceRoutesParts): Route[] {
  return [checkMany(parts), trace(parts), listBundles(parts), one(parts), thefts(), theft()];
}

function one({ desk }: FinanceRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/wallets/{address}',
    act: 'wallets.read',
    tag: 'Wallets',
    summary: 'Check one wallet address: lists that name or named it, and what its chain says of its form',
    params: z.object({ address }),
    query: z.strictObject({}),
    answer: walletAnswer,
    async handle({ params, subject }) {
      if (subject.kind !== 'operator') {
        const wallets = await desk.wallets();
        return { ...plain(wallets.check(params.address)), read: readAddress(params.address), own: null };
      }
      const [report] = await desk.reports([params.address]);
      if (!report) throw new Error('an address has no report');
      const { tags, receivedFrom, sentTo, exercise, read } = report;
      return { ...plain(report), read, own: { tags: tags.map((tag) => ({ ...tag })), receivedFrom, sentTo, exercise } };
    },
  });
}

function plain({ address: given, isListed, listings }: WalletAnswer) {
  return {
    address: given,
    isListed,
    listings: listings.map((held) => ({
      ...held,
      currencies: [...held.currencies],
      programmes: [...held.programmes],
      holders: [...held.holders],
    })),
  };
}

function checkMany({ desk }: FinanceRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/wallets/check',
    act: 'wallets.read',
    tag: 'Wallets',
    summary: 'Check many wallet addresses against every loaded list; nothing of the question is kept',
    body: z.strictObject({ addresses: z.array(address).min(1).max(MOST_ADDRESSES) }),
    answer: z.object({
      checked: z.int(),
      hits: z.array(z.object({ at: z.int(), address: z.string(), isListed: z.boolean(), listings: z.array(listing) })),
    }),
    async handle({ body: { addresses } }) {
      const wallets = await desk.wallets();
      const hits = wallets.hits(addresses).map(({ at, answer }) => ({ at, ...plain(answer) }));
      return { checked: addresses.length, hits };
    },
  });
}

function listBundles({ database }: FinanceRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/wallets/bundles',
    act: 'wallets.trace',
    tag: 'Wallets',
    summary: 'Show the bundles of transfers that this node has loaded',
    query: z.strictObject({}),
    answer: z.object({ bundles: z.array(z.looseObject({ name: z.string(), sha256: z.string() })) }),
    handle: async () => ({ bundles: (await bundles(database)).map((bundle) => ({ ...bundle })) }),
  });
}

const texts = z.record(z.string(), z.string());
const traceAnswer = z.object({
  format: z.literal('watchkeeper-trace'),
  version: z.literal(1),
  exercise: z.boolean(),
  question: z.looseObject({}),
  data: z.looseObject({ bundles: z.array(z.string()), transfers: z.number(), openings: z.number() }),
  totals: z.array(
    z.object({
      ...{ model: z.enum(MODELS), asset: z.string(), stolen: z.string(), held: z.string(), fees: z.string() },
      ...{ hopIn: z.string(), hopOut: z.string(), ends: texts },
    }),
  ),
  series: z.array(
    z.object({
      ...{ day: z.string(), model: z.enum(MODELS), asset: z.string(), stolen: z.string(), held: z.string() },
      ...{ fees: z.string(), ends: texts, traceablePercent: z.string() },
    }),
  ),
  nodes: z.array(
    z.object({
      address: z.string(),
      held: z.array(z.object({ model: z.enum(MODELS), asset: z.string(), amount: z.string() })),
      end: z.string().nullable(),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      flows: z.array(z.object({ model: z.enum(MODELS), asset: z.string(), amount: z.string() })),
    }),
  ),
  leftOut: z.object({ addresses: z.number(), flows: z.number() }),
  sha256: z.string(),
});
export type TraceAnswerBody = z.output<typeof traceAnswer>;

function trace({ desk }: FinanceRoutesParts): Route {
  const instant = z.iso.datetime({ offset: true }).transform((text) => Math.floor(Date.parse(text) / 1000));
  return defineRoute({
    method: 'get',
    path: '/api/v1/wallets/trace',
    act: 'wallets.trace',
    tag: 'Wallets',
    summary: 'Follow stolen value from addresses through the loaded transfers, by each model',
    query: z.strictObject({
      address: repeated(address, 50),
      from: instant.optional(),
      to: instant.optional(),
      exercise: yesNo(false),
    }),
    answer: traceAnswer,
    async handle({ query: { address: addresses, from, to, exercise } }) {
      const { book } = await desk.data(exercise);
      if (book.count > MOST_TRACED) throw tooMany(book.count);
      const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const sources = addresses.map((one) => ({ address: one, ...period }));
      return await desk.trace({ sources, ends: [], models: MODELS, exercise });
    },
  });
}

function tooMany(count: number): AppError {
  return new AppError({
    code: 'TRACE_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot trace through ${count} movements here: at most ${MOST_TRACED}`,
    hint: 'Trace on the command line: "wallets trace ADDRESS --save FILE".',
  });
}

function thefts(): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/thefts',
    act: 'wallets.read',
    tag: 'Thefts',
    summary: 'Show the thefts attributed to the DPRK, who attributes each, and what sources say differently',
    query: z.strictObject({ asOf: calendarDay.optional() }),
    answer: theftsAnswer,
    handle({ query: { asOf } }) {
      const register = theftRegister();
      return {
        ...register,
        thefts: register.thefts.map((held) => ({ ...held, ladder: ladderOf(held, asOf ?? null) })),
        conflictingTotals: conflictingTotals(register),
      };
    },
  });
}

function theft(): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/thefts/{id}',
    act: 'wallets.read',
    tag: 'Thefts',
    summary: 'Show one theft',
    params: z.object({ id: z.string().max(80) }),
    query: z.strictObject({}),
    answer: theftAnswer,
    handle({ params: { id } }) {
      const held = theftRegister().thefts.find((one) => one.id === id);
      if (held) return { ...held, ladder: ladderOf(held) };
      throw new AppError({
        code: 'THEFT_UNKNOWN',
        kind: 'not-found',
        message: `Cannot find the theft "${id}"`,
        hint: 'GET /api/v1/thefts shows them all.',
      });
    },
  });
}
