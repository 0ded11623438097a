import type { ListReader, ListSink, SourceSample } from '../../list-reader.ts';
import { listDate } from '../../reading/list-date.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { schemaOfType } from './labels.ts';
import { LinkedNames } from './linked-names.ts';
import { ofacListId } from './ofac-list-id.ts';
import { clean, OfacParty } from './ofac-party.ts';
import { rejectRecord } from './reject-record.ts';

/** The parts of an address in the order in which they are written. */
const ADDRESS_FIELDS = ['address1', 'address2', 'address3', 'city', 'stateOrProvince', 'postalCode'];

/**
 * OFAC's SDN.XML and CONSOLIDATED.XML (root `sdnList`, in the namespace before 2024 and in today's).
 * Key = `uid`, OFAC's entity number.
 */
export const ofacSdnXml: ListReader = {
  format: 'ofac-sdn-xml',
  title: 'OFAC list, sdnList XML',
  recognises: (sample: SourceSample) => (/<(?:\w+:)?sdnList[\s>]/.test(sample.head) ? ofacListId(sample) : null),
  async read(file, sink) {
    const list: ListSoFar = { sink, links: new LinkedNames(), known: new Set(), entries: 0, declared: null };
    await readXml(file, {
      title: "OFAC's SDN list in XML",
      roots: ['sdnList'],
      records: {
        publshInformation: (element) => readPublication(element, list),
        sdnEntry: (element) => readEntry(element, list),
      },
      ready: () => sink.ready(),
    });
    if (list.declared === null) readPublication(null, list);
    list.links.push(sink);
    if (list.declared && list.declared !== list.entries) {
      const reason = `the file declares ${list.declared} records and holds ${list.entries}; it may be a cut`;
      sink.reject({ place: { file: file.name }, reason, severity: 'value' });
    }
  },
};

interface ListSoFar {
  sink: ListSink;
  links: LinkedNames;
  known: Set<string>;
  entries: number;
  /** What the file declares; 0 when it declares nothing; null until the header is pushed. */
  declared: number | null;
}

function readPublication(element: XmlElement | null, list: ListSoFar): void {
  if (list.declared !== null) return;
  const count = Number(element?.textOf('Record_Count'));
  list.declared = Number.isInteger(count) ? count : 0;
  list.sink.header({
    publishedAt: listDate(element?.textOf('Publish_Date') ?? '', 'month-first'),
    ...(list.declared > 0 ? { declaredCount: list.declared } : {}),
  });
}

function readEntry(entry: XmlElement, list: ListSoFar): void {
  if (list.declared === null) readPublication(null, list);
  list.entries += 1;
  const key = entry.textOf('uid');
  const schema = schemaOfType(entry.textOf('sdnType'));
  const name = fullName(entry);
  const fault = faultOf(entry, { name, schema, known: list.known.has(key) });
  if (fault !== null || schema === null) {
    rejectRecord(list.sink, entry.line, fault ?? '', key);
    return;
  }
  list.known.add(key);
  const party = new OfacParty({ key, schema, place: { line: entry.line }, sink: list.sink });
  readNames(party, entry, name);
  readPersonal(party, entry);
  readIdentities(party, entry);
  readVessel(party, entry.first('vesselInfo'));
  const remark = entry.textOf('remarks');
  if (remark) party.remark(remark, 'remarks');
  list.links.bears(key, name);
  list.links.read(key, remark, party.place);
  const programmes = entry.texts('programList', 'program').map(clean);
  party.push(list.sink, [{ programmes, listedOn: party.listedOn }]);
}

function faultOf(entry: XmlElement, { name, schema, known }: { name: string; schema: string | null; known: boolean }) {
  if (entry.textOf('uid') === '') return 'the entry has no uid';
  if (name === '') return 'the party has no name';
  if (schema === null) return `party type "${entry.textOf('sdnType')}" is not known`;
  return known ? 'the uid stands on an earlier entry as well' : null;
}

/** `LAST, First`, as OFAC writes names in all its other formats; an entity has its name in lastName. */
function fullName(element: XmlElement): string {
  const last = element.textOf('lastName');
  const first = element.textOf('firstName');
  return last && first ? `${last}, ${first}` : last || first;
}

function readNames(party: OfacParty, entry: XmlElement, name: string): void {
  party.add('name', name);
  if (party.schema === 'Person') {
    party.add('lastName', entry.textOf('lastName'));
    party.add('firstName', entry.textOf('firstName'));
  }
  party.title(entry.textOf('title'));
  for (const aka of entry.at('akaList', 'aka')) {
    party.otherName(fullName(aka), aka.textOf('type'), aka.textOf('category').toLowerCase() === 'weak');
  }
}

function readPersonal(party: OfacParty, entry: XmlElement): void {
  for (const words of entry.texts('dateOfBirthList', 'dateOfBirthItem', 'dateOfBirth')) {
    if (!party.valueOf('birthDate', words)) party.note(`Date of birth: ${words}`);
  }
  for (const place of entry.texts('placeOfBirthList', 'placeOfBirthItem', 'placeOfBirth')) party.birthPlace(place);
  for (const name of entry.texts('nationalityList', 'nationality', 'country')) party.country('nationality', name);
  for (const name of entry.texts('citizenshipList', 'citizenship', 'country')) party.country('citizenship', name);
  for (const address of entry.at('addressList', 'address')) {
    const parts: string[] = [];
    for (const field of ADDRESS_FIELDS) parts.push(address.textOf(field));
    party.address(parts, address.textOf('country'));
  }
}

function readIdentities(party: OfacParty, entry: XmlElement): void {
  for (const id of entry.at('idList', 'id')) {
    party.document({
      label: id.textOf('idType'),
      number: id.textOf('idNumber'),
      country: id.textOf('idCountry'),
      issued: id.textOf('issueDate'),
      expires: id.textOf('expirationDate'),
    });
  }
}

function readVessel(party: OfacParty, vessel: XmlElement | undefined): void {
  if (!vessel) return;
  const plain = { callSign: 'callSign', vesselType: 'type' };
  for (const [element, property] of Object.entries(plain)) party.add(property, vessel.textOf(element));
  party.country('flag', vessel.textOf('vesselFlag'));
  party.valueOf('tonnage', vessel.textOf('tonnage'));
  party.valueOf('grossRegisteredTonnage', vessel.textOf('grossRegisteredTonnage'));
  const owner = vessel.textOf('vesselOwner');
  if (owner) party.note(`Vessel Owner: ${owner}`);
}
