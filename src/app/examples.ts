import type { StoredEntry } from '../lists/entry.ts';

export interface Example {
  query: string;
  why: string;
}

const PREFERRED = ['un-sc', 'un-1718-vessels', 'us-ofac-sdn', 'kr-kofiu'];

/**
 * Look-ups worth trying on the lists in use: a shipping company, a ship's IMO number, a person in Hangul, a wallet.
 * Taken from what is loaded, so that each finds something; fewer where the lists hold none.
 */
export function examplesFrom(entries: readonly StoredEntry[], isDprk: (entry: StoredEntry) => boolean): Example[] {
  const order = (entry: StoredEntry): number =>
    (PREFERRED.indexOf(entry.list) + PREFERRED.length + 1) % (PREFERRED.length + 1);
  const pool = entries
    .filter(isDprk)
    .sort((one, other) => order(one) - order(other) || (one.caption < other.caption ? -1 : 1));
  const pick = (why: string, value: (entry: StoredEntry) => string | undefined): Example[] => {
    for (const entry of pool) {
      const query = value(entry);
      if (query) return [{ query, why }];
    }
    return [];
  };
  return [
    ...pick('a shipping company', ({ schema, caption }) =>
      /^(Organization|Company)$/.test(schema) && /shipping|maritime/i.test(caption) ? caption : undefined,
    ),
    ...pick('a ship by its IMO number', ({ schema, properties }) =>
      schema === 'Vessel' && properties.imoNumber?.[0] ? `IMO ${properties.imoNumber[0]}` : undefined,
    ),
    ...pick('a name in Hangul', ({ properties }) =>
      [...(properties.name ?? []), ...(properties.alias ?? [])].find((name) => /^[가-힣]{2,}$/u.test(name)),
    ),
    ...pick('a wallet', ({ schema, properties }) =>
      schema === 'CryptoWallet' ? properties.publicKey?.[0] : undefined,
    ),
  ];
}
