import type { Act } from './act.ts';
import { type Allowance, allowancesFor } from './exemptions-for.ts';
import { factOf } from './facts-of-act.ts';
import { type GoodsMatch, matchGoods } from './hs-match.ts';
import type { Law, Reading } from './law.ts';
import type { Measure } from './measure.ts';
import { every, some, type Truth } from './truth.ts';

export type Verdict = 'forbidden' | 'forbidden-unless' | 'undetermined' | 'permitted';

/** Worst first: an overall verdict is the first that occurs. */
export const VERDICTS: readonly Verdict[] = ['forbidden', 'forbidden-unless', 'undetermined', 'permitted'];

/** What one measure says of an act. */
export interface Touch {
  measure: Measure;
  /** `open`: nothing shows that the measure is touched, and nothing rules it out. */
  kind: 'touched' | 'open';
  verdict: Verdict;
  covers: GoodsMatch['covers'];
  allowances: Allowance[];
  /** Names of the facts that are missing; of an open measure, only those that would show it to be touched. */
  missing: string[];
}

/** What an assessment needs beside the measure. */
export interface Situation {
  act: Act;
  law: Law;
  /** Whether the UN's measures forbid the act, for instruments that follow them; null while unknown. */
  unBan: Truth;
}

interface Tested {
  truth: Truth;
  covers: GoodsMatch['covers'];
  missing: string[];
}

/** The worst of what a measure's readings say of the act; null when none reaches it. Dates are not looked at. */
export function assessMeasure(measure: Measure, situation: Situation): Touch | null {
  const touches = (situation.law.readings.get(measure.id) ?? []).flatMap(
    (reading) => assessReading(measure, reading, situation) ?? [],
  );
  touches.sort((left, right) => order(left) - order(right));
  return touches[0] ?? null;
}

function order(touch: Touch): number {
  return (touch.kind === 'open' ? VERDICTS.length : 0) + VERDICTS.indexOf(touch.verdict);
}

function assessReading(measure: Measure, reading: Reading, situation: Situation): Touch | null {
  const { act, law } = situation;
  if (!reading.acts.includes(act.act)) return null;
  const tests = reading.when.map((test) => runTest(test, measure, situation));
  const direction = testDirection(reading.direction ?? measure.direction, act);
  const all = direction ? [...tests, direction] : tests;
  const truth = every(all.map((test) => test.truth));
  if (truth === false) return null;
  const lead = all[0];
  const covers = tests.find((test) => test.covers !== null)?.covers ?? null;
  const isOpen = lead?.truth === null && covers !== 'partly';
  const allowances = allowancesFor(measure, reading, act, law);
  const verdict = verdictOf(truth, allowances);
  const asking = isOpen && lead ? [lead] : all;
  const missing = asking.flatMap((test) => (test.truth === null ? test.missing : []));
  const ofCap = allowances.filter((allowance) => allowance.kind === 'cap' && allowance.applies === null);
  const wanted = ofCap.flatMap((cap) => cap.needs.filter((need) => need.truth === null).map((need) => need.fact));
  return {
    measure,
    kind: isOpen ? 'open' : 'touched',
    verdict,
    covers,
    allowances,
    missing: [...new Set(isOpen ? missing : [...missing, ...wanted])],
  };
}

/** A cap leaves lawful what stays within it, so that an unknown total is undetermined; an exemption must first be had. */
function verdictOf(truth: Truth, allowances: readonly Allowance[]): Verdict {
  if (allowances.some((allowance) => allowance.applies === true)) return 'permitted';
  const possible = allowances.filter((allowance) => allowance.applies === null);
  if (truth === null || possible.some((allowance) => allowance.kind === 'cap')) return 'undetermined';
  return possible.length > 0 ? 'forbidden-unless' : 'forbidden';
}

function testDirection(wanted: Measure['direction'] | 'any', act: Act): Tested | null {
  if (wanted !== 'to-dprk' && wanted !== 'from-dprk') return null;
  const truth = act.direction === undefined ? null : act.direction === wanted;
  return { truth, covers: null, missing: ['direction-known'] };
}

function runTest(test: string, measure: Measure, situation: Situation): Tested {
  const alternatives = test.split('|').map((name) => runFact(name, measure, situation));
  const truth = some(alternatives.map((tested) => tested.truth));
  const matching = alternatives.filter((tested) => tested.truth === truth);
  return {
    truth,
    covers: matching.find((tested) => tested.covers !== null)?.covers ?? null,
    missing: alternatives.flatMap((tested) => (tested.truth === null ? tested.missing : [])),
  };
}

function runFact(name: string, measure: Measure, situation: Situation): Tested {
  const { act, law, unBan } = situation;
  if (name === 'goods') return matchGoods(measure, act, law.goods, (fact) => factOf(fact, act, law));
  if (name === 'un-ban') return { truth: unBan, covers: null, missing: [name] };
  return { truth: factOf(name, act, law), covers: null, missing: [name] };
}
