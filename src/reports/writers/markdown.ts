import { measureCitation } from '../citation.ts';
import type { SealedUpdate } from '../update.ts';
import type { FindingRow, ListRow, PublishedRow, Tally, UpdateBody, UpdatePart } from '../update-body.ts';
import { plainInMarkdown as plain } from './escape.ts';
import { minute, periodText, summaryOf } from './headline.ts';
import { CORRECTIONS, STANDINGS } from './rows-in-html.ts';

/** Rows of a section; all of them are in the data. */
const MOST_ROWS = 50;

/** The update as Markdown (CommonMark with tables), to be pasted into a letter or a page. */
export function updateMarkdown(body: UpdateBody, { id, sha256 }: Pick<SealedUpdate, 'id' | 'sha256'>): string {
  const { real, exercise, lists, follows, period } = body;
  const lines = [
    `# Watchkeeper update, ${periodText(body)}`,
    '',
    plain(summaryOf(body).headline),
    '',
    ...part(real),
    ...section('New lists, and lists with another version in force', lists, listLine),
    ...(exercise ? part(exercise) : []),
    '## How to check this',
    '',
    `Update \`${id}\`, made for ${minute(period.until)}. SHA-256 of its data (canonical JSON): \`${sha256}\`.`,
    ...(follows === null ? [] : [`It goes on from \`${follows}\`.`]),
    'Its hash is committed to in the ledger. A finding says that a pattern may breach a measure: it is not a verdict.',
    '',
  ];
  return lines.join('\n');
}

function part(one: UpdatePart): string[] {
  const mark = one.exercise ? 'EXERCISE: ' : '';
  const of = <Row>(title: string, rows: readonly Row[], line: (row: Row) => string): string[] =>
    section(mark + title, rows, (row) => (mark ? `**EXERCISE** ${line(row)}` : line(row)));
  return [
    one.exercise ? '## EXERCISE: nothing in this part is real' : '## What was found',
    '',
    ...tallies(`${mark}By watch`, one.byWatch, mark),
    ...tallies(`${mark}By measure`, one.byMeasure, mark),
    ...of(
      'New',
      one.new,
      (row) => `${head(row)}${row.isAgain ? ' Withdrawn before, and found again.' : ''} ${tail(row)}`,
    ),
    ...of('Changed', one.changed, (row) => `${head(row)} Changed: ${row.fields.map(plain).join(', ')}. ${tail(row)}`),
    ...of('Closed', one.closed, (row) => `${head(row)} Withdrawn: ${plain(row.reason)}. ${tail(row)}`),
    ...of('Published by states', one.published, publishedLines),
    ...of(
      'Said since of what was published before',
      one.saidSince,
      ({ kind, by, at, text }) =>
        `${kind === 'dissent' ? 'Dissent' : 'Reply'} of ${plain(by)}, ${at.slice(0, 10)}: ${plain(text)}`,
    ),
    ...of(
      'Without a full answer',
      one.unanswered,
      ({ by, to, dueOn, standing, question, isNew }) =>
        `${plain(by)} to ${plain(to.name)}, term ${dueOn}: ${STANDINGS[standing]}${isNew ? ' (new)' : ''}. ${plain(question)}`,
    ),
    ...of(
      'Corrections',
      one.corrections,
      ({ kind, ref, at, by, reason, text }) =>
        `${CORRECTIONS[kind]}, ${at.slice(0, 10)}, ${plain(by)}, \`${ref}\`: ${plain(reason)}. It had said: ${plain(text)}`,
    ),
  ];
}

function head(row: FindingRow): string {
  const names = row.subjects.map(({ name }) => plain(name)).join(', ');
  const law = row.measures.map((id) => plain(measureCitation(id))).join('; ');
  return `**${plain(row.watch)}**: ${names}, ${row.startAt?.slice(0, 10) ?? 'undated'}. Confidence ${row.confidence.toFixed(2)}.${law ? ` ${law}.` : ''}`;
}

function tail({ id, explanation }: FindingRow): string {
  return `${plain(explanation)} \`${id}\``;
}

function publishedLines({ by, at, version, text, dissents, replies, silent }: PublishedRow): string {
  return [
    `**${plain(by)}**, ${at.slice(0, 10)}, version ${version}: ${plain(text)}`,
    ...dissents.map((one) => `   - Dissent of ${plain(one.state)}: ${plain(one.text)}`),
    ...replies.map((one) => `   - Reply of ${plain(one.party)}, ${one.receivedOn}: ${plain(one.text)}`),
    ...silent.map((one) => `   - ${plain(one.party)} was offered a reply by ${one.dueOn} and gave none.`),
  ].join('\n');
}

function listLine({ list, to, isCompared, added, changed, removed, others }: ListRow): string {
  const name = `**${plain(list)}**, as of ${to.publishedAt?.slice(0, 10) ?? 'an unknown day'}`;
  if (!isCompared) return `${name}: ${to.parties} parties; first version of its kind, nothing to compare with.`;
  const names = [
    ...added.map(({ caption }) => `added ${plain(caption)}`),
    ...changed.map(({ caption }) => `changed ${plain(caption)}`),
    ...removed.map(({ caption }) => `removed ${plain(caption)}`),
  ];
  const rest = others.added + others.changed + others.removed;
  const shown = names.slice(0, MOST_ROWS);
  const left = names.length > shown.length ? `, and ${names.length - shown.length} more` : '';
  return `${name}: ${shown.join(', ') || 'nothing under measures on North Korea'}${left}; ${rest} other entries.`;
}

function tallies(title: string, rows: readonly Tally[], mark: string): string[] {
  if (rows.length === 0) return [];
  return [
    `### ${title}`,
    '',
    '|  | new | changed | closed | standing |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (row) => `| ${mark}${plain(row.label)} | ${row.new} | ${row.changed} | ${row.closed} | ${row.standing} |`,
    ),
    '',
  ];
}

function section<Row>(title: string, rows: readonly Row[], line: (row: Row) => string): string[] {
  if (rows.length === 0) return [];
  const left = rows.length > MOST_ROWS ? [`And ${rows.length - MOST_ROWS} more: the data (JSON) is complete.`, ''] : [];
  return [
    `### ${title} (${rows.length})`,
    '',
    ...rows.slice(0, MOST_ROWS).map((row, at) => `${at + 1}. ${line(row)}`),
    '',
    ...left,
  ];
}
