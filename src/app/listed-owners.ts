import { listingMeasures, type ProgrammedSide } from '../finance/edge/run-watches.ts';
import { entryId } from '../lists/entry.ts';
import { captionOf } from '../parties/entity.ts';
import { emptyRecords } from '../parties/ownership/holding.ts';
import { UNKNOWN_SHARE } from '../parties/ownership/share.ts';
import type { Party } from '../screening/party.ts';

/** The listed parties as owners, and the owners that lists state: without a share, so that they leave sums open. */
export function listedSide(parties: readonly Party[]): ProgrammedSide {
  const records = emptyRecords('lists');
  const owners = parties.map(({ id, members, subject }) => {
    for (const { id: from, entry } of members)
      for (const link of entry.links) {
        const ends = {
          from: null,
          to: null,
          source: { record: `${from} on ${entry.list}`, saidOn: null, file: entry.list },
        };
        const to = entryId(entry.list, link.to);
        if (link.schema === 'Ownership')
          records.holdings.push({
            ...{ owner: from, owned: to, share: UNKNOWN_SHARE, kind: 'ownership', path: 'untraced', declared: null },
            ...{ joint: null, ...ends },
          });
        else if (link.schema === 'Directorship')
          records.claims.push({
            controller: from,
            controlled: to,
            means: 'directorship',
            details: link.role ?? null,
            ...ends,
          });
      }
    return {
      id,
      name: captionOf(id, subject.properties),
      aliases: [
        ...members.map((member) => member.id),
        ...(subject.properties.leiCode ?? []).map((lei) => `lei:${lei.toLowerCase()}`),
      ],
      listings: members.flatMap(({ entry: { list, designations } }) =>
        designations.length === 0
          ? [{ list, from: null, to: null }]
          : designations.map(({ listedOn, delistedOn }) => ({ list, from: listedOn, to: delistedOn ?? null })),
      ),
    };
  });
  const byId = new Map(parties.map((party) => [party.id, party]));
  const measuresOf = (party: string, list: string): string[] =>
    (byId.get(party)?.members ?? []).flatMap(({ entry }) =>
      entry.list === list
        ? entry.designations.flatMap((one) => listingMeasures({ ...one, list, schema: entry.schema }))
        : [],
    );
  return { owners, records, measuresOf };
}
