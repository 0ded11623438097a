import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from '@hono/zod-openapi';
import { AppError } from '../../../kernel/errors.ts';
import { defineRoute, Reply, type Route } from '../../../server/route.ts';
import { type Job, type JobBus, jobInState, jobUnknown } from '../../../store/job-bus.ts';
import { batchPlan, guessedPlan } from '../../batch/batch-plan.ts';
import { askableSchema, knownDataset, type ScreenerSource, screenerInUse } from '../screener-in-use.ts';
import { inspectFile } from './customer-file.ts';
import {
  columnsAnswer,
  columnsQuery,
  jobAnswer,
  jobParam,
  jobsAnswer,
  pageQuery,
  startBody,
  uploadAnswer,
  uploadQuery,
} from './job-shapes.ts';
import { finishedFile, jobFiles, removeJobFiles, SCREENING_JOB } from './screening-jobs.ts';

const PATH = '/api/v1/screening/jobs';
/** 2 GiB: some twenty million customers. */
const MOST_BYTES = 2_147_483_648;
const SHOWN_ROWS = 5;

export interface JobRoutesParts extends ScreenerSource {
  bus: JobBus;
  /** Folder of all jobs' files. */
  folder: string;
}

/** Files screened as jobs: send, look at the columns, start, follow, fetch. */
export function jobRoutes(parts: JobRoutesParts): Route[] {
  return [upload(parts), list(parts), show(parts), columns(parts), start(parts), ...ends(parts), ...downloads(parts)];
}

const runs = { act: 'batch.run', tag: 'Screening jobs' } as const;
const reads = { act: 'batch.read', tag: 'Screening jobs' } as const;

function upload({ bus, folder }: JobRoutesParts): Route {
  return defineRoute({
    ...runs,
    method: 'post',
    path: PATH,
    summary: 'Send a file to be screened',
    query: uploadQuery,
    answer: uploadAnswer,
    takesFile: true,
    mostBytes: MOST_BYTES,
    async handle({ query: { name, encoding }, upload: bytes, isPrivate }) {
      if (isPrivate) throw notKept();
      const id = randomUUID();
      const { own, arriving, input } = jobFiles(folder, id);
      try {
        mkdirSync(own, { recursive: true, mode: 0o700 });
        await pipeline(bytes, createWriteStream(arriving, { mode: 0o600 }));
        renameSync(arriving, input);
        const looked = await lookAt(input, name, encoding);
        const job = await bus.add(SCREENING_JOB, id, { name, bytes: statSync(input).size });
        return { job: shown(job), ...looked };
      } catch (cause) {
        removeJobFiles(folder, id);
        throw cause;
      }
    },
  });
}

function list({ bus }: JobRoutesParts): Route {
  return defineRoute({
    ...reads,
    method: 'get',
    path: PATH,
    summary: 'List the files that were sent, latest first',
    query: pageQuery,
    answer: jobsAnswer,
    async handle({ query }) {
      const { total, jobs } = await bus.list(SCREENING_JOB, query);
      return { total, jobs: jobs.map(shown) };
    },
  });
}

function show({ bus }: JobRoutesParts): Route {
  return defineRoute({
    ...reads,
    method: 'get',
    path: `${PATH}/{id}`,
    summary: 'Show a job: its state and progress',
    params: jobParam,
    answer: jobAnswer,
    handle: async ({ params }) => shown(await known(bus, params.id)),
  });
}

function columns({ bus, folder }: JobRoutesParts): Route {
  return defineRoute({
    ...reads,
    method: 'get',
    path: `${PATH}/{id}/columns`,
    summary: "Show a file's columns and what they are guessed to hold",
    params: jobParam,
    query: columnsQuery,
    answer: columnsAnswer,
    async handle({ params, query }) {
      const job = await known(bus, params.id);
      return await columnsOf(jobFiles(folder, job.id).input, String(job.about.name), query.encoding);
    },
  });
}

function start({ bus, folder, ...source }: JobRoutesParts): Route {
  return defineRoute({
    ...runs,
    method: 'post',
    path: `${PATH}/{id}/start`,
    summary: 'Start to screen a file',
    params: jobParam,
    body: startBody,
    answer: jobAnswer,
    async handle({ params, body: { encoding, ...choices } }) {
      const job = await known(bus, params.id);
      knownDataset(screenerInUse(source), choices.dataset);
      if (choices.schema !== null) askableSchema(choices.schema);
      // A plan that cannot be made is refused here, where the asker can mend it.
      batchPlan(await inspectFile(jobFiles(folder, job.id).input, { encoding, name: String(job.about.name) }), choices);
      return shown(await bus.start(job.id, encoding === undefined ? choices : { ...choices, encoding }));
    },
  });
}

function ends({ bus, folder }: JobRoutesParts): Route[] {
  return [
    defineRoute({
      ...runs,
      method: 'post',
      path: `${PATH}/{id}/cancel`,
      summary: 'Cancel a job',
      params: jobParam,
      answer: jobAnswer,
      handle: async ({ params }) => shown(await bus.cancel((await known(bus, params.id)).id)),
    }),
    defineRoute({
      ...runs,
      method: 'post',
      path: `${PATH}/{id}/remove`,
      summary: 'Remove a job with its files',
      params: jobParam,
      answer: z.object({ removed: z.string() }),
      async handle({ params }) {
        await bus.remove((await known(bus, params.id)).id);
        removeJobFiles(folder, params.id);
        return { removed: params.id };
      },
    }),
  ];
}

function downloads({ bus, folder }: JobRoutesParts): Route[] {
  const files = [
    { which: 'results', path: 'results', summary: "Fetch a finished job's results" },
    { which: 'faults', path: 'errors', summary: 'Fetch the rows and values that could not be used' },
  ] as const;
  return files.map(({ which, path, summary }) =>
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/{id}/${path}`,
      summary,
      params: jobParam,
      answer: z.string(),
      answerType: 'text/csv',
      async handle({ params }) {
        const job = await known(bus, params.id);
        if (job.state !== 'done') throw jobInState('fetch the results of', job);
        const json = which === 'results' && job.result?.format === 'jsonl';
        const stream = Readable.toWeb(createReadStream(finishedFile(folder, job.id, which)));
        return new Reply(200, stream, {
          'content-type': json ? 'application/jsonl' : 'text/csv',
          'content-disposition': `attachment; filename="${path}.${json ? 'jsonl' : 'csv'}"`,
        });
      },
    }),
  );
}

/** The columns, or the problem where people must first say the encoding; any other fault refuses the file. */
async function lookAt(
  path: string,
  name: string,
  encoding: string | undefined,
): Promise<Omit<z.input<typeof uploadAnswer>, 'job'>> {
  try {
    return { columns: await columnsOf(path, name, encoding), problem: null };
  } catch (cause) {
    if (!(cause instanceof AppError) || typeof cause.data.encoding !== 'string') throw cause;
    const { code, message, hint = '', data } = cause;
    return { columns: null, problem: { code, message, hint, encoding: String(data.encoding) } };
  }
}

async function columnsOf(
  path: string,
  name: string,
  encoding: string | undefined,
): Promise<z.input<typeof columnsAnswer>> {
  const file = await inspectFile(path, { name, encoding });
  const { format, headings, sample, otherSheets } = file;
  const rows = sample.slice(0, SHOWN_ROWS).map((cells) => cells.map((cell) => String(cell ?? '').slice(0, 200)));
  return { format, encoding: file.encoding, headings, otherSheets, sample: rows, ...guessedPlan(file) } as z.input<
    typeof columnsAnswer
  >;
}

/** A job is kept by its nature, and its file with it. */
function notKept(): AppError {
  return new AppError({
    code: 'JOB_IS_KEPT',
    kind: 'refused',
    message: 'Cannot take the file in private: a job keeps it until the job is removed',
    hint: 'Screen the file with "watchkeeper screen file", which keeps nothing, or send it without asking for privacy.',
  });
}

async function known(bus: JobBus, id: string): Promise<Job> {
  const job = await bus.find(id);
  if (job?.kind === SCREENING_JOB) return job;
  throw jobUnknown(id);
}

function shown({
  id,
  state,
  about,
  request,
  progress,
  result,
  createdAt,
  startedAt,
  endedAt,
}: Job): z.input<typeof jobAnswer> {
  const { counts, ...pace } = (progress ?? {}) as { counts?: object };
  return {
    id,
    state,
    file: about,
    request,
    progress: counts ? { ...counts, ...pace } : null,
    result: state === 'done' ? result : null,
    failure: state === 'failed' ? result : null,
    createdAt,
    startedAt,
    endedAt,
  } as z.input<typeof jobAnswer>;
}
