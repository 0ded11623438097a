import { AppError } from '../../kernel/errors.ts';
import { findSchema } from '../../parties/schema.ts';
import { ALL, DPRK } from '../scope.ts';
import type { Screener } from '../screener.ts';

/** Where routes get the screener of the moment. */
export interface ScreenerSource {
  screener(): Screener | null;
}

/** The screener of the moment, or yente's answer while there is none. */
export function screenerInUse(source: ScreenerSource): Screener {
  const screener = source.screener();
  if (screener) return screener;
  throw new AppError({
    code: 'INDEX_NOT_READY',
    kind: 'unavailable',
    message: 'Index not ready.',
    hint: 'The lists are being read; ask again in a few seconds.',
  });
}

/** Refuses datasets that are not there. */
export function knownDataset(screener: Pick<Screener, 'datasets'>, dataset: string): string {
  if (screener.datasets.includes(dataset)) return dataset;
  throw new AppError({
    code: 'DATASET_UNKNOWN',
    kind: 'not-found',
    message: `No such dataset: ${dataset}`,
    hint: 'GET /catalog names them.',
  });
}

const COLLECTIONS = new Map([
  [ALL, 'Every list in use'],
  [DPRK, 'Parties under DPRK measures or tied to the DPRK'],
]);

/** What a dataset is called. */
export function datasetTitle(screener: Screener, dataset: string): string {
  return COLLECTIONS.get(dataset) ?? screener.lists.get(dataset)?.title ?? dataset;
}

/** Refuses schemata that cannot be asked for. */
export function askableSchema(schema: string): string {
  if (schema === 'Thing' || findSchema(schema)?.matchable) return schema;
  throw badQuery(
    'SCHEMA_INVALID',
    `Invalid schema: ${schema}`,
    'Use Thing, Person, Organization, Company, Vessel, Airplane or CryptoWallet.',
  );
}

/** No party has that id, or the party has no such property. */
export function unknownParty(message = 'No such entity!'): AppError {
  return new AppError({
    code: 'ENTITY_UNKNOWN',
    kind: 'not-found',
    message,
    hint: 'Ids are in the answers of /match and /search.',
  });
}

/** A fault in the question, as yente answers it: 400 with the text under `detail`. */
export function badQuery(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'invalid', message, hint });
}
