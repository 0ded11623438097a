import { imoNumber } from '../../parties/imo-number.ts';
import { isA } from '../../parties/schema.ts';
import { bitingMeasures } from '../../screening/biting-measures.ts';
import type { Party } from '../../screening/party.ts';
import type { VesselDesignation } from '../context.ts';

/** What a ship says of itself, as the lists are asked. */
export interface SaidOfHull {
  mmsi: number;
  imo: string | null;
  shipName: string | null;
  callSign: string | null;
}

type Listed = Omit<VesselDesignation, 'by'> & { mmsi: string[]; callSigns: string[]; delistedOn: string | null };

/** The ships that the lists name under a measure of the regime, found by what a ship says of itself. */
export class ListedVessels {
  readonly #byImo = new Map<string, Listed[]>();
  readonly #byMmsi = new Map<string, Listed[]>();
  readonly #byName = new Map<string, Listed[]>();
  /** How many entries of lists name a ship under a measure. */
  readonly size: number;

  constructor(parties: Iterable<Party>) {
    let size = 0;
    for (const party of parties) {
      if (!isA(party.subject.schema, 'Vessel')) continue;
      for (const member of party.members) size += this.#file(party, member);
    }
    this.size = size;
  }

  /** The entries that name the hull, in force on the day (ISO date); by number first, by name only with its call sign. */
  designationsOn(said: SaidOfHull, on: string): VesselDesignation[] {
    const found = new Map<string, VesselDesignation>();
    const add = (entries: readonly Listed[] | undefined, by: VesselDesignation['by']): void => {
      for (const { mmsi: _, callSigns: __, delistedOn, ...entry } of entries ?? []) {
        const inForce = (entry.listedOn === null || entry.listedOn <= on) && (delistedOn === null || delistedOn > on);
        if (inForce && !found.has(entry.entryId)) found.set(entry.entryId, { ...entry, by });
      }
    };
    if (said.imo) add(this.#byImo.get(said.imo), 'imo');
    add(this.#byMmsi.get(String(said.mmsi)), 'mmsi');
    if (said.shipName && said.callSign)
      add(
        this.#byName
          .get(plain(said.shipName))
          ?.filter(
            ({ callSigns, imo }) =>
              callSigns.includes(plain(said.callSign ?? '')) && (!imo || !said.imo || imo === said.imo),
          ),
        'name',
      );
    return [...found.values()];
  }

  #file(party: Party, { id, entry }: Party['members'][number]): number {
    const { properties, schema, list, designations, caption } = entry;
    const imo = (properties.imoNumber ?? []).map((text) => imoNumber(text)).find((number) => number !== null) ?? null;
    let filed = 0;
    for (const designation of designations) {
      const measures = bitingMeasures({ list, schema, designation }).map((measure) => measure.id);
      if (measures.length === 0) continue;
      filed++;
      const listed: Listed = {
        partyId: party.id,
        entryId: id,
        list,
        name: caption,
        imo,
        listedOn: designation.listedOn ?? null,
        delistedOn: designation.delistedOn ?? null,
        measures: [...new Set(measures)],
        mmsi: properties.mmsi ?? [],
        callSigns: (properties.callSign ?? []).map(plain),
      };
      if (imo) put(this.#byImo, imo, listed);
      for (const mmsi of listed.mmsi) put(this.#byMmsi, mmsi.replace(/\D/g, ''), listed);
      for (const name of [...(properties.name ?? []), ...(properties.alias ?? []), ...(properties.previousName ?? [])])
        put(this.#byName, plain(name), listed);
    }
    return Math.min(1, filed);
  }
}

function put(map: Map<string, Listed[]>, key: string, listed: Listed): void {
  const entries = map.get(key);
  if (entries) entries.push(listed);
  else map.set(key, [listed]);
}

/** Letters and digits only, upper case. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
