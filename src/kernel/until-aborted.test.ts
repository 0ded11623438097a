import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

describe('untilAborted()', () => {
  it('resolves when the signal is given, and not before', async () => {
    const stop = new AbortController();
    let over = false;
    const waiting = untilAborted(stop.signal).then(() => {
      over = true;
    });
    await Promise.resolve();
    expect(over).toBe(false);
    stop.abort();
    await waiting;
    expect(over).toBe(true);
  });

  it('resolves at once when it was given before', async () => {
    await expect(untilAborted(AbortSignal.abort())).resolves.toBeUndefined();
  });
});
