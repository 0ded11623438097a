import { type ColumnMapping, guessMapping, mappingOf } from './column-mapping.ts';
import type { Cells } from './read-row.ts';
import { type DateOrder, orderOf } from './read-value.ts';
import type { ResultFormat } from './result-row.ts';
import type { BatchPlan } from './screen-records.ts';

/** What the start of a file tells of its rows. */
export interface RowsSeen {
  headings: readonly string[];
  sample: readonly Cells[];
}

/** What the asker decides; what is not said is told from the file, or standard. */
export interface BatchChoices {
  mapping: ColumnMapping;
  schema: string | null;
  dateOrder: DateOrder;
  dataset: string;
  threshold: number;
  limit: number;
  format: ResultFormat;
}

/** How a file will be screened. Throws AppError (usage) when no column names a party. */
export function batchPlan({ headings, sample }: RowsSeen, choices: BatchChoices): BatchPlan {
  // Parties in JSON bring their own property names.
  const mapping = headings.length === 0 ? {} : mappingOf(headings, choices.mapping);
  const dates = (mapping.birthDate ?? []).map((heading) => headings.indexOf(heading));
  return { ...choices, headings, mapping, dateOrder: choices.dateOrder ?? orderIn(sample, dates) };
}

/** What is guessed of a file, for people to correct. */
export function guessedPlan({ headings, sample }: RowsSeen): { mapping: ColumnMapping; dateOrder: DateOrder } {
  const mapping = guessMapping(headings);
  const dates = (mapping.birthDate ?? []).map((heading) => headings.indexOf(heading));
  return { mapping, dateOrder: orderIn(sample, dates) };
}

/** The order that the dates which can be read one way only agree on; null when there is none, or they differ. */
function orderIn(sample: readonly Cells[], columns: readonly number[]): DateOrder {
  const orders = new Set(
    sample.flatMap((cells) => columns.flatMap((at) => orderOf(typeof cells[at] === 'string' ? cells[at] : '') ?? [])),
  );
  const [order = null] = orders;
  return orders.size === 1 ? order : null;
}
