import type { Finding } from '../../findings/finding.ts';
import type { LaidTruth, Truth } from './truth.ts';

/** How a watch did against the truth. */
export interface WatchScore {
  watch: string;
  /** Truths found, truths in all, findings, and findings that belong to some truth of that ship and time. */
  found: number;
  truths: number;
  findings: number;
  borneOut: number;
  recall: number | null;
  precision: number | null;
  missed: Truth[];
  /** Ids of the findings that nothing bears out. */
  unexplained: string[];
}

/** Seconds by which a finding may lie beside what happened: receivers hear with gaps. */
const BESIDE = 6 * 3600;

/**
 * Scores findings against the exercise's truth. A truth is found by a finding of its watch that names all its ships (for
 * one hull under several MMSIs: one of them) and meets its time. A finding is borne out by any truth that names one of
 * its ships and meets its time, whatever the watch: a ship that hides is rightly seen by several.
 */
export function evaluate(
  findings: readonly Finding[],
  truths: readonly LaidTruth[],
  watches: readonly string[],
): WatchScore[] {
  return watches.map((watch) => {
    const raised = findings.filter((finding) => finding.watch === watch);
    const wanted = truths.filter((truth) => truth.whole && truth.watch === watch);
    const missed = wanted.filter((truth) => !raised.some((finding) => names(finding, truth) && meets(finding, truth)));
    const unexplained = raised.filter(
      (finding) => !truths.some((truth) => namesOne(finding, truth) && meets(finding, truth)),
    );
    return {
      watch,
      found: wanted.length - missed.length,
      truths: wanted.length,
      findings: raised.length,
      borneOut: raised.length - unexplained.length,
      recall: wanted.length === 0 ? null : 1 - missed.length / wanted.length,
      precision: raised.length === 0 ? null : 1 - unexplained.length / raised.length,
      missed,
      unexplained: unexplained.map(({ id }) => id),
    };
  });
}

function namesOne({ subjects }: Finding, { mmsi }: Truth): boolean {
  return subjects.some((subject) => mmsi.includes(Number(subject.mmsi)));
}

function names(finding: Finding, truth: Truth): boolean {
  if (truth.watch !== 'encounter') return namesOne(finding, truth);
  return truth.mmsi.every((mmsi) => finding.subjects.some((subject) => Number(subject.mmsi) === mmsi));
}

function meets({ startAt, endAt }: Finding, truth: Truth): boolean {
  const from = startAt ? Date.parse(startAt) / 1000 : Number.NEGATIVE_INFINITY;
  const to = endAt ? Date.parse(endAt) / 1000 : Number.POSITIVE_INFINITY;
  return from <= truth.endAt + BESIDE && to >= truth.startAt - BESIDE;
}
