import type { Database, Queryable } from '../../store/database.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import type { CaseEvent, EventKind } from '../case-event.ts';
import { EVENT_COLUMNS, type EventRow, eventOf } from './store.ts';

const EVERYONE: LabelSubject = { kind: 'public', state: null, organisation: null, roles: [], caveats: [] };
/** What the public is told of cases. */
const TOLD: readonly EventKind[] = [
  'published',
  'paragraph-struck',
  'dissented',
  'replied',
  'request-sent',
  'request-answered',
];

/** The last number that an event has, when none before it can come any more. Never to be told: it counts what is hidden. */
export async function lastEvent(database: Database): Promise<number> {
  return await asKeeper(database, async (transaction) => {
    await transaction`select set_config('lock_timeout', '60s', true)`;
    await transaction`lock table case_event in share mode`;
    const [row] = await transaction<{ last: number | null }[]>`select max(number) as last from case_event`;
    return row?.last ?? 0;
  });
}

/** The last number that an event had on an instant. */
export async function lastEventBefore(database: Database, instant: string): Promise<number> {
  return await asKeeper(database, async (transaction: Queryable) => {
    const [row] = await transaction<{ last: number | null }[]>`
      select max(number) as last from case_event where at < ${instant}`;
    return row?.last ?? 0;
  });
}

/** What everyone may see of what was published, said beside it, asked and answered, up to a number. */
export async function publicEvents(database: Database, upTo: number): Promise<CaseEvent[]> {
  return await asSubject(database, EVERYONE, async (transaction) => {
    const rows = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event
      where number <= ${upTo} and kind = any (${[...TOLD]}) order by number`;
    return rows.map(eventOf);
  });
}

/**
 * Which of these cases are an exercise's. A case may be hidden and a paragraph of it public: that it is made up is said
 * of it all the same, and nothing else is.
 */
export async function exerciseCases(database: Database, cases: readonly string[]): Promise<Set<string>> {
  return await asKeeper(database, async (transaction: Queryable) => {
    const rows = await transaction<{ caseId: string }[]>`
      select case_id as "caseId" from case_event
      where kind = 'opened' and case_id = any (${[...cases]}) and (body ->> 'exercise')::boolean`;
    return new Set(rows.map(({ caseId }) => caseId));
  });
}
