import { describe, expect, it } from 'vitest';
import { collectList, fileAt } from '../lists/fixtures/collect-list.ts';
import { sharedData } from '../lists/fixtures/shared-data.ts';
import { readers } from '../lists/readers/registry.ts';
import { mergeEntries } from '../parties/merge.ts';
import { exerciseEntry } from './fixtures/exercise-lists.ts';
import { mergeEntryOf, nameComparison } from './merge-names.ts';

const un = sharedData('lists/un/consolidated-2026-02-27.xml');
const eu = sharedData('lists/eu/fsf-1.1-prk-2026-05-01-reconstructed.xml');
const kofiu = sharedData('lists/kr/kofiu-excerpt-2026-01-14.json');

async function entriesOf(path: string, format: string, list: string) {
  const reader = readers.find((candidate) => candidate.format === format);
  if (!reader) throw new Error(`no reader ${format}`);
  const { parties, designations } = await collectList(reader, fileAt(path));
  return [...parties.values()].map(({ key, schema, properties }) =>
    exerciseEntry(list, key, { schema, properties, designations: designations.filter(({ party }) => party === key) }),
  );
}

describe.skipIf(!un || !eu || !kofiu)('merging real lists', () => {
  it('joins what the EU took over from the UN, and leaves two men of one name apart', async () => {
    const entries = [
      ...(await entriesOf(un ?? '', 'un-consolidated-xml', 'un-sc')),
      ...(await entriesOf(eu ?? '', 'eu-fsf-xml-1.1', 'eu-fsf')),
      ...(await entriesOf(kofiu ?? '', 'kr-kofiu-rows-json', 'kr-kofiu')),
    ];
    const clusters = mergeEntries(entries.map(mergeEntryOf), [], nameComparison());
    const shared = clusters.filter(({ members }) => members.some((id) => /^un-sc-KP/.test(id)));
    expect(shared.length).toBeGreaterThan(130);
    for (const { members } of clusters) expect(new Set(members.map((id) => id.slice(0, 6))).size).toBe(members.length);
    const together = clusters.find(({ members }) => members.includes('kr-kofiu-KF-645'))?.members ?? [];
    expect(together).not.toContain('kr-kofiu-KF-679');
  });
});
