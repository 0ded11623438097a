import { AppError } from '../../kernel/errors.ts';
import { type AsOfAnswer, listedOn, versionFor } from '../../lists/as-of.ts';
import { entriesOfVersion } from '../../lists/edge/store-entries.ts';
import { type ListVersion, versionsOf } from '../../lists/edge/store-versions.ts';
import type { ListEntry, StoredEntry } from '../../lists/entry.ts';
import type { Database } from '../../store/database.ts';
import type { Screener } from '../screener.ts';
import { buildScreener } from './build-screener.ts';

/** Days as `YYYY-MM-DD`: what was listed on one, by what was known on the other. */
export interface AsOf {
  listedOn: string;
  knownOn: string;
}

/** A list as it answers for a day. */
export interface ListAsOf {
  list: string;
  /** Null when no version of it had been loaded. */
  version: { id: number; publishedAt: string | null; loadedAt: string } | null;
  /** False when the version was published after the day and answers by its listing dates. */
  inForce: boolean;
}

export interface ScreenerAsOf {
  screener: Screener;
  lists: ListAsOf[];
  /** Why an entry counts as listed, by list and key; `listed` is null where what was known does not settle it. */
  whyListed(list: string, key: string): AsOfAnswer | undefined;
}

export interface AsOfScreenersParts {
  database: Database;
  /** Titles by list. */
  titles: ReadonlyMap<string, string>;
}

/** Screeners that are kept: each holds every list once more in memory. */
const MOST_KEPT = 2;
/** Building takes seconds; more than this waiting is turned away. */
const MOST_WAITING = 4;

/** Makes screeners of past moments, one at a time, and keeps the latest. */
export class AsOfScreeners {
  readonly #parts: AsOfScreenersParts;
  readonly #kept = new Map<string, Promise<ScreenerAsOf>>();
  #building: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(parts: AsOfScreenersParts) {
    this.#parts = parts;
  }

  /** The screener of a moment. Throws AppError (unavailable) when too many other moments are being built. */
  async at(moment: AsOf): Promise<ScreenerAsOf> {
    const key = `${moment.listedOn} ${moment.knownOn}`;
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return await known;
    }
    if (this.#waiting >= MOST_WAITING) throw tooMany();
    this.#waiting += 1;
    const made = this.#building
      .then(() => build(this.#parts, moment))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#building = made.catch(() => {});
    this.#kept.set(key, made);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    try {
      return await made;
    } catch (cause) {
      this.#kept.delete(key);
      throw cause;
    }
  }

  /** Forgets what was built: lists were loaded, or merges decided. */
  clear(): void {
    this.#kept.clear();
  }
}

async function build({ database, titles }: AsOfScreenersParts, moment: AsOf): Promise<ScreenerAsOf> {
  const byList = new Map<string, ListVersion[]>();
  for (const version of await versionsOf(database)) {
    const known = byList.get(version.list);
    if (known) known.push(version);
    else byList.set(version.list, [version]);
  }
  const lists: ListAsOf[] = [];
  const versions: ListVersion[] = [];
  const entries: StoredEntry[] = [];
  const answers = new Map<string, AsOfAnswer>();
  for (const [list, all] of byList) {
    const chosen = versionFor(
      all.map((version) => ({ ...version, versionId: version.id })),
      moment.listedOn,
      moment.knownOn,
    );
    const version = chosen?.version ?? null;
    lists.push({
      list,
      version: version && { id: version.id, publishedAt: version.publishedAt, loadedAt: version.loadedAt },
      inForce: chosen?.inForce ?? false,
    });
    if (!version) continue;
    const listed = (await entriesOfVersion(database, version.id)).flatMap((entry) => {
      const answer = listedOn([{ ...version, designations: entry.designations }], moment.listedOn, moment.knownOn);
      if (answer.listed === false) return [];
      answers.set(`${list} ${entry.key}`, answer);
      return [entryOn(entry, moment.listedOn, version.loadedAt)];
    });
    versions.push({ ...version, parties: listed.length });
    entries.push(...listed);
  }
  const screener = await buildScreener(database, { entries, versions, titles });
  return { screener, lists, whyListed: (list, key) => answers.get(`${list} ${key}`) };
}

/** The entry with its listings as they stood on the day: none that began later, none that had ended yet. */
function entryOn(entry: ListEntry, day: string, loadedAt: string): StoredEntry {
  const designations = entry.designations
    .filter(({ listedOn: since }) => since === null || since.slice(0, day.length) <= day)
    .map(({ delistedOn, ...rest }) => (delistedOn !== undefined && delistedOn <= day ? { ...rest, delistedOn } : rest));
  return { ...entry, designations, firstSeen: loadedAt, lastChange: loadedAt };
}

function tooMany(): AppError {
  return new AppError({
    code: 'AS_OF_BUSY',
    kind: 'unavailable',
    message: 'Cannot screen as of that day now: the lists of other days are being built',
    hint: 'Ask again in a minute; questions on one day are best sent together.',
  });
}
