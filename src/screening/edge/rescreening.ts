import type { Database } from '../../store/database.ts';
import { hitChanges, hitsOf, isEarlier, type KnownHits } from '../memory/hit-changes.ts';
import type { ScoredEntity, Screener } from '../screener.ts';
import type { AuditTrail } from './audit-trail.ts';
import { RepeatingWork } from './repeating-work.ts';
import type { ScreeningMemory } from './screening-memory.ts';
import {
  holdSubscription,
  keepChanges,
  keepScreening,
  rowsOf,
  type ScreenedRow,
  type Subscription,
  type SubscriptionEvent,
  subscriptions,
} from './store-subscriptions.ts';

/** Rows that one transaction screens: some tenths of a second, and events that one delivery carries well. */
const PAGE = 200;
/** Hits that are followed of one row. */
const MOST_HITS = 50;

export interface RescreeningParts {
  database: Database;
  screener(): Screener;
  memory: Pick<ScreeningMemory, 'match'>;
  trail: Pick<AuditTrail, 'append'>;
  /** Told when there is something to send. */
  onEvents(): void;
  onError(cause: unknown): void;
}

type NewEvent = Omit<SubscriptionEvent, 'id' | 'at'>;

/** Screens saved parties again, and keeps what changed as events. */
export class Rescreening {
  readonly #parts: RescreeningParts;
  readonly #work: RepeatingWork;

  constructor(parts: RescreeningParts) {
    this.#parts = parts;
    this.#work = new RepeatingWork(async () => {
      for (const { id } of await subscriptions(parts.database)) await this.runOne(id);
    }, parts.onError);
  }

  /** Screens every subscription by the lists in use; a call while it runs makes it run once more. Never rejects. */
  runAll(): Promise<void> {
    return this.#work.run();
  }

  /** Stops after the page under way. */
  close(): Promise<void> {
    return this.#work.close();
  }

  /** Screens one subscription by the lists in use, and tells how many events that made. */
  async runOne(id: number): Promise<number> {
    const screener = this.#parts.screener();
    const versions = versionsOf(screener);
    let events: NewEvent[] = [];
    let [rows, dataset] = [0, ''];
    for (let after: string | null = ''; after !== null; ) {
      if (this.#work.closed) return events.length;
      const page: PageOutcome | null = await this.#screenPage(screener, { id, after, versions });
      if (page === null) return events.length;
      events = events.concat(page.events);
      rows += page.rows;
      dataset = page.dataset;
      after = page.next;
    }
    await keepScreening(this.#parts.database, id, versions);
    if (events.length > 0) this.#parts.onEvents();
    await this.#parts.trail.append([auditOf({ id, rows, dataset, versions }, events)]);
    return events.length;
  }

  async #screenPage(
    screener: Screener,
    { id, after, versions }: { id: number; after: string; versions: Record<string, number> },
  ): Promise<PageOutcome | null> {
    return await this.#parts.database.begin(async (transaction) => {
      const held = await holdSubscription(transaction, id);
      // Another server may have read newer lists: what this one says would be undone by it, and told twice.
      if (!held || (held.screenedVersions && isEarlier(versions, held.screenedVersions))) return null;
      const rows = await rowsOf(transaction, id, { after, limit: PAGE });
      const hits = new Map<string, KnownHits>();
      const events: NewEvent[] = [];
      for (const { row, results } of await this.#matched(screener, held, rows)) {
        const now = hitsOf(results);
        const changes = hitChanges(row.hits, now, (party) => screener.find(party)?.id);
        if (changes.length > 0) hits.set(row.key, now);
        for (const change of changes) {
          const result = results.find((one) => one.id === change.party);
          events.push({ ...change, key: row.key, body: told(screener, change.party, result) });
        }
      }
      await keepChanges(transaction, held, { hits, events });
      return {
        events,
        dataset: held.dataset,
        rows: rows.length,
        next: rows.length === PAGE ? (rows.at(-1)?.key ?? null) : null,
      };
    });
  }

  async #matched(screener: Screener, { dataset, threshold }: Subscription, rows: readonly ScreenedRow[]) {
    const questions = rows.map(({ key, schema, properties }) => ({ customer: key, subject: { schema, properties } }));
    const options = { scope: { dataset }, threshold, cutoff: threshold - 1e-9, limit: MOST_HITS };
    const answers = await this.#parts.memory.match(screener, questions, { options, includeDifferent: false });
    return rows.map((row, at) => ({ row, results: answers[at]?.results ?? [] }));
  }
}

interface PageOutcome {
  events: NewEvent[];
  dataset: string;
  rows: number;
  /** The key after which the next page begins; null after the last. */
  next: string | null;
}

/** What a receiver is told of a hit; of one that is gone, whether any list still has the party. */
function told(screener: Screener, party: string, result: ScoredEntity | undefined): Record<string, unknown> {
  if (!result) return { listed: screener.find(party) !== undefined };
  const { caption, schema, score, sentence, datasets, watchkeeper } = result;
  const measures = watchkeeper.measures.map(({ id, label, since }) => ({ id, label, since }));
  return { caption, schema, score, sentence, datasets, measures };
}

function versionsOf(screener: Screener): Record<string, number> {
  return Object.fromEntries([...screener.lists.values()].map(({ list, versionId }) => [list, versionId]));
}

function auditOf(
  { id, rows, dataset, versions }: { id: number; rows: number; dataset: string; versions: Record<string, number> },
  events: readonly NewEvent[],
) {
  return {
    asker: `subscription ${id}`,
    kind: 'subscription' as const,
    dataset,
    versions,
    private: false,
    customer: null,
    fingerprint: null,
    question: { subscription: id, rows },
    answers: events.map(({ party, kind, body }) => ({
      id: party,
      score: typeof body.score === 'number' ? body.score : null,
      match: kind !== 'gone',
      decision: null,
    })),
  };
}
