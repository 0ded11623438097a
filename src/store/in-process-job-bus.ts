import {
  GIVEN_UP,
  type Job,
  type JobBus,
  type JobData,
  type JobState,
  jobInState,
  jobUnknown,
  LEASE_MILLISECONDS,
  MOST_ATTEMPTS,
} from './job-bus.ts';

interface Held extends Job {
  queued: number;
  leaseUntil: number;
}

/** Jobs of one process, forgotten with it: for tests, and for work that need not outlive its server. */
export function inProcessJobBus(leaseMilliseconds = LEASE_MILLISECONDS): JobBus {
  const jobs = new Map<string, Held>();
  const wakes = new Set<() => void>();
  let queue = 0;
  const held = (id: string): Held => {
    const job = jobs.get(id);
    if (!job) throw jobUnknown(id);
    return job;
  };
  const mine = ({ id, attempt }: Job): Held | null => {
    const job = jobs.get(id);
    return job?.state === 'running' && job.attempt === attempt ? job : null;
  };
  const end = (job: Held, state: JobState, result: JobData | null): void =>
    void Object.assign(job, { state, result, endedAt: new Date().toISOString() });
  return {
    async add(kind, id, about) {
      const times = { createdAt: new Date().toISOString(), startedAt: null, endedAt: null };
      const job: Held = { id, kind, about, state: 'draft', ...NOTHING, ...times, queued: 0, leaseUntil: 0 };
      jobs.set(id, job);
      return shown(job);
    },
    async start(id, request) {
      const job = held(id);
      if (job.state !== 'draft') throw jobInState('start', job);
      Object.assign(job, { state: 'waiting', request: structuredClone(request), queued: queue++ });
      for (const wake of wakes) wake();
      return shown(job);
    },
    async claim(kind) {
      const lapsed = ({ state, leaseUntil }: Held): boolean => state === 'running' && leaseUntil < Date.now();
      for (const job of jobs.values()) if (lapsed(job) && job.attempt >= MOST_ATTEMPTS) end(job, 'failed', GIVEN_UP);
      const [first] = [...jobs.values()]
        .filter((job) => job.kind === kind && (job.state === 'waiting' || lapsed(job)))
        .sort((one, other) => one.queued - other.queued);
      if (!first) return null;
      Object.assign(first, { state: 'running', leaseUntil: Date.now() + leaseMilliseconds });
      first.attempt += 1;
      first.startedAt ??= new Date().toISOString();
      return shown(first);
    },
    async report(claimed, progress) {
      const job = mine(claimed);
      if (job) Object.assign(job, { progress: structuredClone(progress), leaseUntil: Date.now() + leaseMilliseconds });
      return job !== null;
    },
    async finish(claimed, state, result) {
      const job = mine(claimed);
      if (job) end(job, state, structuredClone(result));
      return job !== null;
    },
    async release(claimed) {
      const job = mine(claimed);
      if (job) Object.assign(job, { state: 'waiting', attempt: job.attempt - 1 });
    },
    async cancel(id) {
      const job = held(id);
      if (job.endedAt !== null) throw jobInState('cancel', job);
      end(job, 'cancelled', null);
      return shown(job);
    },
    async remove(id) {
      const job = held(id);
      if (job.state === 'running' || job.state === 'waiting') throw jobInState('remove', job);
      jobs.delete(id);
    },
    async find(id) {
      const job = jobs.get(id);
      return job ? shown(job) : null;
    },
    async list(kind, { limit, offset }) {
      const found = [...jobs.values()].filter((job) => job.kind === kind).reverse();
      return { total: found.length, jobs: found.slice(offset, offset + limit).map(shown) };
    },
    async onWaiting(wake) {
      wakes.add(wake);
      return { stop: async () => void wakes.delete(wake) };
    },
  };
}

const NOTHING = { request: null, progress: null, result: null, attempt: 0 };

function shown({ queued: _queued, leaseUntil: _lease, ...job }: Held): Job {
  return structuredClone(job);
}
