/**
 * How right the score is on labelled pairs kept outside the project: F1 over all and by kind, five folds parted by name
 * so that none leaks into another, and how often a score is right (the calibration curve). Does nothing without them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keyHash } from '../src/screening/key-index.ts';
import { PreparedSubject, scorePair } from '../src/screening/score-pair.ts';

interface Pair {
  schema: string;
  query: Record<string, string[]>;
  candidate: Record<string, string[]>;
  match: boolean;
  category: string;
  quality: string;
}

interface Scored extends Pair {
  score: number;
}

const THRESHOLD = 0.7;
const FOLDS = 5;
const path = fileURLToPath(new URL('../../shared/data/screening/labelled-pairs.jsonl', import.meta.url));
if (existsSync(path)) report(scoredPairs());
else console.log('There are no labelled pairs beside the project: nothing is measured.');

function scoredPairs(): Scored[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const pair = JSON.parse(line) as Pair;
    const { schema, query, candidate } = pair;
    const { score } = scorePair(
      new PreparedSubject({ schema, properties: query }),
      new PreparedSubject({ schema, properties: candidate }),
    );
    return { ...pair, score };
  });
}

function report(pairs: readonly Scored[]): void {
  const hangul = pairs.filter((pair) => /\p{Script=Hangul}/u.test(JSON.stringify([pair.query, pair.candidate])));
  console.log(`all: ${figures(pairs)} (aim F1 0.90)`);
  console.log(`DPRK: ${figures(pairs.filter(({ category }) => category.startsWith('dprk')))} (aim 0.90)`);
  console.log(`Hangul and Latin: ${figures(hangul)} (aim 0.85)`);
  console.log(`strong: ${figures(pairs.filter(({ quality }) => quality === 'STRONG'))} (aim: every one)`);
  for (let fold = 0; fold < FOLDS; fold += 1)
    console.log(`fold ${fold + 1}: ${figures(pairs.filter((pair) => foldOf(pair) === fold))}`);
  console.log('calibration: share of pairs that are one party, by score');
  for (const [from, to] of [
    [0, 0.3],
    [0.3, 0.5],
    [0.5, 0.6],
    [0.6, 0.7],
    [0.7, 0.8],
    [0.8, 0.9],
    [0.9, 0.97],
    [0.97, 1.01],
  ] as const) {
    const inside = pairs.filter(({ score }) => score >= from && score < to);
    const right = inside.filter(({ match }) => match).length;
    console.log(
      `  ${from} to ${Math.min(to, 1)}: ${inside.length} pairs, ${inside.length ? ((100 * right) / inside.length).toFixed(0) : '-'} %`,
    );
  }
}

/** Pairs about one name fall into one fold. */
function foldOf({ candidate }: Pair): number {
  return keyHash((candidate.name?.[0] ?? JSON.stringify(candidate)).toLowerCase().replace(/[^\p{L}]/gu, '')) % FOLDS;
}

function figures(pairs: readonly Scored[]): string {
  const count = (match: boolean, alerted: boolean): number =>
    pairs.filter((pair) => pair.match === match && pair.score >= THRESHOLD === alerted).length;
  const [hit, missed, wrong] = [count(true, true), count(true, false), count(false, true)];
  const precision = hit / (hit + wrong);
  const recall = hit / (hit + missed);
  const f1 = (2 * hit) / (2 * hit + wrong + missed);
  return `${pairs.length} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`;
}
