import type { SealedUpdate } from '../update.ts';
import type { Tally, UpdateBody, UpdatePart } from '../update-body.ts';
import { withinBudget } from './budget.ts';
import { weekChart } from './chart.ts';
import { escaped } from './escape.ts';
import { minute, periodText, summaryOf } from './headline.ts';
import {
  changedRow,
  closedRow,
  correctionRow,
  listRow,
  newRow,
  publishedRow,
  saidRow,
  unansweredRow,
} from './rows-in-html.ts';
import { STYLE } from './style.ts';

/** Bytes of a section's rows, so that the page as a whole stays below 100 kB. */
const BUDGET = {
  new: 7000,
  changed: 5000,
  closed: 4000,
  published: 12_000,
  said: 4000,
  unanswered: 4000,
  corrections: 4000,
};
const LIST_BUDGET = 10_000;
/** Of the exercise's part, as a share of the above. */
const EXERCISE_SHARE = 0.35;
const TALLY_BUDGET = 4000;

/**
 * The update as one page: no script, nothing loaded, for the screen and for paper. Links lead into the server that shows
 * it; a file, which is opened anywhere, has none.
 */
export function updateHtml(
  body: UpdateBody,
  { id, sha256 }: Pick<SealedUpdate, 'id' | 'sha256'>,
  hasLinks = false,
): string {
  const title = `Watchkeeper update, ${periodText(body)}`;
  const page = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><meta name="description" content="${escaped(summaryOf(body).headline)}">`,
    `<style>${STYLE}</style></head><body>`,
    `<header><p class="dim">Watchkeeper: sanctions on North Korea</p><h1>Update, ${escaped(periodText(body))}</h1>`,
    `<p>${escaped(summaryOf(body).headline)}</p></header><main>`,
    partHtml(body.real),
    listsHtml(body),
    body.exercise ? partHtml(body.exercise) : '',
    '</main>',
    footer(body, { id, sha256 }),
    '</body></html>\n',
  ].join('\n');
  return hasLinks ? linked(page) : page;
}

/** Ids stand in marks of their own, which no text of others can hold: it is escaped. */
function linked(page: string): string {
  return page
    .replace(/<code>(f-[0-9a-f]{24})<\/code>/g, '<a href="/findings/$1"><code>$1</code></a>')
    .replace(/<code>(u-[0-9a-f]{24})<\/code>/g, '<a href="/api/v1/updates/$1?format=html"><code>$1</code></a>')
    .replace('The data is canonical JSON', '<a href="?format=json">The data</a> is canonical JSON');
}

function partHtml(part: UpdatePart): string {
  const [name, share] = part.exercise ? ['exercise', EXERCISE_SHARE] : ['real', 1];
  const title = part.exercise ? 'EXERCISE: nothing in this part is real' : 'What was found';
  const mark = part.exercise ? 'EXERCISE: ' : '';
  const empty: string[] = [];
  const section = <Row>(heading: string, rows: readonly Row[], bytes: number, render: (row: Row) => string): string => {
    if (rows.length > 0) return sectionHtml(mark + heading, rows, bytes * share, render);
    empty.push(heading);
    return '';
  };
  const chart = weekChart(part, `chart-${name}`);
  const sections = [
    section('New', part.new, BUDGET.new, newRow),
    section('Changed', part.changed, BUDGET.changed, changedRow),
    section('Closed', part.closed, BUDGET.closed, closedRow),
    section('Published by states', part.published, BUDGET.published, publishedRow),
    section('Said since of what was published before', part.saidSince, BUDGET.said, saidRow),
    section('Without a full answer', part.unanswered, BUDGET.unanswered, unansweredRow),
    section('Corrections', part.corrections, BUDGET.corrections, correctionRow),
  ];
  return [
    `<section class="part-${name}" aria-labelledby="part-${name}"><h2 id="part-${name}">${title}</h2>`,
    countsHtml(part.counts),
    chart &&
      `<h3>${mark}Findings by watch and week</h3><div class="wide" tabindex="0" role="group" aria-label="Chart">${chart}</div>`,
    tallyHtml('By watch', part.byWatch, part.exercise),
    tallyHtml('By measure', part.byMeasure, part.exercise),
    ...sections,
    empty.length > 0 ? `<p class="dim">${mark}Nothing in this period under: ${empty.join('; ')}.</p>` : '',
    '</section>',
  ].join('\n');
}

const COUNTS = [
  ['new', 'New'],
  ['changed', 'Changed'],
  ['closed', 'Closed'],
  ['standing', 'Standing in all'],
  ['published', 'Published'],
  ['unanswered', 'Unanswered'],
  ['waiting', 'Term still runs'],
  ['corrections', 'Corrections'],
] as const;

function countsHtml(counts: UpdatePart['counts']): string {
  const items = COUNTS.map(([name, label]) => `<div><dt>${label}</dt><dd>${counts[name]}</dd></div>`);
  const passing =
    counts.passing > 0 ? `<p class="dim">${counts.passing} were raised and withdrawn within the period.</p>` : '';
  return `<dl class="counts">${items.join('')}</dl>${passing}`;
}

function tallyHtml(title: string, rows: readonly Tally[], isExercise: boolean): string {
  if (rows.length === 0) return '';
  const largest = [...rows].sort((one, other) => other.standing + other.new - one.standing - one.new);
  const shown = withinBudget(largest, TALLY_BUDGET * (isExercise ? EXERCISE_SHARE * 2 : 1), (row) => {
    const numbers = [row.new, row.changed, row.closed, row.standing].map((count) => `<td class="n">${count}</td>`);
    return `<tr><th scope="row">${isExercise ? 'EXERCISE ' : ''}${escaped(row.label)}</th>${numbers.join('')}</tr>`;
  });
  const heads = ['New', 'Changed', 'Closed', 'Standing'].map((head) => `<th scope="col" class="n">${head}</th>`);
  const name = isExercise ? `EXERCISE: ${title}` : title;
  return `<h3>${name}</h3><div class="wide" tabindex="0" role="group" aria-label="${name}"><table><thead><tr><th scope="col">${title.slice(3)}</th>${heads.join('')}</tr></thead><tbody>${shown.texts.join('')}</tbody></table></div>${more(shown.left)}`;
}

function sectionHtml<Row>(heading: string, rows: readonly Row[], bytes: number, render: (row: Row) => string): string {
  if (rows.length === 0) return `<h3>${heading}</h3><p class="dim">None.</p>`;
  const { texts, left } = withinBudget(rows, bytes, render);
  return `<h3>${heading} (${rows.length})</h3><ol>${texts.join('\n')}</ol>${more(left)}`.replace('<ol></ol>', '');
}

function more(left: number): string {
  return left > 0 ? `<p>And ${left} more: the data (JSON) is complete.</p>` : '';
}

function listsHtml({ lists }: UpdateBody): string {
  return `<section aria-labelledby="lists"><h2 id="lists">Lists</h2>${sectionHtml('New lists, and lists with another version in force', lists, LIST_BUDGET, listRow)}</section>`;
}

function footer({ period, follows }: UpdateBody, { id, sha256 }: Pick<SealedUpdate, 'id' | 'sha256'>): string {
  const before = follows === null ? '' : `<p>It goes on from <code>${follows}</code>.</p>`;
  return [
    '<footer><h2>How to check this</h2>',
    `<p>Update <code>${id}</code>, made for ${escaped(minute(period.until))}. SHA-256 of its data: <code>${sha256}</code>.</p>${before}`,
    '<p>The data is canonical JSON; its hash is committed to in the ledger. A finding says that a pattern may breach a measure: it is not a verdict, and its own page shows what was seen and what is missing. What no longer holds is printed here under corrections.</p></footer>',
  ].join('');
}
