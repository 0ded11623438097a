import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amount, Movement } from '../transfers/movement.ts';
import { TransferBookBuilder } from '../transfers/transfer-book.ts';
import type { ModelName, TaintModel } from './model.ts';
import { MODELS } from './model.ts';
import { type TraceQuestion, type TraceResult, trace } from './trace.ts';

function movement(at: number, inputs: Amount[], outputs: Amount[], more: Partial<Movement> = {}): Movement {
  return { chain: 'exercise', asset: 'X', tx: `t${at}`, index: 0, at, block: null, inputs, outputs, ...more };
}

function pay(at: number, from: string, to: string, amount: number): Movement {
  return movement(at, [{ address: from, amount: BigInt(amount) }], [{ address: to, amount: BigInt(amount) }]);
}

function traced(movements: readonly Movement[], question: Partial<TraceQuestion>) {
  const builder = new TransferBookBuilder({ mayRepeat: false });
  for (const one of movements) builder.add(one);
  const book = builder.book();
  const result = trace(book, { sources: [], ends: [], models: MODELS, ...question });
  const model = (name: ModelName): TaintModel => result.models.find((one) => one.name === name) ?? fail();
  /** Stolen value at an address, over its pots. */
  const at = (name: ModelName, address: string): number => {
    let sum = 0n;
    for (const pot of model(name).pots())
      if (book.potAddress[pot] === book.addressOf(address)) sum += model(name).heldIn(pot);
    return Number(sum);
  };
  return { result, model, at };
}

function fail(): never {
  throw new Error('no such model');
}

/** `stolen + hopIn = held + ends + fees + hopOut` for each asset, with what pots hold counted one by one. */
function isConserved({ models, assets, assetOf }: TraceResult): boolean {
  return models
    .filter(({ conserves }) => conserves)
    .every((model) =>
      assets.every((_, asset) => {
        let held = 0n;
        for (const pot of model.pots()) if (assetOf[pot] === asset) held += model.heldIn(pot);
        const tally = model.tally(asset);
        const there = tally.held + tally.ends.reduce((sum, end) => sum + end, 0n) + tally.fees + tally.hopOut;
        return held === tally.held && tally.stolen + tally.hopIn === there;
      }),
    );
}

describe('the four models', () => {
  const theft = { sources: [{ tx: 't2' }] };

  it("answer Clayton's case each in its way: 100 clean, then 50 stolen, then 100 go on", () => {
    const { at } = traced([pay(1, 'a', 'mix', 100), pay(2, 'victim', 'mix', 50), pay(3, 'mix', 'out', 100)], theft);
    expect(MODELS.map((name) => [name, at(name, 'out'), at(name, 'mix')])).toEqual([
      ['poison', 100, 50],
      ['haircut', 33, 17],
      ['fifo', 0, 50],
      ['lifo', 50, 0],
    ]);
  });

  it('take what an address paid before it was seen as having been there, clean and first', () => {
    const { at, result } = traced([pay(2, 'victim', 'mix', 50), pay(3, 'mix', 'out', 120)], theft);
    expect(result.openings).toBe(2);
    expect([at('fifo', 'out'), at('lifo', 'out'), at('haircut', 'out')]).toEqual([50, 50, 50]);
    const { at: part } = traced([pay(2, 'victim', 'mix', 50), pay(3, 'mix', 'out', 120), pay(4, 'mix', 'x', 0)], theft);
    expect(part('fifo', 'mix')).toBe(0);
  });

  it('end at addresses where what comes out is not what went in', () => {
    const { at, model } = traced(
      [pay(2, 'victim', 'thief', 50), pay(3, 'thief', 'mixer', 30), pay(4, 'mixer', 'out', 30)],
      { ...theft, ends: [{ address: 'mixer', category: 'mixer' }] },
    );
    for (const name of MODELS) {
      expect(at(name, 'out')).toBe(0);
      expect(model(name).tally(0).ends).toEqual([30n]);
    }
  });

  it('count as stolen all that arrives at an address within a time', () => {
    const { model } = traced([pay(1, 'v', 'thief', 5), pay(2, 'v', 'thief', 7), pay(9, 'v', 'thief', 11)], {
      sources: [{ address: 'thief', from: 2, to: 8 }],
    });
    expect(MODELS.map((name) => model(name).tally(0).stolen)).toEqual([7n, 7n, 7n, 7n]);
  });

  it('split inputs and outputs of one transaction in their order, the fee last', () => {
    const output = (n: number, amount: number): Amount => ({
      address: `o${n}`,
      amount: BigInt(amount),
      outpoint: `t3:${n}`,
    });
    const [stolen, clean] = ['t2:0', 't1:0'].map((outpoint) => ({ address: 'thief', amount: 10n, outpoint })) as [
      Amount,
      Amount,
    ];
    const { at, model } = traced(
      [movement(1, [], [clean]), movement(2, [], [stolen]), movement(3, [clean, stolen], [output(0, 8), output(1, 8)])],
      theft,
    );
    expect([at('fifo', 'o0'), at('fifo', 'o1'), model('fifo').tally(0).fees]).toEqual([0, 6, 4n]);
    expect([at('lifo', 'o0'), at('lifo', 'o1'), model('lifo').tally(0).fees]).toEqual([8, 2, 0n]);
    expect([at('haircut', 'o0'), at('haircut', 'o1'), model('haircut').tally(0).fees]).toEqual([4, 4, 2n]);
  });

  it('follow a declared hop into another asset', () => {
    const builder = new TransferBookBuilder({ mayRepeat: false });
    builder.add(pay(2, 'victim', 'thief', 100));
    builder.addHop({
      id: 'h',
      at: 3,
      from: { chain: 'exercise', asset: 'X', address: 'thief', amount: 60n },
      to: { chain: 'other', asset: 'Y', address: 'thief-y', amount: 7n },
      declaredBy: 'EXERCISE',
      source: 'EXERCISE',
    });
    const result = trace(builder.book(), { ...theft, ends: [], models: MODELS });
    for (const model of result.models.filter(({ conserves }) => conserves)) {
      expect([model.tally(0).held, model.tally(0).hopOut]).toEqual([40n, 60n]);
      expect([model.tally(1).held, model.tally(1).hopIn]).toEqual([7n, 7n]);
    }
    expect(isConserved(result)).toBe(true);
  });

  it('note each day on which something changed', () => {
    const day = 86_400;
    const { result } = traced([pay(2, 'v', 'thief', 50), pay(day, 'a', 'b', 1), pay(2 * day, 'thief', 'mixer', 20)], {
      ...theft,
      ends: [{ address: 'mixer', category: 'mixer' }],
      models: ['fifo'],
    });
    expect(result.series.map(({ day: on, held, ends }) => [on, held, ends.mixer])).toEqual([
      ['1970-01-01', 50n, 0n],
      ['1970-01-03', 30n, 20n],
    ]);
  });
});

describe('on random graphs', () => {
  it.each(['fifo', 'lifo'] as const)('%s equals a reference that moves every unit by itself', (name) => {
    fc.assert(
      fc.property(randomMovements(), (movements) => {
        const { at, model } = traced(movements, { sources: [{ tx: 't3' }, { tx: 't9' }], models: [name] });
        const { pots, fees } = unitByUnit(movements, new Set(['t3', 't9']), name);
        expect(Number(model(name).tally(0).fees)).toBe(fees);
        for (const [address, stolen] of pots) expect([address, at(name, address)]).toEqual([address, stolen]);
      }),
      { numRuns: 400 },
    );
  });

  it('conserve every unit, and haircut never leaves what poison has touched', () => {
    fc.assert(
      fc.property(randomMovements(), fc.subarray(['n1', 'n2', 'n3']), (movements, ends) => {
        const { result, model } = traced(movements, {
          sources: [{ tx: 't3' }, { address: 'n5', from: 5 }],
          ends: ends.map((address, at) => ({ address, category: at % 2 ? 'mixer' : 'exchange' })),
        });
        expect(isConserved(result)).toBe(true);
        const poisoned = new Set(model('poison').pots());
        for (const name of ['haircut', 'fifo', 'lifo'] as const)
          for (const pot of model(name).pots()) if (model(name).heldIn(pot) > 0n) expect(poisoned.has(pot)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('conserve every wei over 200,000 transfers of sums beyond 2^64', () => {
    let state = 11;
    const random = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const movements = Array.from({ length: 200_000 }, (_, at) => {
      const amount = BigInt(random(1_000_000_000)) * 10n ** 15n + BigInt(random(1_000_000));
      const [from, to] = [`n${random(20_000)}`, `n${random(20_000)}`];
      return movement(at, [{ address: from, amount }], [{ address: to, amount }]);
    });
    const { result, model } = traced(movements, {
      sources: [{ address: 'n7', to: 100_000 }],
      ends: [{ address: 'n8', category: 'mixer' }],
    });
    expect(isConserved(result)).toBe(true);
    expect(model('haircut').tally(0).stolen).toBeGreaterThan(2n ** 60n);
    expect([...model('fifo').pots()].length).toBeLessThan([...model('haircut').pots()].length);
  });

  it('conserve a transaction of 300,000 inputs', () => {
    const inputs = Array.from({ length: 300_000 }, (_, at) => ({
      address: `a${at}`,
      amount: 3n,
      outpoint: `before:${at}`,
    }));
    const { result, model } = traced(
      [
        movement(1, [], inputs.slice(0, 100_000)),
        movement(2, inputs, [{ address: 'z', amount: 800_000n, outpoint: 't2:0' }]),
      ],
      { sources: [{ tx: 't1' }] },
    );
    expect(isConserved(result)).toBe(true);
    expect(['fifo', 'lifo', 'haircut'].map((name) => model(name as ModelName).tally(0).held)).toEqual([
      300_000n,
      200_000n,
      266_666n,
    ]);
  });

  it('keep haircut within a unit a step of the true fraction', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 999 })), { minLength: 5, maxLength: 40 }),
        (rows) => {
          const movements = rows.map(([from, to, amount], at) => pay(at, `n${from}`, `n${to}`, amount));
          const { at } = traced(movements, { sources: [{ tx: 't0' }], models: ['haircut'] });
          const { stolen } = inFractions(movements);
          for (const [address, exact] of stolen)
            expect(Math.abs(at('haircut', address) - exact)).toBeLessThan(rows.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Payments between twelve accounts, some with several inputs and outputs and a fee. */
function randomMovements(): fc.Arbitrary<Movement[]> {
  const side = fc.array(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 3 });
  return fc.array(fc.tuple(side, side), { minLength: 5, maxLength: 30 }).map((rows) =>
    rows.map(([ins, outs], at) => {
      const total = ins.reduce((sum, [, amount]) => sum + amount, 0);
      let left = total;
      const outputs = outs.flatMap(([to, wanted]) => {
        const amount = Math.min(wanted, left);
        left -= amount;
        return amount > 0 ? [{ address: `n${to}`, amount: BigInt(amount) }] : [];
      });
      return movement(
        at,
        ins.map(([from, amount]) => ({ address: `n${from}`, amount: BigInt(amount) })),
        outputs,
      );
    }),
  );
}

/** Every unit a token of its own, in a line at its address: written from the words of the rule, not from the engine. */
function unitByUnit(movements: readonly Movement[], thefts: ReadonlySet<string>, name: 'fifo' | 'lifo') {
  const lines = new Map<string, boolean[]>();
  const line = (address: string): boolean[] => {
    const known = lines.get(address) ?? [];
    lines.set(address, known);
    return known;
  };
  for (const [address, count] of openings(movements)) line(address).push(...new Array<boolean>(count).fill(false));
  let fees = 0;
  for (const { inputs, outputs, tx } of movements) {
    const bag: boolean[] = [];
    for (const { address, amount } of name === 'lifo' ? [...inputs].reverse() : inputs)
      for (let unit = 0; unit < Number(amount); unit += 1)
        bag.push((name === 'lifo' ? line(address).pop() : line(address).shift()) ?? false);
    for (const { address, amount } of outputs)
      for (let unit = 0; unit < Number(amount); unit += 1) line(address).push((bag.shift() ?? false) || thefts.has(tx));
    fees += bag.filter(Boolean).length;
  }
  return { pots: [...lines].map(([address, units]) => [address, units.filter(Boolean).length] as const), fees };
}

function openings(movements: readonly Movement[]): Map<string, number> {
  const balance = new Map<string, number>();
  const lowest = new Map<string, number>();
  const change = (address: string, by: number): void => {
    const after = (balance.get(address) ?? 0) + by;
    balance.set(address, after);
    lowest.set(address, Math.min(lowest.get(address) ?? 0, after));
  };
  for (const { inputs, outputs } of movements) {
    for (const { address, amount } of inputs) change(address, -Number(amount));
    for (const { address, amount } of outputs) change(address, Number(amount));
  }
  return new Map([...lowest].map(([address, low]) => [address, -low]));
}

function inFractions(movements: readonly Movement[]) {
  const balance = new Map<string, number>(openings(movements));
  const stolen = new Map<string, number>();
  for (const { inputs, outputs, tx } of movements) {
    const [from, to] = [inputs[0], outputs[0]];
    if (!from || !to) continue;
    const amount = Number(to.amount);
    const [before, held] = [balance.get(from.address) ?? 0, stolen.get(from.address) ?? 0];
    const part = (held * amount) / before;
    balance.set(from.address, before - amount);
    stolen.set(from.address, held - part);
    balance.set(to.address, (balance.get(to.address) ?? 0) + amount);
    stolen.set(to.address, (stolen.get(to.address) ?? 0) + (tx === 't0' ? amount : part));
  }
  return { stolen };
}
