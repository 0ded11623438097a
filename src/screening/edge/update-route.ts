import { timingSafeEqual } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { defineRoute, type Route, yesNo } from '../../server/route.ts';

/** How lists are renewed from outside. */
export interface ListUpdates {
  /** What an asker must show; null lets nobody. */
  token: string | null;
  /** Fetches and loads the lists and resolves when questions are answered from them. */
  run(): Promise<{ loaded: string[]; unchanged: string[]; refused: string[] }>;
  /** Told when a run that nobody waits for has failed. */
  onError(cause: unknown): void;
}

/** `POST /updatez`: renews the lists, as yente does. Askers during a run share it. */
export function updateRoute({ token, run, onError }: ListUpdates): Route {
  let running: ReturnType<ListUpdates['run']> | null = null;
  const shared = (): ReturnType<ListUpdates['run']> => {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
  return defineRoute({
    method: 'post',
    path: '/updatez',
    act: 'lists.update',
    tag: 'Service',
    summary: 'Fetch the lists anew, with the token of this node',
    dialect: 'yente',
    query: z.object({ token: z.string().max(500).default(''), sync: yesNo(false) }),
    answer: z.looseObject({ status: z.string() }),
    async handle({ query }) {
      if (!token || !equal(query.token, token)) throw wrongToken();
      const answer = shared();
      if (query.sync) return { status: 'ok', ...(await answer) };
      answer.catch(onError);
      return { status: 'ok' };
    },
  });
}

/** Takes as long for a token that is nearly right as for one that is not. */
function equal(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));
}

function wrongToken(): AppError {
  return new AppError({
    code: 'TOKEN_WRONG',
    kind: 'refused',
    message: 'Invalid token.',
    hint: 'Send the value of the setting WATCHKEEPER_UPDATE_TOKEN as ?token=….',
  });
}
