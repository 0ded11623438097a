import type { StoredEntry } from '../lists/entry.ts';
import { entryId } from '../lists/entry.ts';
import { familyReferences } from '../parties/list-order.ts';
import type { MergeEntry, NameComparison } from '../parties/merge-entry.ts';
import { bestNameScore } from './name-score.ts';
import { nameKindOf, PreparedSubject } from './score-pair.ts';

/** References of the Security Council's lists: `KPe.012`, `QDi.001`. */
const UN_REFERENCE = /^[A-Z]{2}[ie]\.\d{1,4}$/;

/** An entry as merging sees it. */
export function mergeEntryOf(entry: StoredEntry): MergeEntry {
  const { list, key, schema, properties, designations } = entry;
  // A wallet carries its holder's reference; it is told by its address alone.
  const references =
    schema === 'CryptoWallet' ? [] : [key, ...designations.flatMap(({ reference }) => reference ?? [])];
  const un =
    schema === 'CryptoWallet'
      ? []
      : [...designations.flatMap(({ unscReference }) => unscReference ?? []), ...(list === 'un-sc' ? [key] : [])];
  return {
    id: entryId(list, key),
    list,
    schema,
    properties,
    unReferences: [...new Set(un.map((text) => text.trim()).filter((text) => UN_REFERENCE.test(text)))],
    familyReferences: familyReferences(list, references),
  };
}

/** Names compared by the screening engine; what is prepared is kept for the life of the comparison. */
export function nameComparison(): NameComparison {
  const prepared = new WeakMap<MergeEntry, PreparedSubject>();
  const prepare = (entry: MergeEntry): PreparedSubject => {
    const known = prepared.get(entry) ?? new PreparedSubject(entry);
    prepared.set(entry, known);
    return known;
  };
  return {
    score(one, other) {
      const kind = nameKindOf(one.schema, other.schema);
      return bestNameScore(prepare(one).names(kind), prepare(other).names(kind), kind).score;
    },
    keys(entry) {
      const forms = prepare(entry).names(nameKindOf(entry.schema, entry.schema));
      return [
        ...new Set(
          forms
            .filter(({ part }) => part === 'whole')
            .map(wordsKey)
            .filter(Boolean),
        ),
      ];
    },
  };
}

/** The telling words of a name in a fixed order: equal for names that differ in legal form and order only. */
function wordsKey({ tokens }: { tokens: readonly { text: string; role: string }[] }): string {
  const telling = tokens.filter(({ role }) => role !== 'form' && role !== 'stopword' && role !== 'title');
  return [...new Set(telling.map(({ text }) => text))].sort().join(' ');
}
