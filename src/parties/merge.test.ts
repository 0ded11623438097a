import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Properties } from './entity.ts';
import { mergeEntries } from './merge.ts';
import type { MergeDecision, MergeEntry, NameComparison } from './merge-entry.ts';

/** Names are the same when equal; the key is the name. */
const names: NameComparison = {
  score: (one, other) => ((one.properties.name ?? []).some((name) => other.properties.name?.includes(name)) ? 1 : 0),
  keys: (entry) => entry.properties.name ?? [],
};

function entry(list: string, key: string, properties: Properties, more: Partial<MergeEntry> = {}): MergeEntry {
  return { id: `${list}-${key}`, list, schema: 'Person', properties, unReferences: [], familyReferences: [], ...more };
}
const merge = (entries: MergeEntry[], decisions: MergeDecision[] = []) => mergeEntries(entries, decisions, names);
const members = (entries: MergeEntry[], decisions: MergeDecision[] = []) =>
  merge(entries, decisions).map((cluster) => cluster.members);

const KIM_A = entry('kr-kofiu', 'KF-645', { name: ['김동철'], nationality: ['kp'], birthDate: ['1966-01-28'] });
const KIM_B = entry('us-ofac-sdn', '1', { name: ['김동철'], nationality: ['kp'], birthDate: ['1969-03-05'] });
const KIM_NO_DATE = entry('eu-fsf', '9', { name: ['김동철'], nationality: ['kp'] });

describe('mergeEntries()', () => {
  it('never joins by name alone', () => {
    expect(merge([KIM_A, KIM_B, KIM_NO_DATE])).toEqual([]);
  });

  it('joins by name and full birth date, and says so', () => {
    const same = entry('un-sc', 'KPi.1', { name: ['김동철'], birthDate: ['1966-01-28'] });
    const [cluster] = merge([KIM_A, same, KIM_B]);
    expect(cluster).toMatchObject({ id: 'un-sc-KPi.1', members: ['un-sc-KPi.1', 'kr-kofiu-KF-645'] });
    expect(cluster?.joins[0]).toMatchObject({ reason: 'name-and-birth-date', parts: { 'birth date': '1966-01-28' } });
  });

  it('joins by a date that any list of the party gives, where the lists disagree', () => {
    const un = entry('un-sc', 'KPi.1', { name: ['A'], birthDate: ['1960-02-19'] }, { unReferences: ['KPi.1'] });
    const eu = entry('eu-fsf', '1', { name: ['A'], birthDate: ['1960-02-12'] }, { unReferences: ['KPi.1'] });
    const swiss = entry('ch-seco', '1', { name: ['A'], birthDate: ['1960-02-19'] });
    const other = entry('ca-sema', '1', { name: ['A'], birthDate: ['1960-07-01'] });
    expect(members([un, eu, swiss, other])).toEqual([['un-sc-KPi.1', 'eu-fsf-1', 'ch-seco-1']]);
  });

  it('takes 1 January for no birth date', () => {
    const first = entry('un-sc', '1', { name: ['A B'], birthDate: ['1960-01-01'] });
    expect(merge([first, entry('eu-fsf', '2', { name: ['A B'], birthDate: ['1960-01-01'] })])).toEqual([]);
  });

  it('joins by UN reference even where dates of birth differ, but never a person with a company', () => {
    const un = entry('un-sc', 'KPi.033', { name: ['X'], birthDate: ['1960-02-03'] }, { unReferences: ['KPi.033'] });
    const jp = entry('jp-mof', '17-1', { name: ['Y'], birthDate: ['1961-02-03'] }, { unReferences: ['KPi.033'] });
    const odd = entry('au-dfat', '5', { name: ['X'] }, { unReferences: ['KPi.033'], schema: 'Company' });
    expect(members([jp, odd, un])).toEqual([['un-sc-KPi.033', 'jp-mof-17-1']]);
  });

  it('joins ships by IMO number under other names, and parts equal names with other numbers', () => {
    const ship = (list: string, key: string, name: string, imo: string) =>
      entry(list, key, { name: [name], imoNumber: [imo], country: ['kp'], alias: ['SAME'] }, { schema: 'Vessel' });
    const ships = [
      ship('un-1718-vessels', '1', 'RUNG RA 2', '9020534'),
      ship('us-ofac-sdn', '2', 'GOLDEN', 'IMO 9020534'),
      ship('us-ofac-sdn', '3', 'RUNG RA 2', '8989795'),
    ];
    expect(members(ships)).toEqual([['un-1718-vessels-1', 'us-ofac-sdn-2']]);
  });

  it("joins one house's lists by its own number", () => {
    const sdn = entry('us-ofac-sdn', '15036', { name: ['A'] }, { familyReferences: ['ofac:15036'] });
    const csl = entry('us-csl', '15036', { name: ['A'] }, { familyReferences: ['ofac:15036'] });
    expect(merge([csl, sdn])[0]?.joins[0]?.reason).toBe('list-reference');
  });

  it('wants compatible names beside an equal passport', () => {
    const one = entry('us-ofac-sdn', '1', { name: ['A'], passportNumber: ['PS 654-1'] });
    const other = entry('eu-fsf', '2', { name: ['A'], passportNumber: ['ps6541'] });
    const stranger = entry('ca-sema', '3', { name: ['Z'], passportNumber: ['PS6541'] });
    expect(members([one, other, stranger])).toEqual([['us-ofac-sdn-1', 'eu-fsf-2']]);
  });

  it('joins organisations by country and two names, not by one', () => {
    const company = (list: string, name: string[]) =>
      entry(list, '1', { name, country: ['kp'] }, { schema: 'Company' });
    expect(merge([company('un-sc', ['A', 'B']), company('eu-fsf', ['B', 'A'])])[0]?.joins[0]?.reason).toBe(
      'names-and-country',
    );
    expect(merge([company('un-sc', ['A', 'B']), company('eu-fsf', ['A', 'C'])])).toEqual([]);
  });

  it('follows people: `different` separates, through others as well, and `same` joins', () => {
    const a = entry('un-sc', 'KPi.1', { name: ['A'] }, { unReferences: ['KPi.1'] });
    const b = entry('jp-mof', '1', { name: ['A'] }, { unReferences: ['KPi.1'] });
    const c = entry('kr-kofiu', '1', { name: ['A'] }, { unReferences: ['KPi.1'] });
    const apart = members([a, b, c], [{ one: a.id, other: c.id, verdict: 'different' }]);
    expect(apart).toEqual([['un-sc-KPi.1', 'jp-mof-1']]);
    expect(members([KIM_A, KIM_B], [{ one: KIM_B.id, other: KIM_A.id, verdict: 'same' }])).toEqual([
      [KIM_B.id, KIM_A.id],
    ]);
  });

  it('gives one answer whatever the order of entries', () => {
    const value = fc.constantFrom('a', 'b', 'c');
    const date = fc.constantFrom('1960-02-03', '1961-02-03', '1962');
    const anyEntry = fc.record({
      list: fc.constantFrom('un-sc', 'us-ofac-sdn', 'eu-fsf', 'nz-mfat'),
      schema: fc.constantFrom('Person', 'Company', 'LegalEntity'),
      name: value,
      date,
      reference: value,
    });
    const decision = fc.record({
      verdict: fc.constantFrom('same' as const, 'different' as const),
      at: fc.tuple(fc.nat(7), fc.nat(7)),
    });
    fc.assert(
      fc.property(
        fc.array(anyEntry, { minLength: 2, maxLength: 8 }),
        fc.array(decision, { maxLength: 2 }),
        fc.infiniteStream(fc.nat()),
        (drafts, choices, order) => {
          const entries = drafts.map(({ list, schema, name, date: birthDate, reference }, at) =>
            entry(
              list,
              String(at),
              { name: [name], birthDate: [birthDate], country: ['kp'] },
              { schema, unReferences: at % 3 ? [] : [reference] },
            ),
          );
          const decisions = choices.flatMap(({ verdict, at: [left, right] }) => {
            const [one, other] = [entries[left], entries[right]];
            return one && other && one !== other ? { one: one.id, other: other.id, verdict } : [];
          });
          const weights = new Map(entries.map((one) => [one, order.next().value]));
          const shuffled = [...entries].sort((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0));
          expect(merge(shuffled, [...decisions].reverse())).toEqual(merge(entries, decisions));
        },
      ),
    );
  });
});
