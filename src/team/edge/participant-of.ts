import { AppError } from '../../kernel/errors.ts';
import type { Queryable } from '../../store/database.ts';
import { participants } from './store-accessions.ts';

/**
 * Where people of a code stand: those of participating states under `state`, those of observers and organisations under
 * `organisation`. Throws AppError (invalid) for a code that does not take part, or not yet.
 */
export async function participantOf(
  database: Queryable,
  code: string,
  now: Date,
): Promise<{ state: string | null; organisation: string | null }> {
  const found = (await participants(database, now)).find((one) => one.code === code);
  if (!found?.takesPart)
    throw new AppError({
      code: 'NOT_TAKING_PART',
      kind: 'invalid',
      message: `Cannot take people of "${code}": ${found ? `its accession takes effect on ${found.since}` : 'it does not take part'}`,
      hint: '"watchkeeper team states" shows who takes part; others join by accession.',
    });
  return found.kind === 'state' ? { state: code, organisation: null } : { state: null, organisation: code };
}
