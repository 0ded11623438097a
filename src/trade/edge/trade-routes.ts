import { z } from '@hono/zod-openapi';
import { loadRegime } from '../../regime/load-regime.ts';
import { calendarDay, defineRoute, type Route, wholeNumber, yesNo } from '../../server/route.ts';
import type { TradeDesk } from './trade-desk.ts';
import {
  filesAnswer,
  flowsAnswer,
  luxuryAnswer,
  mirrorAnswer,
  requestAnswer,
  totalsAnswer,
  vintagesAnswer,
} from './trade-shapes.ts';

const area = z
  .string()
  .max(10)
  .regex(/^([a-z]{2}|[a-z]{4}|world|area-\w{1,4})$/i, 'must be a country of two letters, or "world"')
  .transform((text) => text.toLowerCase());
const hs = z.string().regex(/^\d{2,10}$/, 'must be an HS code of 2 to 10 digits');
const way = z.enum(['import', 'export']);
const period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, 'must be a year or a month as YYYY-MM')
  .transform((text) => Number(text.slice(0, 4)) * 100 + Number(text.slice(5) || 0));
const asked = { exercise: yesNo(false), asOf: calendarDay.optional() };
const route = { method: 'get', act: 'trade.read', tag: 'Trade' } as const;

/** Trade rows: what states told, of both sides, in every vintage. */
export function tradeRoutes(desk: TradeDesk): Route[] {
  return [files(desk), flows(desk), totals(desk), mirror(desk), vintages(desk), request(desk), luxury()];
}

function files(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/files',
    summary: 'Show the files of trade rows, with what was rejected of each and why',
    query: z.strictObject({ exercise: yesNo(false) }),
    answer: filesAnswer,
    handle: ({ query: { exercise } }) => desk.files(exercise),
  });
}

function flows(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/flows',
    summary: 'Show trade with a partner by state, heading and year, with the law and the score of the two Koreas',
    query: z.strictObject({
      ...asked,
      partner: area.default('kp'),
      teller: area.optional(),
      way: way.optional(),
      hs: hs.optional(),
      year: wholeNumber(1988, 2100, 0).optional(),
      limit: wholeNumber(1, 1000, 50),
      offset: wholeNumber(0, 1_000_000, 0),
    }),
    answer: flowsAnswer,
    handle: ({ query }) => desk.flows({ ...query, year: query.year || undefined }),
  });
}

function totals(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/totals',
    summary: 'Show what each state told of its trade with a partner, by year',
    query: z.strictObject({ ...asked, partner: area.default('kp') }),
    answer: totalsAnswer,
    handle: ({ query }) => desk.totals(query),
  });
}

function mirror(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/mirror',
    summary: 'Show both sides of a flow by month, with the band of freight and insurance; never made one',
    query: z.strictObject({ ...asked, exporter: area, importer: area, hs }),
    answer: mirrorAnswer,
    handle: ({ query }) => desk.mirror(query),
  });
}

const flowQuery = z.strictObject({
  teller: area,
  partner: area.default('kp'),
  way,
  hs,
  period,
  exercise: yesNo(false),
});

function vintages(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/vintages',
    summary: 'Show every vintage of what a state told of a flow: what it said, when, and what it changed',
    query: flowQuery,
    answer: vintagesAnswer,
    handle: ({ query }) => desk.vintages(query),
  });
}

function request(desk: TradeDesk): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/request',
    summary: 'Draft a request to the state that told of a flow, with the vintages of its rows',
    query: flowQuery,
    answer: requestAnswer,
    handle: ({ query }) => desk.request(query),
  });
}

/** What is known of each state's own list: the codes of the UN's minimum, of the others whether a list is loaded. */
function luxury(): Route {
  return defineRoute({
    ...route,
    path: '/api/v1/trade/luxury',
    summary: 'Show what each regime counts as luxury goods, as far as its list is loaded',
    query: z.strictObject({}),
    answer: luxuryAnswer,
    handle() {
      const { goods } = loadRegime();
      return {
        lists: goods.luxury.map(({ regime, list, loaded, measures, source, confidence }) => ({
          ...{ regime, list, loaded, measures, source, confidence },
          headings: goods.parts
            .filter((part) => part.fact === 'luxury-goods' && measures.includes(part.measure))
            .flatMap(({ hsCodes, what, measure }) =>
              hsCodes.map((code) => ({
                hs: code,
                what,
                moreThan:
                  goods.thresholds.find((limit) => limit.measure === measure && limit.hsCodes.includes(code))
                    ?.moreThan ?? null,
              })),
            ),
        })),
      };
    },
  });
}
