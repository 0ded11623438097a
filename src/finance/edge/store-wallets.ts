import { entryId } from '../../lists/entry.ts';
import type { Queryable } from '../../store/database.ts';
import type { WalletListing } from '../wallets/listed-wallets.ts';

interface Row {
  list: string;
  key: string;
  properties: Record<string, string[]>;
  designations: { programmes: string[]; listedOn: string | null; delistedOn?: string; reference?: string }[];
  firstOn: string;
  /** First version published after the last one that holds the entry; null while it is in force. */
  goneOn: string | null;
}

/**
 * Every wallet that any loaded version of any list names: as a party of its own, or in the properties of its holder.
 * An entry is looked at over all versions of its list, so that a delisting leaves the listing behind with its end.
 */
export async function walletListings(database: Queryable): Promise<WalletListing[]> {
  const rows = await database<Row[]>`
    with holding as (
      select e.list, e.key, v.published_on, v.id as version, e.id as entry
      from list_version v, unnest(v.entry_ids) as i(id) join list_entry e on e.id = i.id
      where e.schema = 'CryptoWallet' or e.properties ? 'publicKey'
    ), span as (
      select list, key, min(published_on) as first_on, max(published_on) as last_on,
        (array_agg(entry order by published_on desc, version desc))[1] as entry
      from holding group by list, key
    )
    select s.list, s.key, e.properties, e.designations, s.first_on as "firstOn",
      case when exists (select from list_entry_in_force f where f.list = s.list and f.key = s.key) then null
        else (select min(v.published_on) from list_version v where v.list = s.list and v.published_on > s.last_on) end as "goneOn"
    from span s join list_entry e on e.id = s.entry
    order by s.list, s.key`;
  return rows.flatMap(listingsOf);
}

function listingsOf({ list, key, properties, designations, firstOn, goneOn }: Row): WalletListing[] {
  const days = designations.flatMap(({ listedOn }) => listedOn ?? []).sort();
  const ends = designations.map(({ delistedOn }) => delistedOn);
  const allEnded = ends.length > 0 && ends.every((end) => end !== undefined);
  const ended = allEnded
    ? (ends
        .filter((end) => end !== undefined)
        .sort()
        .at(-1) ?? null)
    : null;
  return (properties.publicKey ?? []).map((address) => ({
    list,
    entry: entryId(list, key),
    address,
    currencies: properties.currency ?? [],
    programmes: [...new Set(designations.flatMap(({ programmes }) => programmes))],
    holders: [...(properties.holder ?? []), ...designations.flatMap(({ reference }) => reference ?? [])],
    listedOn: days[0] ?? null,
    firstSeenOn: firstOn,
    delistedOn: ended ?? goneOn,
  }));
}
