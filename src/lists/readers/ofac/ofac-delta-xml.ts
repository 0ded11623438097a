import type { Properties } from '../../../parties/entity.ts';
import type { ListReader, ListSink, SourceSample } from '../../list-reader.ts';
import type { DesignationRecord, PartyChange } from '../../list-record.ts';
import { unreadable } from '../../reading/file-errors.ts';
import { listDate } from '../../reading/list-date.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { type EnhancedEntity, readEntity } from './enhanced/read-entity.ts';
import { viewOf } from './enhanced/view-of.ts';
import { ofacListId } from './ofac-list-id.ts';
import { rejectRecord } from './reject-record.ts';

const REMOVALS = /^(?:remove|delete)$/;
/** What is wrong with values that go is of no interest. */
const QUIET = { reject: (): void => {} };
const CHANGES = /^(?:|change|modify|update)$/;

/**
 * OFAC's delta files (root `sanctionsData`, namespace `…/DeltaFile/1.0`): what one publication changed, in the
 * Enhanced layout with an `action` on what was added, updated or removed. Key = the entity's id.
 */
export const ofacDeltaXml: ListReader = {
  format: 'ofac-delta-xml',
  title: 'OFAC delta file',
  recognises(sample: SourceSample): string | null {
    return /<(?:\w+:)?sanctionsData[\s>]/.test(sample.head) && isDelta(sample.head) ? ofacListId(sample) : null;
  },
  async read(file, sink) {
    const list = ofacListId({ name: file.name, head: '' });
    let begun = false;
    const begin = (info: XmlElement | null): void => {
      if (begun) return;
      begun = true;
      const type = info?.textOf('publicationType');
      const publishedAt = listDate(info?.textOf('datePublished') ?? '');
      sink.header({ publishedAt, delta: true, ...(type ? { notes: { publicationType: type } } : {}) });
    };
    await readXml(file, {
      title: 'an OFAC delta file',
      roots: ['sanctionsData'],
      onRoot: (root) => refuseWholeList(file.name, root),
      records: {
        publicationInfo: begin,
        entity: (entity) => {
          begin(null);
          readAction(entity, { sink, list });
        },
      },
      ready: () => sink.ready(),
    });
    begin(null);
  },
};

/** True for the root of a delta file; both layouts share the root's name. */
export function isDelta(text: string): boolean {
  return /\/DeltaFile\//i.test(text);
}

interface Target {
  sink: ListSink;
  /** The list that the delta changes; OFAC's deltas tell of all its lists at once. */
  list: ReturnType<typeof ofacListId>;
}

function readAction(entity: XmlElement, { sink, list }: Target): void {
  const action = entity.attribute('action').toLowerCase();
  const id = entity.attribute('id');
  const reject = (reason: string): void => rejectRecord(sink, entity.line, reason, id);
  if (id === '') reject('the entity has no id');
  else if (action === 'add' && !isOn(entity, list)) reject(`the party is on none of the lists that ${list} holds`);
  else if (action === 'add') readAddition(entity, sink, reject);
  else if (REMOVALS.test(action)) for (const key of readEntity(entity, QUIET).party.keys) sink.removal(key);
  else if (CHANGES.test(action)) readChange(entity, sink);
  else reject(`action "${action}" is not known`);
}

/** An added party names its lists; one that names none counts for the list at hand. */
function isOn(entity: XmlElement, list: Target['list']): boolean {
  const lists = entity.texts('sanctionsLists', 'sanctionsList');
  return lists.length === 0 || lists.some((name) => (name === 'SDN List') === (list === 'us-ofac-sdn'));
}

function readAddition(entity: XmlElement, sink: ListSink, reject: (reason: string) => void): void {
  const { party, designations } = readEntity(viewOf(entity, 'after'), sink);
  if (party.properties.name) party.push(sink, designations);
  else reject('the party has no name');
}

/** What a changed party loses and gains: its data before the change and after it, compared. */
function readChange(entity: XmlElement, sink: ListSink): void {
  const before = readEntity(viewOf(entity, 'before'), QUIET, null);
  const after = readEntity(viewOf(entity, 'after'), sink, null);
  const place = { line: entity.line };
  const add = without(after.party.properties, before.party.properties);
  const remove = without(before.party.properties, after.party.properties);
  const change: PartyChange = { party: after.party.key, add, remove, place };
  const gained = newDesignations(after, before);
  const lost = newDesignations(before, after);
  if (gained.length + lost.length > 0) change.designations = { add: gained, remove: lost };
  if (change.designations || Object.keys(add).length + Object.keys(remove).length > 0) sink.change(change);
  changeWallets(before, after, sink);
}

/** Wallets are parties of their own; a new one is designated by what the delta says of its holder. */
function changeWallets(before: EnhancedEntity, after: EnhancedEntity, sink: ListSink): void {
  const [held, holds] = [new Set(before.party.keys), new Set(after.party.keys)];
  for (const record of after.party.records()) {
    if (held.has(record.key)) continue;
    sink.party(record);
    for (const designation of after.designations) {
      sink.designation({ ...designation, party: record.key, place: after.party.place });
    }
    if (after.designations.length > 0) continue;
    after.party.report(
      `the delta adds wallet ${record.key} and does not say under which programme its holder is listed`,
    );
  }
  for (const key of held) if (!holds.has(key)) sink.removal(key);
}

function without(properties: Properties, others: Properties): Properties {
  const left: Properties = {};
  for (const [property, values] of Object.entries(properties)) {
    const own = values.filter((value) => !others[property]?.includes(value));
    if (own.length > 0) left[property] = own;
  }
  return left;
}

function newDesignations(ours: EnhancedEntity, theirs: EnhancedEntity): DesignationRecord[] {
  const known = new Set(theirs.designations.map((designation) => JSON.stringify(designation)));
  return ours.designations
    .filter((designation) => !known.has(JSON.stringify(designation)))
    .map((designation) => ({ ...designation, party: ours.party.key, place: ours.party.place }));
}

function refuseWholeList(name: string, root: XmlElement): void {
  const namespaces = Object.values(root.attributes).join(' ');
  if (isDelta(namespaces) || !/ENHANCED_XML/.test(namespaces)) return;
  throw unreadable(name, 'it is a whole list, not a delta file', 'Load it as the list it is.');
}
