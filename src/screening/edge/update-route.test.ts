import { describe, expect, it, vi } from 'vitest';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { type ListUpdates, updateRoute } from './update-route.ts';

const outcome = { loaded: ['un-sc'], unchanged: [], refused: [] };
const serve = (parts: Partial<ListUpdates> = {}) =>
  serveRoutes([updateRoute({ token: 'exercise-token', run: async () => outcome, onError: () => {}, ...parts })]);

describe('POST /updatez', () => {
  it('renews the lists for who shows the token, and waits when asked to', async () => {
    const server = serve();
    expect((await server.post('/updatez?token=exercise-token', {})).body).toEqual({ status: 'ok' });
    const { body } = await server.post('/updatez?token=exercise-token&sync=true', {});
    expect(body).toEqual({ status: 'ok', ...outcome });
  });

  it.each([
    ['a wrong token', 'exercise-token', '?token=exercise-tokem'],
    ['no token', 'exercise-token', ''],
    ['an empty token where none is set', null, '?token='],
    ['any token where none is set', null, '?token=null'],
    ['any token where an empty one is set', '', '?token='],
  ])('refuses %s', async (_, token, query) => {
    const run = vi.fn(async () => outcome);
    const { status, body } = await serve({ token, run }).post(`/updatez${query}`, {});
    expect([status, body, run.mock.calls.length]).toEqual([403, { detail: 'Invalid token.' }, 0]);
  });

  it('runs once for all who ask meanwhile, and again for who asks later', async () => {
    let finish = (): void => {};
    const run = vi.fn(
      () =>
        new Promise<typeof outcome>((resolve) => {
          finish = () => resolve(outcome);
        }),
    );
    const server = serve({ run });
    const asked = [1, 2, 3].map(() => server.post('/updatez?token=exercise-token&sync=1', {}));
    await vi.waitFor(() => expect(run).toHaveBeenCalled());
    finish();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(run).toHaveBeenCalledTimes(1);
    await server.post('/updatez?token=exercise-token', {});
    expect(run).toHaveBeenCalledTimes(2);
    finish();
  });

  it('tells a failed run to who waits for it, else to the log', async () => {
    const onError = vi.fn();
    const server = serve({ run: () => Promise.reject(new Error('EXERCISE')), onError });
    const waited = await server.post('/updatez?token=exercise-token&sync=true', {});
    expect([waited.status, waited.body]).toEqual([500, { status: 'error' }]);
    expect(onError).not.toHaveBeenCalled();
    expect((await server.post('/updatez?token=exercise-token', {})).status).toBe(200);
    await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
  });
});
