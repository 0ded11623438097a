import { table } from '../../cli/table.ts';
import type { ActAnswer, MeasureAnswer } from '../check-act.ts';
import type { ShownMeasure } from '../find-measures.ts';

/** An answer for people: the verdict, the measures, then what is missing. */
export function answerText(answer: ActAnswer): string {
  return [
    `${answer.verdict.toUpperCase()}  by the law of ${answer.on}`,
    measuresPart('Measures', answer.measures),
    measuresPart('Called upon or requested only', answer.calledUpon),
    listPart(
      'Not law on that day',
      answer.notInForce.map((row) => `${row.paragraph}: ${row.from} to ${row.to ?? 'now'}`),
    ),
    listPart(
      'Missing',
      answer.questions.map((row) => `${row.question} [${row.fact}]`),
    ),
    listPart(
      'Not ruled out',
      answer.open.map((row) => `${row.question} [${row.fact}] (${row.measures.length} measures)`),
    ),
    listPart('Notes', answer.notes),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** One measure for people, with how far it was checked. */
export function measureText(measure: ShownMeasure): string {
  const lines: [string, string | null][] = [
    ['regime', measure.regime],
    ['family', [measure.family, measure.kind, ...measure.alsoKinds].join(', ')],
    ['obligation', measure.obligation],
    ['direction', measure.direction],
    ['in force', `${measure.inForceFrom} to ${measure.inForceTo ?? 'now'} (${measure.status})`],
    ['followed by', measure.supersededBy],
    ['HS codes', measure.hsCodes.length > 0 ? `${measure.hsCodes.join(' ')} (${measure.hsBasis})` : null],
    ['figures', [measure.cap, measure.unit, measure.threshold].filter((part) => part !== null).join(' ') || null],
    ['exemptions', measure.exemptions.join(', ') || null],
    ['source', measure.source],
    ['confidence', `${measure.confidence}; check: ${measure.check.verdict}${measure.check.partial ? ', in part' : ''}`],
    ['note', measure.check.note],
    ['corrected', measure.correction],
    ['not tested', measure.unread],
  ];
  const shown = lines.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(12)}${value}`]));
  return [`${measure.id}  ${measure.label}`, measure.summary, ...shown].join('\n');
}

function measuresPart(title: string, measures: readonly MeasureAnswer[]): string {
  if (measures.length === 0) return '';
  const rows = measures.map((row) => [row.verdict, row.measure, row.paragraph, waysOut(row)]);
  return `${title}\n${table(['verdict', 'measure', 'paragraph', 'ways out'], rows)}`;
}

function waysOut(row: MeasureAnswer): string {
  const mark = { true: 'met', false: 'shut', null: 'open' };
  return row.exemptions.map((exemption) => `${exemption.code} (${mark[`${exemption.applies}`]})`).join(', ');
}

function listPart(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  - ${line}`)].join('\n');
}
