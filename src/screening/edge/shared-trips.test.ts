import { describe, expect, it } from 'vitest';
import { SharedTrips } from './shared-trips.ts';

describe('SharedTrips', () => {
  it('takes what is asked during a trip along on the next, together', async () => {
    const trips: number[][] = [];
    const shared = new SharedTrips(async (asked: readonly number[]) => {
      trips.push([...asked]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return asked.length;
    });
    expect(await Promise.all([1, 2, 3].map((one) => shared.join(one)))).toEqual([1, 2, 2]);
    expect(await shared.join(4)).toBe(1);
    expect(trips).toEqual([[1], [2, 3], [4]]);
  });

  it('tells everyone of a failed trip, and goes again', async () => {
    let broken = true;
    const shared = new SharedTrips(async (asked: readonly string[]) => {
      if (broken) throw new Error('the database is away');
      return asked.join();
    });
    const outcomes = await Promise.allSettled([shared.join('a'), shared.join('b'), shared.join('c')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    expect(await shared.join('d')).toBe('d');
  });
});
