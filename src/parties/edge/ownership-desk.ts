import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { OwnershipBook } from '../ownership/book.ts';
import { type ListedSide, listedOn } from '../ownership/listed-owners.ts';
import { type OwnershipReport, ownershipReport } from '../ownership/report.ts';
import { type OwnershipRule, ownershipRules } from '../ownership/rules.ts';
import { ownershipRecords, ownershipState } from './store-ownership.ts';

export interface OwnershipAsked {
  party: string;
  day: string;
  /** The day by whose end the files had been loaded; all files when not said. */
  knownOn?: string | undefined;
  /** Ids of rules; all when none is named. */
  rules: readonly string[];
}

/** A party of the answer, for drawing: nodes by id. */
export interface NamedReport extends OwnershipReport {
  name: string;
  names: Record<string, string>;
  edges: { owner: string; owned: string; min: number; max: number; kind: string; path: string; record: string }[];
}

/** Answers questions of ownership from what is loaded; the book is made anew when files or lists have changed. */
export class OwnershipDesk {
  readonly #database: Database;
  readonly #listed: () => ListedSide;
  #book: { state: string; side: ListedSide; book: OwnershipBook } | null = null;

  constructor(database: Database, listed: () => ListedSide) {
    this.#database = database;
    this.#listed = listed;
  }

  async report({ party: text, day, rules, knownOn }: OwnershipAsked): Promise<NamedReport> {
    const { book, side } = knownOn === undefined ? await this.#current() : await this.#knownOn(knownOn);
    const party = book.find(text);
    if (!party) throw unknownParty(text);
    const report = ownershipReport(book, {
      party: party.id,
      day,
      rules: ownershipRules().filter(({ id }) => rules.length === 0 || rules.includes(id)),
      listedFor: (rule: OwnershipRule) => listedOn(side.owners, rule, day),
    });
    const above = book
      .above(party.id)
      .holdings.filter(({ from, to }) => (from === null || from <= day) && (to === null || day < to));
    const ids = new Set([party.id, ...above.flatMap(({ owner, owned }) => [owner, owned])]);
    for (const { control } of report.rules) for (const { controller } of control) ids.add(controller);
    return {
      ...report,
      name: party.name,
      names: Object.fromEntries([...ids].map((id) => [id, book.party(id).name])),
      edges: above.map(({ owner, owned, share, kind, path, source }) => ({
        owner,
        owned,
        ...share,
        kind,
        path,
        record: source.record,
      })),
    };
  }

  /** Recorded parties whose name or id holds the words; at most `limit`. */
  async search(words: string, limit: number): Promise<{ id: string; name: string; kind: string }[]> {
    const { book } = await this.#current();
    const wanted = words.trim().toLowerCase();
    const found: { id: string; name: string; kind: string }[] = [];
    for (const { id, name, kind, identifiers, isRecorded } of book.parties()) {
      if (!isRecorded || ![id, name, ...identifiers].some((text) => text.toLowerCase().includes(wanted))) continue;
      found.push({ id, name, kind });
      if (found.length === limit) break;
    }
    return found;
  }

  /** What was known on another day is asked for rarely, and is not kept. */
  async #knownOn(day: string): Promise<{ book: OwnershipBook; side: ListedSide }> {
    const side = this.#listed();
    return { side, book: new OwnershipBook([await ownershipRecords(this.#database, day), side.records], side.owners) };
  }

  async #current(): Promise<{ book: OwnershipBook; side: ListedSide }> {
    const [state, side] = [await ownershipState(this.#database), this.#listed()];
    if (this.#book?.state === state && this.#book.side === side) return this.#book;
    const book = new OwnershipBook([await ownershipRecords(this.#database), side.records], side.owners);
    this.#book = { state, side, book };
    return this.#book;
  }
}

function unknownParty(text: string): AppError {
  return new AppError({
    code: 'OWNER_UNKNOWN',
    kind: 'not-found',
    message: `Cannot judge the ownership of "${text}": no list and no loaded file of owners knows it`,
    hint: 'Give the id of a party or entry, an LEI, or an id of a loaded file. Load owners with "ownership load FILE".',
  });
}
