import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keepStampsVerified } from './stamp-rounds.ts';

describe('keepStampsVerified()', () => {
  it('tells what no longer holds and what failed, goes on, and never runs two rounds at once', async () => {
    const told: string[] = [];
    let [rounds, most, now] = [0, 0, 0];
    const stamps = {
      async verifyDue() {
        rounds += 1;
        now += 1;
        most = Math.max(most, now);
        await sleep(15);
        now -= 1;
        if (rounds === 1) return ['e-1'];
        throw new Error('no database');
      },
    };
    const verified = keepStampsVerified(stamps, (cause) => told.push((cause as Error).message), 5);
    await sleep(120);
    await verified.close();
    const after = rounds;
    await sleep(30);
    expect(rounds).toBe(after);
    expect(most).toBe(1);
    expect(told[0]).toContain('e-1');
    expect(told[1]).toContain('no database');
  });
});
