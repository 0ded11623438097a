import type { Properties } from '../parties/entity.ts';
import { captionOf } from '../parties/entity.ts';
import type {
  DesignationRecord,
  Extraction,
  LinkRecord,
  PartyChange,
  PartyRecord,
  SourcePlace,
} from './list-record.ts';

/** A party on one list with everything that the list says of it: what versions are made of. */
export interface ListEntry {
  list: string;
  key: string;
  schema: string;
  caption: string;
  properties: Properties;
  designations: Designation[];
  links: Link[];
  extracted: Extraction[];
  place?: SourcePlace;
}

/** An entry as the store keeps it. */
export interface StoredEntry extends ListEntry {
  /** ISO instant at which the party was first loaded from this list. */
  firstSeen: string;
  /** ISO instant at which this content of the entry was first loaded. */
  lastChange: string;
}

export type Designation = Omit<DesignationRecord, 'party' | 'place'>;
/** A link as seen from the party it starts from. */
export type Link = Pick<LinkRecord, 'schema' | 'to' | 'role'>;

/** The address of an entry in every API and page: `un-sc-KPe.012`. */
export function entryId(list: string, key: string): string {
  return `${list}-${key.replace(/[^\p{L}\p{N}.-]+/gu, '-')}`;
}

/** Properties that say what a party is called and where it sits: what companion files of a set carry. */
const CARRIED: Readonly<Record<string, readonly string[]>> = {
  aliases: ['alias', 'weakAlias', 'previousName'],
  addresses: ['address', 'country'],
};

/** Adds the values that a file set lacked from the party's entry in the version before; what the new file says stays first. */
export function carryOver(record: PartyRecord, before: Properties, lacks: readonly string[]): PartyRecord {
  const properties = { ...record.properties };
  for (const property of lacks.flatMap((lack) => CARRIED[lack] ?? [])) {
    const values = [...(properties[property] ?? []), ...(before[property] ?? [])];
    const names = properties.name ?? [];
    const kept = [...new Set(values)].filter((value) => property === 'country' || !names.includes(value));
    if (kept.length > 0) properties[property] = kept;
  }
  return { ...record, properties };
}

/** An entry after a delta file's change. */
export function applyChange(entry: ListEntry, change: PartyChange): ListEntry {
  const properties: Properties = {};
  for (const property of new Set([...Object.keys(entry.properties), ...Object.keys(change.add)])) {
    const gone = new Set(change.remove[property] ?? []);
    const values = [
      ...(entry.properties[property] ?? []).filter((value) => !gone.has(value)),
      ...(change.add[property] ?? []),
    ];
    if (values.length > 0) properties[property] = [...new Set(values)];
  }
  const gone = new Set((change.designations?.remove ?? []).map(programmesOf));
  const added = (change.designations?.add ?? []).map(({ party: _, place: __, ...designation }) => designation);
  return {
    ...entry,
    properties,
    caption: captionOf(entry.key, properties),
    designations: [...entry.designations.filter((designation) => !gone.has(programmesOf(designation))), ...added],
  };
}

function programmesOf(designation: Pick<Designation, 'programmes'>): string {
  return [...designation.programmes].sort().join(' ');
}
