import { hashOf } from '../../kernel/hash.ts';
import type { ListFacts } from '../entity-answer.ts';
import { sourceName } from './watchman-terms.ts';

/** The lists in use by Watchman's names; two lists of one source count together. */
export interface ListInfo {
  /** Entries by source. */
  lists: Record<string, number>;
  /** Changes whenever a version of the source's lists does: SHA-256 over the versions in use, not over their files. */
  listHashes: Record<string, string>;
  /** Instants at which the first and the last list in use were loaded; absent while there is none. */
  startedAt?: string;
  endedAt?: string;
}

/** What Watchman's `/v2/listinfo` tells, of the lists in use. */
export function listInfo(facts: readonly ListFacts[]): ListInfo {
  const bySource = new Map<string, ListFacts[]>();
  for (const list of facts) {
    const source = sourceName(list.list);
    bySource.set(source, [...(bySource.get(source) ?? []), list]);
  }
  const tell = <Told>(told: (lists: readonly ListFacts[]) => Told): Record<string, Told> =>
    Object.fromEntries([...bySource].map(([source, lists]) => [source, told(lists)]));
  const loaded = facts.map(({ loadedAt }) => loadedAt).sort();
  const [startedAt, endedAt] = [loaded[0], loaded.at(-1)];
  return {
    lists: tell((lists) => lists.reduce((sum, { parties }) => sum + parties, 0)),
    listHashes: tell((lists) =>
      hashOf(lists.map(({ list, versionId, publishedAt, loadedAt }) => [list, versionId, publishedAt, loadedAt])),
    ),
    ...(startedAt !== undefined && endedAt !== undefined ? { startedAt, endedAt } : {}),
  };
}
