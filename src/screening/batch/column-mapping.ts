import { AppError } from '../../kernel/errors.ts';
import { fieldOfHeading, takesSeveralColumns } from './column-words.ts';

/**
 * Which columns hold what: by property of the schema (`birthDate`), or `id` and `schema`, the headings of the columns
 * in the order in which their values count.
 */
export type ColumnMapping = Readonly<Record<string, readonly string[]>>;

/** What names a party at all; without one of these there is nothing to screen. */
const NAMING = ['name', 'alias', 'previousName', 'firstName', 'lastName', 'imoNumber', 'publicKey', 'passportNumber'];

/** The mapping that the headings suggest. Each column is used once; of two columns for one thing the first counts. */
export function guessMapping(headings: readonly string[]): ColumnMapping {
  const mapping: Record<string, string[]> = {};
  for (const heading of new Set(headings)) {
    const field = fieldOfHeading(heading);
    if (field === null) continue;
    const held = mapping[field];
    if (!held) mapping[field] = [heading];
    else if (takesSeveralColumns(field)) held.push(heading);
  }
  return loneNameIsWhole(mapping);
}

/**
 * The guess with what the asker said put over it: `{name: ['Column'], country: []}` takes the name from that column
 * and no country at all. Throws AppError (usage) for a column that is not there, an unknown property, and a mapping
 * that names no party.
 */
export function mappingOf(headings: readonly string[], given: ColumnMapping): ColumnMapping {
  const said = new Map<string, readonly string[]>();
  for (const [word, columns] of Object.entries(given)) {
    const field = fieldOfHeading(word);
    if (field === null) throw refusal(`"${word}" is no property that is screened`, 'Use name, birthDate, country, …');
    for (const column of columns)
      if (!headings.includes(column))
        throw refusal(`there is no column "${column}"`, `The columns are ${shown(headings)}.`);
    said.set(field, columns);
  }
  const taken = new Set([...said.values()].flat());
  const guessed = guessMapping(headings.filter((heading) => !taken.has(heading)));
  const mapping = Object.fromEntries(
    Object.entries({ ...guessed, ...Object.fromEntries(said) }).filter(([, columns]) => columns.length > 0),
  );
  if (!NAMING.some((field) => mapping[field]))
    throw refusal(
      `no column is known to hold names; the columns are ${shown(headings)}`,
      'Say which one does, as with --map name=COLUMN.',
    );
  return mapping;
}

/** Reads `name=Full name,birthDate=DOB,country=`; a comma inside a heading is written `\,`. */
export function parseMapping(text: string): ColumnMapping {
  const mapping: Record<string, string[]> = {};
  for (const part of text.split(/(?<!\\),/).filter((one) => one.trim() !== '')) {
    const at = part.indexOf('=');
    if (at < 1) throw refusal(`"${part}" says no column`, 'Write --map name=COLUMN,birthDate=COLUMN');
    const field = part.slice(0, at).trim();
    const column = part
      .slice(at + 1)
      .replaceAll('\\,', ',')
      .trim();
    const columns = mapping[field] ?? [];
    mapping[field] = column === '' ? columns : [...columns, column];
  }
  return mapping;
}

/** A single column of first or last names, as `nom` or `nombre` may be, is the whole name. */
function loneNameIsWhole(mapping: Record<string, string[]>): ColumnMapping {
  const { firstName, lastName, name } = mapping;
  if (name || (firstName && lastName)) return mapping;
  const lone = firstName ? 'firstName' : 'lastName';
  const { [lone]: column, ...rest } = mapping;
  return column ? { ...rest, name: column } : mapping;
}

function shown(headings: readonly string[]): string {
  const first = headings.slice(0, 12).map((heading) => `"${heading.slice(0, 60)}"`);
  return `${first.join(', ')}${headings.length > 12 ? ` and ${headings.length - 12} more` : ''}`;
}

function refusal(state: string, hint: string): AppError {
  return new AppError({ code: 'MAPPING_WRONG', kind: 'usage', message: `Cannot screen the file: ${state}`, hint });
}
