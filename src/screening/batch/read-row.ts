import { cleanText } from '../../lists/reading/clean-text.ts';
import { addValues, type Properties } from '../../parties/entity.ts';
import { findSchema } from '../../parties/schema.ts';
import { namesOf, type Subject } from '../score-pair.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { schemaOfWord } from './column-words.ts';
import { type DateOrder, type ReadValue, readValue } from './read-value.ts';

/** Characters of one value and values of one property beyond which they are refused; those of the HTTP interface. */
const LONGEST_VALUE = 5000;
const MOST_VALUES = 500;
const SHOWN = 200;
/** What a decoder puts where bytes meant nothing, and half a surrogate pair. */
const LOST = /[\ufffd\p{Cs}]/u;

/** How the rows of a file are understood. */
export interface RowPlan {
  headings: readonly string[];
  mapping: ColumnMapping;
  /** The schema of rows that name none; null tells it from what the row holds. */
  schema: string | null;
  dateOrder: DateOrder;
}

/** What is wrong with a row: `row` keeps it from being screened, `value` leaves the value out. */
export interface RowFault {
  line: number;
  column: string;
  severity: 'row' | 'value';
  reason: string;
  /** The start of the value. */
  value: string;
}

export interface RowReading {
  id: string | null;
  /** Null when the row cannot be screened; a fault of severity `row` says why. */
  subject: Subject | null;
  faults: RowFault[];
}

/** The cells of a row; one of a JSON file may hold several values. */
export type Cells = readonly (string | readonly string[] | undefined)[];

export type RowReader = (line: number, cells: Cells) => RowReading;

interface Column {
  at: number;
  heading: string;
  property: string;
}

/** Makes the reader of a file's rows. Every cell is understood or told of; none is dropped in silence. */
export function rowReader(plan: RowPlan): RowReader {
  const columns = Object.entries(plan.mapping).flatMap(([property, headings]) =>
    headings.map((heading): Column => ({ at: plan.headings.indexOf(heading), heading, property })),
  );
  const facts = columns.filter(({ property }) => property !== 'id' && property !== 'schema');
  const id = columns.find(({ property }) => property === 'id');
  const kind = columns.find(({ property }) => property === 'schema');
  return (line, cells) => {
    const faults: RowFault[] = [];
    const report = (column: string, severity: RowFault['severity'], reason: string, value: string): void =>
      void faults.push({ line, column, severity, reason, value: value.slice(0, SHOWN) });
    if (cells.slice(plan.headings.length).some((cell) => firstOf(cell).trim() !== ''))
      report('', 'row', `has ${cells.length} cells and the header ${plan.headings.length}`, cells.join(','));
    const properties = propertiesOf(cells, facts, plan.dateOrder, report);
    const known = kind ? schemaOf(firstOf(cells[kind.at]).trim(), kind.heading, report) : null;
    const schema = known ?? plan.schema ?? schemaByFacts(properties);
    if (faults.every(({ severity }) => severity === 'value') && !isNamed(properties))
      report('', 'row', 'holds no name and no number to screen', '');
    const given = id ? cleanText(firstOf(cells[id.at])).slice(0, SHOWN) : '';
    const good = faults.every(({ severity }) => severity === 'value');
    return { id: given || null, subject: good ? { schema, properties } : null, faults };
  };
}

/** The schema that the values tell of: people are born, ships have IMO numbers; else anything. */
export function schemaByFacts({ birthDate, passportNumber, firstName, lastName, ...rest }: Properties): string {
  if (birthDate || passportNumber || firstName || lastName || rest.gender || rest.nationality) return 'Person';
  if (rest.imoNumber || rest.mmsi || rest.callSign || rest.flag) return 'Vessel';
  return rest.publicKey && !rest.name ? 'CryptoWallet' : 'Thing';
}

/** True when there is something that a party can be found by. */
export function isNamed(properties: Properties): boolean {
  const { imoNumber, publicKey, passportNumber, idNumber, registrationNumber, leiCode, mmsi } = properties;
  const found = imoNumber ?? publicKey ?? passportNumber ?? idNumber ?? registrationNumber ?? leiCode ?? mmsi;
  return found !== undefined || namesOf(properties).some((name) => /[\p{L}\p{N}]/u.test(name));
}

type Report = (column: string, severity: RowFault['severity'], reason: string, value: string) => void;

function propertiesOf(cells: Cells, columns: readonly Column[], order: DateOrder, report: Report): Properties {
  const properties: Properties = {};
  for (const { at, heading, property } of columns) {
    const cell = cells[at];
    if (!cell) continue;
    for (const raw of typeof cell === 'string' ? [cell] : cell.slice(0, MOST_VALUES)) {
      const read = readCell(property, raw, order);
      if ('reason' in read) report(heading, read.lost ? 'row' : 'value', read.reason, raw);
      else addValues(properties, property, ...read.values.slice(0, MOST_VALUES));
    }
  }
  return properties;
}

function readCell(property: string, raw: string, order: DateOrder): ReadValue & { lost?: boolean } {
  const wrong = unusable(raw);
  if (wrong) return { reason: wrong.reason, lost: wrong.lost || isName(property) };
  const text = cleanText(raw);
  return text === '' ? { values: [] } : readValue(property, text, order);
}

function firstOf(cell: Cells[number]): string {
  return (typeof cell === 'object' ? cell[0] : cell) ?? '';
}

/** Letters that were lost make another name; a cell that never ends is no name. */
function unusable(raw: string): { reason: string; lost: boolean } | null {
  if (raw.length > LONGEST_VALUE) return { reason: `is longer than ${LONGEST_VALUE} characters`, lost: false };
  if (LOST.test(raw))
    return { reason: 'holds letters that were lost: bytes that are not of the file’s encoding', lost: true };
  return null;
}

function isName(property: string): boolean {
  return findSchema('Person')?.properties.get(property) === 'name';
}

function schemaOf(word: string, heading: string, report: Report): string | null {
  if (word === '') return null;
  const schema = schemaOfWord(word);
  if (schema === null) report(heading, 'value', 'is no kind of party that is known', word);
  return schema;
}
