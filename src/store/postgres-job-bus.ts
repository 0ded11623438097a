import type { Database } from './database.ts';
import {
  GIVEN_UP,
  type Job,
  type JobBus,
  jobInState,
  jobUnknown,
  LEASE_MILLISECONDS,
  MOST_ATTEMPTS,
} from './job-bus.ts';

const CHANNEL = 'jobs_waiting';

/** Jobs in PostgreSQL: any number of servers claim them, each job one at a time (SKIP LOCKED), and none is lost with its server. */
export function postgresJobBus(database: Database, leaseMilliseconds = LEASE_MILLISECONDS): JobBus {
  const columns = database`id, kind, state, about, request, progress, result, attempt,
    created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt"`;
  const lease = database`now() + ${leaseMilliseconds} * interval '1 millisecond'`;
  const mine = ({ id, attempt }: Job) => database`id = ${id} and attempt = ${attempt} and state = 'running'`;
  const json = (value: unknown) => database.json(value as never);
  const find = async (id: string): Promise<Job | null> => {
    const [job] = await database<Job[]>`select ${columns} from job where id = ${id}`;
    return job ?? null;
  };
  /** The row that a change of state made, or why there is none. */
  const changed = async (act: string, id: string, [row]: readonly Job[]): Promise<Job> => {
    if (row) return row;
    const job = await find(id);
    throw job ? jobInState(act, job) : jobUnknown(id);
  };
  return {
    find,
    async add(kind, id, about) {
      const rows = await database<Job[]>`
        insert into job (id, kind, state, about) values (${id}, ${kind}, 'draft', ${json(about)}) returning ${columns}`;
      return await changed('add', id, rows);
    },
    async start(id, request) {
      const rows = await database<Job[]>`
        update job set state = 'waiting', request = ${json(request)}, queued_at = clock_timestamp()
        where id = ${id} and state = 'draft' returning ${columns}`;
      await database.notify(CHANNEL, id);
      return await changed('start', id, rows);
    },
    async claim(kind) {
      await database`
        update job set state = 'failed', ended_at = now(), result = ${json(GIVEN_UP)}
        where state = 'running' and lease_until < now() and attempt >= ${MOST_ATTEMPTS}`;
      const [job] = await database<Job[]>`
        update job set state = 'running', attempt = attempt + 1, lease_until = ${lease}, started_at = coalesce(started_at, now())
        where id = (
          select id from job where kind = ${kind} and (state = 'waiting' or (state = 'running' and lease_until < now()))
          order by queued_at, id limit 1 for update skip locked
        ) returning ${columns}`;
      return job ?? null;
    },
    async report(claimed, progress) {
      const rows = await database`
        update job set progress = ${json(progress)}, lease_until = ${lease} where ${mine(claimed)} returning id`;
      return rows.length > 0;
    },
    async finish(claimed, state, result) {
      const rows = await database`
        update job set state = ${state}, result = ${json(result)}, ended_at = now() where ${mine(claimed)} returning id`;
      return rows.length > 0;
    },
    async release(claimed) {
      await database`update job set state = 'waiting', attempt = attempt - 1 where ${mine(claimed)}`;
      await database.notify(CHANNEL, claimed.id);
    },
    async cancel(id) {
      const rows = await database<Job[]>`
        update job set state = 'cancelled', ended_at = now() where id = ${id} and ended_at is null returning ${columns}`;
      return await changed('cancel', id, rows);
    },
    async remove(id) {
      const rows = await database<Job[]>`
        delete from job where id = ${id} and state not in ('waiting', 'running') returning ${columns}`;
      await changed('remove', id, rows);
    },
    async list(kind, { limit, offset }) {
      const [count] = await database<{ n: number }[]>`select count(*)::int as n from job where kind = ${kind}`;
      const jobs = await database<Job[]>`
        select ${columns} from job where kind = ${kind} order by created_at desc, id limit ${limit} offset ${offset}`;
      return { total: count?.n ?? 0, jobs: [...jobs] };
    },
    async onWaiting(wake) {
      const listener = await database.listen(CHANNEL, wake);
      return { stop: async () => await listener.unlisten() };
    },
  };
}
