import type { Act } from './act.ts';
import { checkCap } from './cap-check.ts';
import { factOf } from './facts-of-act.ts';
import type { Exemption, Law, Reading, Transition } from './law.ts';
import type { Measure } from './measure.ts';
import { every, type Truth } from './truth.ts';

/** What an exemption asks for, and whether the act is known to have it. */
interface Need {
  fact: string;
  question: string;
  truth: Truth;
}

/** A way in which the act could be lawful under one measure. */
export interface Allowance {
  code: string;
  kind: 'exemption' | 'transition' | 'cap';
  text: string;
  /** True: every need is met. Null: it could apply. False: one need is known not to be met. */
  applies: Truth;
  needs: Need[];
  notes: string[];
}

/** Every exemption, transition and cap of a measure that the act's day and goods do not shut out. */
export function allowancesFor(measure: Measure, reading: Reading, act: Act, law: Law): Allowance[] {
  const exemptions = measure.exemptions.flatMap((code) => law.exemptions.get(code) ?? []);
  const transitions = law.transitions.filter((transition) => transition.measure === measure.id);
  const allowances = [
    ...exemptions
      .filter((exemption) => !exemption.partOfCap && isOpen(exemption, act))
      .map((exemption) => weigh(exemption, 'exemption', measure, act, law)),
    ...transitions
      .filter((transition) => isOpen(transition, act))
      .map((transition) => weigh(transition, 'transition', measure, act, law)),
  ];
  const cap = reading.cap === undefined ? null : capAllowance(reading.cap, measure, act, law);
  return cap ? [cap, ...allowances] : allowances;
}

/** The question of a fact, with the regime, programme or cap it is about. */
export function questionOf(name: string, law: Law): string {
  const [base = name, about = ''] = name.split(':');
  return (law.facts.get(base)?.question ?? `${base}?`).replaceAll('{regime}', about || 'un-dprk');
}

function isOpen(exemption: Exemption, act: Act): boolean {
  if (exemption.from && act.on < exemption.from) return false;
  if (exemption.to && act.on > exemption.to) return false;
  const code = act.hsCode;
  return (
    !exemption.hsCodes ||
    code === undefined ||
    exemption.hsCodes.some((own) => code.startsWith(own) || own.startsWith(code))
  );
}

function weigh(
  exemption: Exemption | Transition,
  kind: 'exemption' | 'transition',
  measure: Measure,
  act: Act,
  law: Law,
): Allowance {
  const names = exemption.instead?.[measure.id] ?? exemption.needs;
  const needs = names.map((name) => needOf(name, truthOfNeed(name, exemption, act, law), law));
  const note = 'note' in exemption && exemption.note ? [exemption.note] : [];
  return {
    code: exemption.code,
    kind,
    text: exemption.text,
    applies: every(needs.map((need) => need.truth)),
    needs,
    notes: note,
  };
}

function truthOfNeed(name: string, exemption: Exemption | Transition, act: Act, law: Law): Truth {
  if (
    name === 'contract-before-measure' &&
    'contractBefore' in exemption &&
    exemption.contractBefore &&
    act.contractOn
  ) {
    return act.contractOn < exemption.contractBefore;
  }
  return factOf(name, act, law);
}

function capAllowance(capId: string, measure: Measure, act: Act, law: Law): Allowance | null {
  const cap = law.caps.get(capId);
  if (!cap) return null;
  const check = checkCap(cap, capId, measure.id, act);
  const needs = [
    ...cap.conditions.map((name) => needOf(name, factOf(name, act, law), law)),
    needOf(`within-cap:${capId}`, check.within, law),
  ];
  const text = (cap.exemption && law.exemptions.get(cap.exemption)?.text) ?? cap.title;
  return {
    code: cap.exemption ?? 'WITHIN-CAP',
    kind: 'cap',
    text,
    applies: every(needs.map((need) => need.truth)),
    needs,
    notes: check.notes,
  };
}

function needOf(fact: string, truth: Truth, law: Law): Need {
  return { fact, question: questionOf(fact, law), truth };
}
