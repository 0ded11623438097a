import type { Act } from './act.ts';
import { assessMeasure, type Touch, VERDICTS, type Verdict } from './assess-measure.ts';
import { type Allowance, questionOf } from './exemptions-for.ts';
import { touchesJurisdiction } from './facts-of-act.ts';
import { forceOnDay, versionOnDay } from './in-force.ts';
import type { Law } from './law.ts';
import type { Confidence, Measure } from './measure.ts';
import { notesOnAct } from './notes-on-act.ts';
import { paragraphLabel } from './paragraph-label.ts';
import type { Truth } from './truth.ts';

/** One measure's answer. */
export interface MeasureAnswer {
  measure: string;
  regime: string;
  /** Citation with its mark: `UNSCR 2397 (2017) para 5`. */
  paragraph: string;
  /** A published edition may cite it. */
  publishable: boolean;
  /** `called-upon`: no duty, whatever the facts. */
  verdict: Verdict | 'called-upon';
  summary: string;
  family: Measure['family'];
  obligation: Measure['obligation'];
  /** How far the HS code decides; null when no code was matched. */
  covers: 'wholly' | 'partly' | null;
  hsBasis: Measure['hsBasis'];
  exemptions: Allowance[];
  missing: MissingFact[];
  inForceFrom: string;
  inForceTo: string | null;
  /** Earlier paragraphs that this one took over or widened and that also reach the act. */
  earlierVersions: string[];
  confidence: Confidence;
  check: Measure['check'];
}

interface MissingFact {
  /** Name to answer by, in `facts`, `involves` or the property that the question names. */
  fact: string;
  question: string;
}

/** A question on which more measures hang, none of which is shown to be touched. */
interface OpenQuestion extends MissingFact {
  measures: string[];
}

export interface ActAnswer {
  /** The worst verdict of the duties that are touched; undetermined when none is and questions are open. */
  verdict: Verdict;
  on: string;
  /** Regimes of which a measure is touched or not ruled out. */
  regimes: { regime: string; verdict: Verdict }[];
  measures: MeasureAnswer[];
  calledUpon: MeasureAnswer[];
  open: OpenQuestion[];
  /** Measures that would reach the act but were not law on its day. */
  notInForce: { measure: string; paragraph: string; from: string; to: string | null; state: 'not-yet' | 'no-longer' }[];
  /** Every missing fact of the touched measures, once. */
  questions: MissingFact[];
  notes: string[];
}

interface Sorted {
  touched: Touch[];
  open: { touch: Touch; facts: string[] }[];
  notInForce: ActAnswer['notInForce'];
}

/**
 * Judges an act by the law of its day: every measure that it touches, with the exemptions that could apply and the facts
 * that are missing. Method and limits: docs/methods/regime-check.md.
 */
export function checkAct(act: Act, law: Law): ActAnswer {
  const un = sortMeasures(act, law, { regimes: (regime) => regime === 'un-dprk', unBan: null });
  const national = sortMeasures(act, law, { regimes: (regime) => regime !== 'un-dprk', unBan: unBanOf(un) });
  const asked = (regime: string) => !act.jurisdictions || act.jurisdictions.includes(regime);
  const touched = newestVersions([...un.touched, ...national.touched], act.on, law).filter((row) =>
    asked(row.measure.regime),
  );
  const open = [...un.open, ...national.open].filter((row) => asked(row.touch.measure.regime));
  const notInForce = [...un.notInForce, ...national.notInForce].filter((row) => asked(regimeOf(row.measure, law)));
  const duties = touched.filter((row) => row.measure.obligation === 'duty');
  const answers = duties.map((row) => answerOf(row, law)).sort(byVerdict);
  return {
    verdict: overall(duties, open.length > 0),
    on: act.on,
    regimes: law.regimes.flatMap(({ id }) => verdictOfRegime(id, duties, open)),
    measures: answers,
    calledUpon: touched.filter((row) => row.measure.obligation !== 'duty').map((row) => answerOf(row, law)),
    open: openQuestions(open, act, law),
    notInForce,
    questions: unique(answers.flatMap((answer) => answer.missing)),
    notes: [
      ...(touched.length === 0
        ? ['No measure in the data is shown to reach the act; that is not legal advice that none does.']
        : []),
      ...notesOnAct(act, touched, law),
    ],
  };
}

function sortMeasures(act: Act, law: Law, scope: { regimes: (regime: string) => boolean; unBan: Truth }): Sorted {
  const sorted: Sorted = { touched: [], open: [], notInForce: [] };
  for (const measure of law.measures.values()) {
    if (!scope.regimes(measure.regime)) continue;
    const nexus = touchesJurisdiction(act, measure.regime, law);
    const touch = nexus === false ? null : assessMeasure(measure, { act, law, unBan: scope.unBan });
    if (touch) sortTouch(touch, nexus, act.on, sorted);
  }
  return sorted;
}

function sortTouch(touch: Touch, nexus: Truth, on: string, sorted: Sorted): void {
  const { measure } = touch;
  const state = forceOnDay(measure, on);
  const isShown = nexus === true && touch.kind === 'touched';
  if (state === 'not-yet' || state === 'no-longer') {
    if (isShown) sorted.notInForce.push(notInForceRow(measure, state));
  } else if (isShown) sorted.touched.push(state === 'unsure' ? { ...touch, verdict: 'undetermined' } : touch);
  else if (measure.obligation === 'duty') {
    sorted.open.push({ touch, facts: nexus === null ? [`nexus:${measure.regime}`] : touch.missing });
  }
}

function notInForceRow(measure: Measure, state: 'not-yet' | 'no-longer'): ActAnswer['notInForce'][number] {
  const { id, inForceFrom, inForceTo } = measure;
  return { measure: id, paragraph: paragraphLabel(measure), from: inForceFrom, to: inForceTo, state };
}

function unBanOf(un: Sorted): Truth {
  const verdict = overall(
    un.touched.filter((row) => row.measure.obligation === 'duty'),
    un.open.length > 0,
  );
  return verdict === 'undetermined' ? null : verdict !== 'permitted';
}

/** Drops a measure whose wider successor is law on that day and is touched as well; the successor names it. */
function newestVersions(touched: readonly Touch[], on: string, law: Law): (Touch & { earlier: Measure[] })[] {
  const ids = new Set(touched.map((row) => row.measure.id));
  const replaced = new Map<string, Measure[]>();
  const kept = touched.filter(({ measure }) => {
    const version = versionOnDay(measure, on, law.measures);
    if (version.id === measure.id || !ids.has(version.id)) return true;
    replaced.set(version.id, [...(replaced.get(version.id) ?? []), measure]);
    return false;
  });
  return kept.map((row) => ({ ...row, earlier: replaced.get(row.measure.id) ?? [] }));
}

function answerOf(row: Touch & { earlier: Measure[] }, law: Law): MeasureAnswer {
  const { measure } = row;
  return {
    measure: measure.id,
    regime: measure.regime,
    paragraph: paragraphLabel(measure),
    publishable: measure.check.printParagraph,
    verdict: measure.obligation === 'duty' ? row.verdict : 'called-upon',
    summary: measure.summary,
    family: measure.family,
    obligation: measure.obligation,
    covers: row.covers,
    hsBasis: measure.hsBasis,
    exemptions: row.allowances,
    missing: row.missing.map((fact) => ({ fact, question: questionOf(fact, law) })),
    inForceFrom: measure.inForceFrom,
    inForceTo: measure.inForceTo,
    earlierVersions: row.earlier.map(paragraphLabel),
    confidence: measure.confidence,
    check: measure.check,
  };
}

/** Questions about what the act is made of fold into one while `involves` is not given. */
function openQuestions(open: Sorted['open'], act: Act, law: Law): OpenQuestion[] {
  const byFact = new Map<string, OpenQuestion>();
  for (const { touch, facts } of open) {
    for (const name of facts) {
      const fact = !act.involves && law.facts.get(name)?.group === 'involves' ? 'involves' : name;
      const known = byFact.get(fact) ?? { fact, question: questionOf(fact, law), measures: [] };
      if (!known.measures.includes(touch.measure.id)) known.measures.push(touch.measure.id);
      byFact.set(fact, known);
    }
  }
  return [...byFact.values()];
}

function verdictOfRegime(regime: string, duties: readonly Touch[], open: Sorted['open']): ActAnswer['regimes'] {
  const own = duties.filter((row) => row.measure.regime === regime);
  const isOpen = open.some(({ touch }) => touch.measure.regime === regime);
  return own.length > 0 || isOpen ? [{ regime, verdict: overall(own, isOpen) }] : [];
}

function overall(touched: readonly Touch[], isOpen: boolean): Verdict {
  const verdicts = new Set<Verdict>(touched.map((row) => row.verdict));
  if (isOpen) verdicts.add('undetermined');
  return VERDICTS.find((verdict) => verdicts.has(verdict)) ?? 'permitted';
}

function byVerdict(left: MeasureAnswer, right: MeasureAnswer): number {
  return VERDICTS.indexOf(left.verdict as Verdict) - VERDICTS.indexOf(right.verdict as Verdict);
}

function unique(facts: MissingFact[]): MissingFact[] {
  return [...new Map(facts.map((fact) => [fact.fact, fact])).values()];
}

function regimeOf(measure: string, law: Law): string {
  return law.measures.get(measure)?.regime ?? '';
}
