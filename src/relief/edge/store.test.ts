import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signerOf } from '../../ledger/signer.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { readApproval, signApproval } from '../approval.ts';
import { allApprovals, allRevocations, approvalNamed, bookShipment, keepApproval, revokeApproval } from './store.ts';

const signer = signerOf('watch.example/exercise', 'note', new Uint8Array(32).fill(7));
const doing = { by: 'EXERCISE', at: '2026-02-01T00:00:00Z' };
const PIECE = 1_000_000n;

describe('what is drawn on an approval', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  async function issue(id: string, quantities: readonly number[], mostShipments = 3): Promise<void> {
    const approval = readApproval({
      format: 'watchkeeper-approval/1',
      id,
      authority: 'EXERCISE committee',
      letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
      grantee: 'EXERCISE Aid',
      window: { from: '2026-01-10', to: '2026-10-10' },
      mostShipments,
      route: [],
      items: quantities.map((quantity, at) => ({
        line: at + 1,
        name: 'Syringe',
        quantity: String(quantity),
        unit: 'pieces',
      })),
      exercise: true,
    });
    await keepApproval(test.database, { approval, signed: signApproval(signer, approval) }, doing);
  }
  const book = (approval: string, shipment: string, pieces: readonly number[], on = '2026-02-01') =>
    bookShipment(
      test.database,
      [
        {
          approval,
          shipment,
          on,
          draws: pieces.flatMap((n, at) => (n > 0 ? [{ line: at + 1, amount: String(BigInt(n) * PIECE) }] : [])),
        },
      ],
      doing,
    );

  it('is kept with the approval, and told again', async () => {
    await issue('EXERCISE-A', [10, 5]);
    await book('EXERCISE-A', 'one', [4, 5]);
    const kept = await approvalNamed(test.database, 'EXERCISE-A');
    expect([...kept.drawn]).toEqual([
      [1, 4n * PIECE],
      [2, 5n * PIECE],
    ]);
    expect(kept.shipments).toEqual(['one']);
    expect(await allApprovals(test.database)).toMatchObject([
      { id: 'EXERCISE-A', shipments: 1, items: 2, revoked: false },
    ]);
  });

  it('is all of a shipment or nothing', async () => {
    await expect(book('EXERCISE-A', 'two', [6, 1])).rejects.toMatchObject({
      code: 'RELIEF_OVERDRAWN',
      kind: 'conflict',
    });
    const kept = await approvalNamed(test.database, 'EXERCISE-A');
    expect([kept.drawn.get(1), kept.shipments]).toEqual([4n * PIECE, ['one']]);
  });

  it.each([
    ['one', [1, 0], '2026-02-01', 'booked already'],
    ['early', [1, 0], '2026-01-09', 'outside the window'],
    ['late', [1, 0], '2026-10-11', 'outside the window'],
    ['strange', [0, 0, 1], '2026-02-01', 'no such item'],
  ])('refuses the shipment %s', async (shipment, pieces, on, why) => {
    await expect(book('EXERCISE-A', shipment, pieces, on)).rejects.toThrow(why);
  });

  it('never takes more shipments than are approved, nor from a revoked approval, nor a second of one id', async () => {
    await issue('EXERCISE-B', [100], 2);
    await book('EXERCISE-B', '1', [1]);
    await book('EXERCISE-B', '2', [1]);
    await expect(book('EXERCISE-B', '3', [1])).rejects.toThrow('no shipment is left');
    await expect(issue('EXERCISE-B', [1])).rejects.toMatchObject({ code: 'APPROVAL_EXISTS' });
    await issue('EXERCISE-C', [100]);
    await revokeApproval(test.database, { id: 'EXERCISE-C', reason: 'EXERCISE error' }, doing);
    await expect(book('EXERCISE-C', '1', [1])).rejects.toThrow('revoked');
    await expect(revokeApproval(test.database, { id: 'EXERCISE-C', reason: 'x' }, doing)).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await allRevocations(test.database)).toMatchObject([{ id: 'EXERCISE-C', reason: 'EXERCISE error' }]);
    await expect(book('EXERCISE-none', '1', [1])).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('books a consolidated shipment on all its approvals or on none', async () => {
    await issue('EXERCISE-D', [10]);
    await issue('EXERCISE-E', [10]);
    const both = (one: number, other: number, shipment: string) =>
      bookShipment(
        test.database,
        [
          {
            approval: 'EXERCISE-E',
            shipment,
            on: '2026-02-01',
            draws: [{ line: 1, amount: String(BigInt(other) * PIECE) }],
          },
          {
            approval: 'EXERCISE-D',
            shipment,
            on: '2026-02-01',
            draws: [{ line: 1, amount: String(BigInt(one) * PIECE) }],
          },
        ],
        doing,
      );
    await both(3, 4, 'joint');
    await expect(both(1, 7, 'more')).rejects.toThrow('less left');
    expect((await approvalNamed(test.database, 'EXERCISE-D')).drawn.get(1)).toBe(3n * PIECE);
  });

  it('cannot be moved, taken back or emptied by SQL', async () => {
    for (const statement of [
      'update relief_balance set drawn = 0',
      'update relief_balance set amount = amount * 2',
      'update relief_approval set most_shipments = 99',
      'delete from relief_draw',
      'truncate relief_draw',
      'delete from relief_revocation',
      `insert into relief_draw (approval, line, shipment, amount, by, at, commitment) values ('EXERCISE-A', 1, 'one', -1, 'x', now(), 'x')`,
    ])
      await expect(test.database.unsafe(statement)).rejects.toThrow();
  });

  it('is never more than approved after 10,000 random partial shipments, many at once', async () => {
    const SHIPMENTS = 10_000;
    const quantities = [3000, 40, 700];
    await issue('EXERCISE-F', quantities, 100);
    await test.database.unsafe('set synchronous_commit = off');
    const sequence = fc.sample(fc.tuple(fc.nat(12), fc.nat(2), fc.nat(6)), { numRuns: SHIPMENTS, seed: 1718 });
    const drawn = [0, 0, 0];
    let booked = 0;
    let refused = 0;
    let overdrawing = 0;
    const queue = sequence.entries();
    const worker = async (): Promise<void> => {
      for (const [at, pieces] of queue) {
        try {
          await book('EXERCISE-F', `s${at}`, pieces);
          booked += 1;
          for (const [item, count] of pieces.entries()) drawn[item] = (drawn[item] ?? 0) + count;
        } catch (cause) {
          if ((cause as { code?: string }).code !== 'RELIEF_OVERDRAWN') throw cause;
          refused += 1;
          if (/less left/.test(String(cause))) overdrawing += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(booked + refused).toBe(SHIPMENTS);
    expect(booked).toBe(100);
    expect(overdrawing).toBeGreaterThan(0);
    const kept = await approvalNamed(test.database, 'EXERCISE-F');
    for (const [item, quantity] of quantities.entries()) {
      expect(kept.drawn.get(item + 1)).toBe(BigInt(drawn[item] ?? 0) * PIECE);
      expect(drawn[item]).toBeLessThanOrEqual(quantity);
    }
  }, 120_000);
});
