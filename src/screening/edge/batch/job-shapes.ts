import { z } from '@hono/zod-openapi';
import { wholeNumber } from '../../../server/route.ts';

const column = z.string().max(1000);
const mapping = z.record(z.string().max(100), z.array(column).max(20));
const dateOrder = z.enum(['day-first', 'month-first']).nullable();
const encoding = z.string().max(40);

export const jobParam = z.object({ id: z.uuid() });
export const pageQuery = z.object({ limit: wholeNumber(1, 200, 50), offset: wholeNumber(0, 1_000_000, 0) });
export const uploadQuery = z.object({ name: z.string().min(1).max(255), encoding: encoding.optional() });
export const columnsQuery = z.object({ encoding: encoding.optional() });

/** What is said of a file before it is screened; a property that is left out of the mapping is guessed. */
export const startBody = z.object({
  mapping: mapping.default({}),
  schema: z.string().max(100).nullable().default(null),
  dateOrder: dateOrder.default(null),
  dataset: z.string().max(200).default('default'),
  threshold: z.number().min(0).max(1).default(0.7),
  limit: z.int().min(1).max(50).default(5),
  format: z.enum(['csv', 'jsonl']).default('csv'),
  encoding: encoding.optional(),
});

export const columnsAnswer = z.object({
  format: z.enum(['csv', 'jsonl', 'xlsx']),
  encoding,
  headings: z.array(column),
  /** Of which each column is guessed to hold which property. */
  mapping,
  dateOrder,
  /** The first rows. */
  sample: z.array(z.array(z.string())),
  /** Sheets of a spreadsheet that will not be read. */
  otherSheets: z.array(z.string()),
});

const counts = { rows: z.int(), matched: z.int(), hits: z.int(), rejected: z.int(), leftOut: z.int() };
const instant = z.string().nullable();

export const jobAnswer = z.object({
  id: z.string(),
  state: z.enum(['draft', 'waiting', 'running', 'done', 'failed', 'cancelled']),
  file: z.object({ name: z.string(), bytes: z.int() }),
  request: z.looseObject({}).nullable(),
  progress: z
    .object({
      ...counts,
      /** Of the file, 0 to 1. */
      share: z.number(),
      rowsPerSecond: z.number(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
  result: z.looseObject({ ...counts, faults: z.boolean() }).nullable(),
  failure: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  createdAt: z.string(),
  startedAt: instant,
  endedAt: instant,
});

export const jobsAnswer = z.object({ total: z.int(), jobs: z.array(jobAnswer) });

/** A file that was sent: its columns, or why they cannot be told yet. */
export const uploadAnswer = z.object({
  job: jobAnswer,
  columns: columnsAnswer.nullable(),
  problem: z
    .object({ code: z.string(), message: z.string(), hint: z.string(), encoding: z.string().nullable() })
    .nullable(),
});
