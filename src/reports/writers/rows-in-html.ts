import { measureCitation } from '../citation.ts';
import type {
  ChangedRow,
  ClosedRow,
  CorrectionRow,
  FindingRow,
  ListedRow,
  ListRow,
  NewRow,
  PublishedRow,
  SaidRow,
  UnansweredRow,
} from '../update-body.ts';
import { escaped } from './escape.ts';

/** Characters of an explanation on the page; the whole of it is on the finding's own, and in the data. */
const SHOWN = 240;

const mark = ({ exercise }: { exercise: boolean }): string =>
  exercise ? '<strong class="exercise">EXERCISE</strong> ' : '';

const day = (instant: string | null): string => (instant === null ? 'undated' : instant.slice(0, 10));

export function cited(measures: readonly string[]): string {
  return measures.map(measureCitation).map(escaped).join('; ');
}

/** The head of a finding: what it is about, when, where, under which paragraph, how sure. */
function findingHead(row: FindingRow): string {
  const names = row.subjects.map(({ name }) => escaped(name)).join(', ');
  const where = row.place?.name ? `, ${escaped(row.place.name)}` : '';
  const law = row.measures.length > 0 ? ` ${cited(row.measures)}.` : '';
  return `${mark(row)}<strong>${escaped(row.watch)}</strong>: ${names}, ${day(row.startAt)}${where}. Confidence ${row.confidence.toFixed(2)}.${law}`;
}

function findingFoot({ id, explanation }: FindingRow): string {
  const text = explanation.length > SHOWN ? `${explanation.slice(0, SHOWN)}…` : explanation;
  return `<br>${escaped(text)} <code>${escaped(id)}</code>`;
}

export function newRow(row: NewRow): string {
  return `<li>${findingHead(row)}${row.isAgain ? ' Withdrawn before, and found again.' : ''}${findingFoot(row)}</li>`;
}

export function changedRow(row: ChangedRow): string {
  const before =
    row.confidence === row.confidenceBefore ? '' : ` Confidence before: ${row.confidenceBefore.toFixed(2)}.`;
  return `<li>${findingHead(row)} Changed: ${row.fields.map(escaped).join(', ')}.${before}${findingFoot(row)}</li>`;
}

export function closedRow(row: ClosedRow): string {
  return `<li>${findingHead(row)} Withdrawn: ${escaped(row.reason)}.${findingFoot(row)}</li>`;
}

/** To the letter: what is said beside a paragraph is never cut. */
export function publishedRow(row: PublishedRow): string {
  const law = row.measures.length > 0 ? `<br><small>${cited(row.measures)}</small>` : '';
  return [
    `<li>${mark(row)}<strong>${escaped(row.by)}</strong>, ${day(row.at)}, version ${row.version} <code>${escaped(row.paragraph)}</code>`,
    `<blockquote>${escaped(row.text)}</blockquote>${law}`,
    ...row.dissents.map(
      (one) => `<p>Dissent of ${escaped(one.state)}:</p><blockquote>${escaped(one.text)}</blockquote>`,
    ),
    ...row.replies.map(
      (one) =>
        `<p>Reply of ${escaped(one.party)}, ${escaped(one.receivedOn)}:</p><blockquote>${escaped(one.text)}</blockquote>`,
    ),
    ...row.silent.map(
      (one) => `<p>${escaped(one.party)} was offered a reply by ${escaped(one.dueOn)} and gave none.</p>`,
    ),
    '</li>',
  ].join('');
}

export function saidRow(row: SaidRow): string {
  const what = row.kind === 'dissent' ? 'Dissent' : 'Reply';
  return `<li>${mark(row)}${what} of ${escaped(row.by)}, ${day(row.at)}, on <code>${escaped(row.paragraph)}</code><blockquote>${escaped(row.text)}</blockquote></li>`;
}

export const STANDINGS = { silent: 'no answer', refused: 'refused', partial: 'answered in part' } as const;

export function unansweredRow(row: UnansweredRow): string {
  const isNew = row.isNew ? ' <strong>New since the update before.</strong>' : '';
  return `<li>${mark(row)}${escaped(row.by)} to ${escaped(row.to.name)} (${escaped(row.to.kind)}), term ${escaped(row.dueOn)}: <strong>${STANDINGS[row.standing]}</strong>.${isNew}<blockquote>${escaped(row.question)}</blockquote></li>`;
}

export const CORRECTIONS = {
  'finding-withdrawn': 'Finding withdrawn',
  'paragraph-replaced': 'Paragraph replaced',
  'paragraph-struck': 'Paragraph struck',
} as const;

export function correctionRow(row: CorrectionRow): string {
  const text = row.text.length > SHOWN ? `${row.text.slice(0, SHOWN)}…` : row.text;
  return `<li>${mark(row)}<strong>${CORRECTIONS[row.kind]}</strong>, ${day(row.at)}, ${escaped(row.by)} <code>${escaped(row.ref)}</code>: ${escaped(row.reason)}. It had said:<blockquote>${escaped(text)}</blockquote></li>`;
}

export function listRow(row: ListRow): string {
  const { list, to, isCompared, others } = row;
  const head = `<strong>${escaped(list)}</strong>, as of ${escaped(day(to.publishedAt))}${to.isSnapshot ? ' (facts that ship with the program)' : ''}`;
  if (!isCompared)
    return `<li>${head}: ${to.parties} parties; first version of its kind, nothing to compare with.</li>`;
  const rest = others.added + others.changed + others.removed;
  const parts = [part('Added', row.added), part('Changed', row.changed), part('Removed', row.removed)].join('');
  return `<li>${head}: ${row.added.length} added, ${row.changed.length} changed, ${row.removed.length} removed under measures on North Korea; ${rest} other entries.${parts}</li>`;
}

/** Names of a list's change on the page. */
const MOST_NAMES = 20;

function part(title: string, rows: readonly (ListedRow & { fields?: string[] })[]): string {
  if (rows.length === 0) return '';
  const items = rows.slice(0, MOST_NAMES).map(({ id, caption, fields }) => {
    const what = fields ? `: ${fields.map(escaped).join(', ')}` : '';
    return `<li>${escaped(caption)} <code>${escaped(id)}</code>${what}</li>`;
  });
  const left = rows.length - items.length;
  return `<p>${title}</p><ul>${items.join('')}</ul>${left > 0 ? `<p>And ${left} more in the data.</p>` : ''}`;
}
