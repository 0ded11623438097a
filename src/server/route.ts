import { z } from '@hono/zod-openapi';
import { parsePartialDate } from '../kernel/partial-date.ts';
import type { SignedIn } from '../team/person.ts';

/**
 * What a request does, in words of the trade. Every route names one; who may is decided in `policy.ts`, which denies
 * what it does not list.
 */
export const ACTS = [
  'service.probe',
  'regime.read',
  'lists.read',
  'lists.update',
  'parties.read',
  'parties.merge',
  'screening.ask',
  'screening.decide',
  'screening.audit',
  'screening.subscribe',
  'batch.read',
  'batch.run',
  'findings.read',
  'vessels.read',
  'trade.read',
  'wallets.read',
  'wallets.trace',
  'ledger.read',
  'ledger.witness',
  'session.use',
  'team.read',
  'team.people',
  'team.manage',
  'team.accede',
  'team.comment',
  'cases.read',
  'cases.act',
  'exchange.pull',
  'exchange.read',
  'evidence.read',
  'evidence.add',
  'evidence.open',
  'evidence.rate',
  'evidence.hold',
  'updates.read',
  'relief.read',
  'relief.keep',
  'evidence.check',
  'evidence.erase',
] as const;
export type Act = (typeof ACTS)[number];

/** Who asks: the operator shows the token of this node, a program its key, a person a session; everyone else is the public. */
export interface Subject {
  kind: 'public' | 'key' | 'operator' | 'person';
  /** For the record: `operator`, `public`, the key's name or the person's. */
  name: string;
  /** Of a person: state, roles, clearances. */
  person?: SignedIn;
  /** The acts that a key may do; of the public, nothing. */
  scopes?: readonly Act[];
  /** Of a key: for whom it acts. */
  home?: { state: string | null; organisation: string | null };
  /** Of a key: requests a second. */
  rate?: number;
  /** Of the public: screening is for the holders of keys. */
  keysRequired?: boolean;
}

/** Errors as RFC 9457 problem+json, or as yente or Moov Watchman speak. */
export type Dialect = 'problem' | 'yente' | 'watchman';

export interface RouteInput<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  subject: Subject;
  /** True when nothing of the question may be kept, anywhere: by the setting, `X-Watchkeeper-Private` or `private=`. */
  isPrivate: boolean;
  header(name: string): string | undefined;
  /** The request's own address, without query. */
  path: string;
  /** The query as it was sent, without its question mark. */
  queryString: string;
  /** Where the asker reached this server: `https://host:port`. */
  origin: string;
  /** The other end of the connection. */
  address: string;
  /** The body of a route that takes a file, as it arrives; of no other. */
  upload: AsyncIterable<Uint8Array>;
}

interface RouteSpec<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  method: 'get' | 'post';
  /** OpenAPI style: `/api/v1/lists/{list}`; `{path*}` at its end takes all that is left. */
  path: string;
  act: Act;
  tag: string;
  summary: string;
  params?: Params;
  /** Unknown parameters are an error in the problem dialect and in Watchman's, and ignored in yente's. */
  query?: Query;
  body?: Body;
  /** The body is a file, given to the handler as it arrives. */
  takesFile?: boolean;
  /** How the body is written: JSON when not said. A form's fields are texts, arrays of them when repeated. */
  bodyType?: 'json' | 'form';
  answer: Answer;
  /** Media type of the answer when it is not JSON. */
  answerType?: string;
  /** True for a page that other sites may show inside theirs: nothing in it acts, runs or loads. */
  embeddable?: boolean;
  dialect?: Dialect;
  /** Bytes of the body; 1 MiB when not said. */
  mostBytes?: number;
  /** A plain value is sent as JSON with 200; a Reply as it says. */
  handle(
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<z.input<Answer> | Reply> | z.input<Answer> | Reply;
}

/** A route as the server composes it, whatever its shapes. */
export interface Route extends Omit<RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, 'handle'> {
  handle(input: RouteInput<unknown, unknown, unknown>): Promise<unknown> | unknown;
}

/** Declares a route with its shapes checked against its handler. */
export function defineRoute<
  Answer extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(spec: RouteSpec<Params, Query, Body, Answer>): Route {
  return spec as unknown as Route;
}

/** An answer with its own status, headers or media type; bytes are sent as they are, a ReadableStream as it is read. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A query parameter that may be repeated: always an array, at most `most` values. */
export function repeated<Item extends z.ZodType>(item: Item, most = 50) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(most),
  );
}

/** A whole number in a query, between bounds. */
export function wholeNumber(least: number, most: number, standard: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most).default(standard),
  );
}

/** `true`, `1`, `yes` or `false`, `0`, `no` in a query. */
export function yesNo(standard: boolean) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    if (/^(true|1|yes|on)$/i.test(value)) return true;
    return /^(false|0|no|off)$/i.test(value) ? false : value;
  }, z.boolean().default(standard));
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const calendarDay = z
  .string()
  .max(10)
  .refine((text) => text.length === 10 && parsePartialDate(text) !== null, 'must be a day as YYYY-MM-DD');
