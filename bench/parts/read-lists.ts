import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FoundFile, findFiles, sampleOf } from '../../src/lists/edge/source-files.ts';
import { type LoadRequest, loadList } from '../../src/lists/edge/store.ts';
import { entryId, type StoredEntry } from '../../src/lists/entry.ts';
import type { ListSink } from '../../src/lists/list-reader.ts';
import type { DesignationRecord, LinkRecord, PartyRecord } from '../../src/lists/list-record.ts';
import { readers } from '../../src/lists/readers/registry.ts';
import { dateInName } from '../../src/lists/reading/date-in-name.ts';
import { captionOf } from '../../src/parties/entity.ts';
import type { Database } from '../../src/store/database.ts';

const shared = fileURLToPath(new URL('../../../shared/data/lists', import.meta.url));
const shipped = fileURLToPath(new URL('../../data/lists', import.meta.url));
const READ_AT = '2026-01-01T00:00:00.000Z';

/** The newest whole file of a list, with its entries. */
interface NewestFile extends Pick<LoadRequest, 'list' | 'reader' | 'file'> {
  companions: ReadonlyMap<string, FoundFile>;
  entries: StoredEntry[];
}

/** The newest file of every list, of the shared folder where it is there and of what ships otherwise. */
export async function readNewestLists(): Promise<StoredEntry[]> {
  const { newest, dispose } = await newestFiles();
  dispose();
  const byId = new Map(
    newest.flatMap(({ entries }) => entries).map((entry) => [entryId(entry.list, entry.key), entry]),
  );
  return [...byId.values()];
}

/** Loads the same files into a database. */
export async function storeNewestLists(database: Database): Promise<void> {
  const { newest, dispose } = await newestFiles();
  for (const { list, reader, file, companions } of newest)
    await loadList(database, { ...{ list, reader, file, companions }, origin: { files: [] }, acceptShrink: true });
  dispose();
}

async function newestFiles(): Promise<{ newest: NewestFile[]; dispose(): void }> {
  const { files, dispose } = await findFiles(existsSync(shared) ? shared : shipped);
  const newest = new Map<string, NewestFile>();
  for (const file of files.sort((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1))) {
    const sample = await sampleOf(file);
    const [match] = readers.flatMap((reader) => {
      const list = reader.recognises(sample);
      return list === null ? [] : { reader, list };
    });
    if (!match) continue;
    const wanted = match.reader.companions?.(file.name) ?? [];
    const beside = files.filter((other) => other.folder === file.folder && wanted.includes(other.name));
    const companions = new Map(beside.map((other) => [other.name, other]));
    const sink = new MemorySink();
    try {
      await match.reader.read(file, sink, companions);
    } catch {
      // Damaged on purpose: the folder holds such files to test the readers on.
      continue;
    }
    if (sink.parties.length > (newest.get(match.list)?.entries.length ?? 0) / 2)
      newest.set(match.list, { ...match, file, companions, entries: sink.entries(match.list) });
  }
  return { newest: [...newest.values()], dispose };
}

class MemorySink implements ListSink {
  readonly parties: PartyRecord[] = [];
  readonly #designations: DesignationRecord[] = [];
  readonly #links: LinkRecord[] = [];

  header(): void {}
  removal(): void {}
  change(): void {}
  reject(): void {}
  async ready(): Promise<void> {}
  party(record: PartyRecord): void {
    this.parties.push(record);
  }
  designation(record: DesignationRecord): void {
    this.#designations.push(record);
  }
  link(record: LinkRecord): void {
    this.#links.push(record);
  }

  entries(list: string): StoredEntry[] {
    const entries = new Map(
      this.parties.map(({ key, schema, properties }): [string, StoredEntry] => [
        key,
        {
          ...{ list, key, schema, properties, caption: captionOf(key, properties) },
          ...{ designations: [], links: [], extracted: [], firstSeen: READ_AT, lastChange: READ_AT },
        },
      ]),
    );
    for (const { party, place: _, ...designation } of this.#designations)
      entries.get(party)?.designations.push(designation);
    for (const { from, place: _, ...link } of this.#links) entries.get(from)?.links.push(link);
    return [...entries.values()];
  }
}

function ageOf(file: FoundFile): string {
  return dateInName(file.name) ?? dateInName(basename(file.folder)) ?? '9999';
}
