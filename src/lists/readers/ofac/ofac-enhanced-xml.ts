import type { ListReader, ListSink, SourceSample } from '../../list-reader.ts';
import { unreadable } from '../../reading/file-errors.ts';
import { listDate } from '../../reading/list-date.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { type EnhancedRelation, readEntity } from './enhanced/read-entity.ts';
import { schemaOfType } from './labels.ts';
import { isDelta } from './ofac-delta-xml.ts';
import { ofacListId } from './ofac-list-id.ts';
import type { OfacParty } from './ofac-party.ts';
import { rejectRecord } from './reject-record.ts';
import { relationLink } from './relation-link.ts';

/**
 * OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML (root `sanctionsData`). Key = the entity's id, OFAC's entity number.
 * Values are written out in this layout, so that its reference tables are not needed.
 */
export const ofacEnhancedXml: ListReader = {
  format: 'ofac-enhanced-xml',
  title: 'OFAC list, Enhanced XML',
  recognises(sample: SourceSample): string | null {
    if (!/<(?:\w+:)?sanctionsData[\s>]/.test(sample.head) || isDelta(sample.head)) return null;
    const filters = /<filters>[\s\S]*?<\/filters>/.exec(sample.head)?.[0] ?? '';
    return filters.includes('>Consolidated List<') ? 'us-ofac-cons' : ofacListId(sample);
  },
  async read(file, sink) {
    const list: ListSoFar = { sink, schemas: new Map(), relations: [], begun: false };
    await readXml(file, {
      title: "OFAC's list in Enhanced XML",
      roots: ['sanctionsData'],
      onRoot: (root) => refuseDelta(file.name, root),
      records: {
        publicationInfo: (info) => begin(list, info),
        entity: (entity) => readParty(entity, list),
      },
      ready: () => sink.ready(),
    });
    begin(list, null);
    // Relations to parties of OFAC's other lists are kept in the notes alone.
    for (const { label, former, from, to, line } of list.relations) {
      if (list.schemas.has(to)) sink.link(relationLink({ label, former, from, to: { key: to }, line }));
    }
  },
};

interface ListSoFar {
  sink: ListSink;
  /** Schema of each party by its key. */
  schemas: Map<string, string>;
  relations: (EnhancedRelation & { from: OfacParty; line: number })[];
  begun: boolean;
}

function begin(list: ListSoFar, info: XmlElement | null): void {
  if (list.begun) return;
  list.begun = true;
  list.sink.header({ publishedAt: listDate(info?.textOf('dataAsOf') || (info?.textOf('datePublished') ?? '')) });
}

function readParty(entity: XmlElement, list: ListSoFar): void {
  begin(list, null);
  const { party, designations, relations } = readEntity(entity, list.sink);
  const type = entity.first('generalInfo')?.textOf('entityType') ?? '';
  const fault = faultOf(party.key, party.properties.name, list.schemas.has(party.key));
  if (fault !== null) {
    rejectRecord(list.sink, entity.line, fault, party.key);
    return;
  }
  if (schemaOfType(type) === null) party.report(`entity type "${type}" is not known`);
  list.schemas.set(party.key, party.schema);
  party.push(list.sink, designations);
  for (const relation of relations) list.relations.push({ ...relation, from: party, line: entity.line });
}

function faultOf(key: string, names: string[] | undefined, known: boolean): string | null {
  if (key === '') return 'the entity has no id';
  if (!names) return 'the party has no name';
  return known ? 'the id stands on an earlier entity as well' : null;
}

function refuseDelta(name: string, root: XmlElement): void {
  if (!isDelta(Object.values(root.attributes).join(' '))) return;
  throw unreadable(name, 'it is a delta file, not a whole list', 'Load it as a delta, after the list it changes.');
}
