import { findSchema } from '../../parties/schema.ts';
import { SCREENED_KINDS } from './column-words.ts';
import type { Cells, RowFault, RowPlan, RowReading } from './read-row.ts';
import { rowReader } from './read-row.ts';

/** Characters of one line beyond which it is refused. */
export const LONGEST_LINE = 1_048_576;
const MOST_PROPERTIES = 200;

/**
 * Makes the reader of JSON lines: objects whose keys are columns, or parties as yente takes them,
 * `{id, schema, properties: {name: ["…"]}}`, whose properties need no mapping.
 */
export function jsonLineReader(plan: RowPlan): (line: number, text: string) => RowReading {
  const readCells = rowReader(plan);
  return (line, text) => {
    const object = parsedLine(text);
    if (typeof object === 'string') return refused(line, object, text);
    const { properties } = object;
    if (properties && typeof properties === 'object' && !Array.isArray(properties))
      return readParty(line, object, properties as Record<string, unknown>, plan);
    return readCells(
      line,
      plan.headings.map((heading) => cellOf(object[heading])),
    );
  };
}

/** The object of a line, or what is wrong with it. */
export function parsedLine(text: string): Record<string, unknown> | string {
  if (text.length > LONGEST_LINE) return `is longer than ${LONGEST_LINE} characters`;
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'is no JSON object';
  } catch {
    return 'is not JSON';
  }
}

/** A party's own properties are its columns. */
function readParty(
  line: number,
  { id, schema }: Record<string, unknown>,
  properties: Record<string, unknown>,
  plan: RowPlan,
): RowReading {
  const asked = typeof schema === 'string' ? schema : (plan.schema ?? 'Thing');
  if (asked !== 'Thing' && !findSchema(asked)?.matchable)
    return refused(line, `has the schema ${asked}, which is no party’s`, '');
  const given = Object.keys(properties).slice(0, MOST_PROPERTIES);
  const [columns = [], strange = []] = [true, false].map((known) =>
    given.filter((one) => hasProperty(asked, one) === known),
  );
  const mapping = { ...Object.fromEntries(columns.map((property) => [property, [property]])), id: ['#id'] };
  const reader = rowReader({ ...plan, schema: asked, headings: [...columns, '#id'], mapping });
  const reading = reader(line, [...columns.map((property) => cellOf(properties[property])), cellOf(id)]);
  const notes = strange.map((column): RowFault => {
    return { line, column, severity: 'value', reason: `is no property of ${asked}`, value: '' };
  });
  return { ...reading, faults: [...reading.faults, ...notes] };
}

/** A party of an open kind may carry what only some kind of it has: a wallet, an IMO number, a birth date. */
function hasProperty(schema: string, property: string): boolean {
  const kinds = schema === 'Thing' || schema === 'LegalEntity' ? SCREENED_KINDS : [schema];
  return kinds.some((kind) => findSchema(kind)?.properties.has(property));
}

function refused(line: number, reason: string, text: string): RowReading {
  const fault: RowFault = { line, column: '', severity: 'row', reason, value: text.slice(0, 200) };
  return { id: null, subject: null, faults: [fault] };
}

function cellOf(value: unknown): Cells[number] {
  if (Array.isArray(value)) return value.map(textOf);
  return textOf(value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The keys of an object as headings: of a party, none. */
export function headingsOf(object: Record<string, unknown>): string[] {
  return object.properties && typeof object.properties === 'object' ? [] : Object.keys(object);
}
