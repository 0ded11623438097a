import { AppError } from '../../kernel/errors.ts';
import { type SenzingRecord, senzingRecord } from './senzing-record.ts';
import type { WatchmanEntity } from './watchman-entity.ts';

/** `watchman`: one object with query and entities. `array` and `lines`: Senzing records, as one array or one a line. */
export type AnswerFormat = 'watchman' | 'array' | 'lines';

const SENZING: Readonly<Record<string, AnswerFormat>> = {
  senzing: 'array',
  'senzing/json': 'array',
  'senzing/array': 'array',
  'senzing/jsonl': 'lines',
  'senzing/json-lines': 'lines',
  'senzing/ndjson': 'lines',
};

/**
 * The format of an answer. As in Watchman a Senzing format in the Accept header goes before the parameter, and other
 * media types there are not looked at. Throws AppError (invalid) for a format that is not known.
 */
export function answerFormat(accept: string | undefined, parameter: string | undefined): AnswerFormat {
  const accepted = (accept ?? '')
    .split(',')
    .map((part) => (part.split(';')[0] ?? '').trim().toLowerCase())
    .find((type) => type.startsWith('senzing'));
  const name = accepted ?? parameter?.toLowerCase() ?? 'watchman';
  if (name === 'watchman') return 'watchman';
  const format = Object.hasOwn(SENZING, name) ? SENZING[name] : undefined;
  if (format) return format;
  throw new AppError({
    code: 'FORMAT_UNKNOWN',
    kind: 'invalid',
    message: `Cannot write the answer: the format "${name.slice(0, 60)}" is not known`,
    hint: 'Use watchman, senzing, senzing/json, senzing/jsonl or senzing/ndjson.',
  });
}

/** The entities as Senzing records: the body and its media type. */
export function senzingBody(
  entities: readonly WatchmanEntity[],
  format: 'array' | 'lines',
): { body: SenzingRecord[] | string; contentType: string } {
  const records = entities.map(senzingRecord);
  if (format === 'array') return { body: records, contentType: 'application/json' };
  return { body: records.map((record) => `${JSON.stringify(record)}\n`).join(''), contentType: 'application/x-ndjson' };
}
