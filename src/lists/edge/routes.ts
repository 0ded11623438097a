import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { calendarDay, defineRoute, Reply, type Route, repeated, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { listedOn } from '../as-of.ts';
import { diffEntries } from '../diff-entries.ts';
import { entryId } from '../entry.ts';
import { type ListedParty, whoCsv, whoLists } from '../who-lists.ts';
import type { ListSummary } from './list-summaries.ts';
import { entriesOfVersion } from './store-entries.ts';
import { historyOf, type ListVersion, rejectionsOf, versionsOf } from './store-versions.ts';

export interface ListRoutesParts {
  database: Database;
  summaries(): Promise<ListSummary[]>;
  /** Every party with its current listings, merged. */
  parties(): readonly ListedParty[];
  /** The entries that one party is made of, by any of their ids; empty when there is none. */
  membersOf(id: string): readonly string[];
  today(): string;
}

const params = z.object({ list: z.string().max(80) });
const versionId = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const anyObject = z.looseObject({});
/** Rows of a difference that one answer holds. */
const MOST_ROWS = 5000;

/** Lists: sources, versions, differences, rejected rows, as-of questions, who lists whom. */
export function listRoutes(parts: ListRoutesParts): Route[] {
  return [sources(parts), versions(parts), difference(parts), rejections(parts), asOf(parts), who(parts)];
}

function sources(parts: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Show every list with its dates and standing',
    query: z.strictObject({}),
    answer: z.object({ lists: z.array(anyObject) }),
    handle: async () => ({ lists: (await parts.summaries()) as never[] }),
  });
}

function versions({ database }: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists/{list}/versions',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Show the versions of a list, newest first',
    params,
    query: z.strictObject({}),
    answer: z.object({ versions: z.array(anyObject) }),
    handle: async (input) => ({ versions: (await versionsOf(database, input.params.list)).map(shown) }),
  });
}

function difference({ database }: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists/{list}/diff',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Compare two versions of a list by field',
    params,
    query: z.strictObject({ from: versionId.optional(), to: versionId.optional() }),
    answer: anyObject,
    handle: async ({ params: { list }, query }) => {
      const known = await versionsOf(database, list);
      const pick = (id: number | undefined, otherwise: ListVersion | undefined): ListVersion =>
        (id === undefined ? otherwise : known.find((version) => version.id === id)) ?? missing(list, id ?? null);
      const [from, to] = [pick(query.from, known[1] ?? known[0]), pick(query.to, known[0])];
      const found = diffEntries(await entriesOfVersion(database, from.id), await entriesOfVersion(database, to.id));
      const brief = (entry: { key: string; caption: string; schema: string }) => ({
        id: entryId(list, entry.key),
        key: entry.key,
        caption: entry.caption,
        schema: entry.schema,
      });
      return {
        from: shown(from),
        to: shown(to),
        counts: { added: found.added.length, removed: found.removed.length, changed: found.changed.length },
        added: found.added.slice(0, MOST_ROWS).map(brief),
        removed: found.removed.slice(0, MOST_ROWS).map(brief),
        changed: found.changed.slice(0, MOST_ROWS).map((change) => ({ ...brief(change), fields: change.fields })),
      };
    },
  });
}

function rejections({ database }: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists/{list}/rejections',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Show the rows that the latest load rejected, with line and reason',
    params,
    query: z.strictObject({ limit: wholeNumber(1, 1000, 100), offset: wholeNumber(0, 1_000_000, 0) }),
    answer: z.object({ total: z.int(), rejections: z.array(anyObject) }),
    handle: async (input) => {
      const { total, rejections: rows } = await rejectionsOf(
        database,
        input.params.list,
        input.query.limit,
        input.query.offset,
      );
      return { total, rejections: rows as never[] };
    },
  });
}

function asOf(parts: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists/as-of',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Ask whether a party was listed on a day, by what was known on another',
    query: z.strictObject({
      party: z.string().min(1).max(300),
      listedOn: calendarDay.optional(),
      knownOn: calendarDay.optional(),
    }),
    answer: anyObject,
    handle: async ({ query }) => {
      const members = parts.membersOf(query.party);
      if (members.length === 0)
        throw new AppError({
          code: 'PARTY_UNKNOWN',
          kind: 'not-found',
          message: `Cannot find the party "${query.party}"`,
          hint: 'Look it up by name first; its id is in the answer.',
        });
      const [asked, known] = [query.listedOn ?? parts.today(), query.knownOn ?? parts.today()];
      const lists = (await parts.summaries()).filter(({ versions: count }) => count > 0).map(({ list }) => list);
      const history = await historyOf(parts.database, lists, members);
      const answers = lists.map((list) => ({
        list,
        ...listedOn(
          history.filter((state) => state.list === list),
          asked,
          known,
        ),
      }));
      return { party: query.party, listedOn: asked, knownOn: known, answers };
    },
  });
}

function who(parts: ListRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/lists/who',
    act: 'lists.read',
    tag: 'Lists',
    summary: 'Show who lists whom and who does not',
    query: z.strictObject({
      schema: z.string().max(40).optional(),
      q: z.string().max(200).optional(),
      listedBy: repeated(z.string().max(80), 20),
      notListedBy: repeated(z.string().max(80), 20),
      limit: wholeNumber(1, 1000, 100),
      offset: wholeNumber(0, 1_000_000, 0),
      format: z.enum(['json', 'csv']).default('json'),
    }),
    answer: anyObject,
    handle: async ({ query }) => {
      const { schema, q, listedBy, notListedBy, limit, offset, format } = query;
      const rows = whoLists(parts.parties(), {
        ...(schema ? { schema } : {}),
        ...(q ? { q } : {}),
        listedBy,
        notListedBy,
      });
      const authorities = (await parts.summaries())
        .filter(({ versions: count }) => count > 0)
        .map(({ list, title }) => ({ list, title }));
      if (format === 'csv') {
        const headers = {
          'content-type': 'text/csv',
          'content-disposition': 'attachment; filename="who-lists-whom.csv"',
        };
        return new Reply(
          200,
          whoCsv(
            rows,
            authorities.map(({ list }) => list),
          ),
          headers,
        );
      }
      return { total: rows.length, authorities, parties: rows.slice(offset, offset + limit) };
    },
  });
}

function shown(version: ListVersion): Record<string, unknown> {
  const { origin, ...rest } = version;
  return { ...rest, snapshot: origin.snapshot ?? false, files: origin.files, url: origin.url ?? null };
}

function missing(list: string, id: number | null): never {
  throw new AppError({
    code: 'VERSION_UNKNOWN',
    kind: 'not-found',
    message:
      id === null
        ? `Cannot compare: list "${list}" has no version`
        : `Cannot compare: list "${list}" has no version ${id}`,
    hint: `GET /api/v1/lists/${list}/versions shows the versions; GET /api/v1/lists the lists.`,
  });
}
