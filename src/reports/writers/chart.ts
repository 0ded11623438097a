import type { UpdatePart, Week } from '../update-body.ts';
import { escaped } from './escape.ts';

const WEEK = 7 * 86_400_000;
const [LABEL, CELL, GAP, ROW, HEAD] = [150, 14, 3, 34, 22];
/** Rows of the chart at most: the watches with the most findings. */
const MOST_WATCHES = 12;

interface WatchRow {
  watch: string;
  total: number;
  weeks: ReadonlyMap<string, number>;
}

/**
 * Findings that stand, by watch and week: a row of columns a watch, each row to its own scale, its highest column
 * written out. Empty when no finding has a day.
 */
export function weekChart({ weeks, exercise }: UpdatePart, id: string): string {
  const rows = watchRows(weeks);
  const mondays = mondaysOf(weeks);
  const [first, last] = [mondays[0], mondays.at(-1)];
  if (first === undefined || last === undefined) return '';
  const width = LABEL + mondays.length * (CELL + GAP) + 60;
  const height = HEAD + rows.length * ROW + 20;
  const title = `${exercise ? 'EXERCISE. ' : ''}Findings that stand, by watch and week, ${first} to ${last}`;
  const said = rows.map(
    ({ watch, total, weeks: of }) => `${watch}: ${total}, at most ${Math.max(...of.values())} a week`,
  );
  return [
    `<svg role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="${id}-t">${escaped(title)}</title><desc id="${id}-d">${escaped(said.join('; '))}</desc>`,
    ...rows.map((row, at) => rowOf(row, mondays, HEAD + at * ROW)),
    `<text x="${LABEL}" y="${height - 4}">${first}</text>`,
    `<text x="${LABEL + mondays.length * (CELL + GAP)}" y="${height - 4}" text-anchor="end">${last}</text>`,
    '</svg>',
  ].join('');
}

function rowOf({ watch, weeks }: WatchRow, mondays: readonly string[], top: number): string {
  const most = Math.max(...weeks.values());
  const foot = top + ROW - 8;
  const columns = mondays.flatMap((monday, at) => {
    const count = weeks.get(monday) ?? 0;
    if (count === 0) return [];
    const tall = Math.max(2, Math.round((count / most) * (ROW - 12)));
    return `M${LABEL + at * (CELL + GAP)} ${foot}h${CELL}v${-tall}h${-CELL}z`;
  });
  const end = LABEL + mondays.length * (CELL + GAP);
  return [
    `<text x="${LABEL - 8}" y="${foot}" text-anchor="end">${escaped(watch.slice(0, 24))}</text>`,
    `<path class="foot" d="M${LABEL} ${foot + 0.5}H${end}"/>`,
    `<path class="bar" d="${columns.join('')}"/>`,
    `<text x="${end + 6}" y="${foot}">≤ ${most}</text>`,
  ].join('');
}

function watchRows(weeks: readonly Week[]): WatchRow[] {
  const found = new Map<string, Map<string, number>>();
  for (const { watch, monday, findings } of weeks) {
    const row = found.get(watch) ?? new Map<string, number>();
    row.set(monday, (row.get(monday) ?? 0) + findings);
    found.set(watch, row);
  }
  return [...found]
    .map(([watch, of]) => ({ watch, weeks: of, total: [...of.values()].reduce((sum, count) => sum + count, 0) }))
    .sort((one, other) => other.total - one.total || (one.watch < other.watch ? -1 : 1))
    .slice(0, MOST_WATCHES);
}

/** Every week between the first and the last, those in which nothing began too. */
function mondaysOf(weeks: readonly Week[]): string[] {
  const days = weeks.map(({ monday }) => monday).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const mondays: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += WEEK)
    mondays.push(new Date(at).toISOString().slice(0, 10));
  return mondays;
}
