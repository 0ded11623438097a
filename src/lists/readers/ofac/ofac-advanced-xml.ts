import type { ListReader, ListSink, SourceSample } from '../../list-reader.ts';
import { FETCH_AGAIN, unreadable } from '../../reading/file-errors.ts';
import { readXml } from '../../reading/read-xml.ts';
import type { XmlElement } from '../../reading/xml-element.ts';
import { dateOf } from './advanced/date-period.ts';
import { readDocument, readFeatures } from './advanced/features.ts';
import { type OfacLocation, readLocation } from './advanced/locations.ts';
import { readNames } from './advanced/names.ts';
import { ReferenceValues } from './advanced/reference-values.ts';
import { readSanctionsEntry } from './advanced/sanctions-entry.ts';
import { schemaOfType } from './labels.ts';
import { ofacListId } from './ofac-list-id.ts';
import { type OfacDocument, OfacParty } from './ofac-party.ts';
import { rejectRecord } from './reject-record.ts';
import { relationLink } from './relation-link.ts';

/**
 * OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML (root `Sanctions`, in the namespace before 2024 and in today's).
 * Key = FixedRef, OFAC's entity number. A designation is one SanctionsEntry.
 */
export const ofacAdvancedXml: ListReader = {
  format: 'ofac-advanced-xml',
  title: 'OFAC list, Advanced XML',
  recognises: (sample: SourceSample) => (/<(?:\w+:)?Sanctions[\s>]/.test(sample.head) ? ofacListId(sample) : null),
  async read(file, sink) {
    const reading = new AdvancedReading(file.name, sink);
    await readXml(file, {
      title: "OFAC's list in Advanced XML",
      roots: ['Sanctions'],
      onRoot: (root) => reading.version(root),
      records: {
        DateOfIssue: (element) => reading.header(element),
        ReferenceValueSets: (element) => reading.referenceValues(element),
        Location: (element) => reading.location(element),
        IDRegDocument: (element) => reading.document(element),
        DistinctParty: (element) => reading.party(element),
        ProfileRelationship: (element) => reading.relationship(element),
        SanctionsEntry: (element) => reading.entry(element),
      },
      ready: () => sink.ready(),
    });
    reading.end();
  },
};

/** What is kept of an Advanced file while it passes: its tables, and which profile became which party. */
class AdvancedReading {
  readonly #file: string;
  readonly #sink: ListSink;
  readonly #values: ReferenceValues;
  readonly #locations = new Map<string, OfacLocation>();
  readonly #documents = new Map<string, OfacDocument[]>();
  readonly #profiles = new Map<string, { key: string; keys: string[]; schema: string }>();
  readonly #known = new Set<string>();
  #version = '';
  #begun = false;

  constructor(file: string, sink: ListSink) {
    this.#file = file;
    this.#sink = sink;
    this.#values = new ReferenceValues((reason) => {
      this.header(null);
      sink.reject({ place: { file }, reason, severity: 'value' });
    });
  }

  version(root: XmlElement): void {
    this.#version = root.attribute('Version');
  }

  header(issued: XmlElement | null): void {
    if (this.#begun) return;
    this.#begun = true;
    const publishedAt = dateOf(issued ?? undefined);
    this.#sink.header({ publishedAt, ...(this.#version ? { notes: { version: this.#version } } : {}) });
  }

  referenceValues(element: XmlElement): void {
    this.#beforeParties(element);
    this.#values.read(element);
  }

  location(element: XmlElement): void {
    this.#beforeParties(element);
    this.#locations.set(element.attribute('ID'), readLocation(element, this.#values));
  }

  document(element: XmlElement): void {
    this.#beforeParties(element);
    const identity = element.attribute('IdentityID');
    const held = this.#documents.get(identity);
    const document = readDocument(element, this.#values);
    if (held) held.push(document);
    else this.#documents.set(identity, [document]);
  }

  party(element: XmlElement): void {
    this.header(null);
    const key = element.attribute('FixedRef') || (element.first('Profile')?.attribute('ID') ?? '');
    for (const profile of element.all('Profile')) this.#profile(key, element, profile);
    if (!element.first('Profile')) this.#reject(element, 'the party has no profile', key);
  }

  /** A link that leads off the list is a value left out, not a party: it says nothing against the file. */
  relationship(element: XmlElement): void {
    this.header(null);
    const [from, to] = ['From-ProfileID', 'To-ProfileID'].map((name) => this.#profiles.get(element.attribute(name)));
    const label = this.#values.words('RelationType', element.attribute('RelationTypeID'));
    if (!from || !to) {
      const other = `${element.attribute('From-ProfileID')} to ${element.attribute('To-ProfileID')}`;
      const reason = `relationship "${label}" runs from ${other}, which are not both on this list`;
      this.#sink.reject({ place: { line: element.line }, reason, severity: 'value' });
      return;
    }
    const former = element.attribute('Former') === 'true';
    this.#sink.link(relationLink({ label, former, from, to, line: element.line }));
  }

  entry(element: XmlElement): void {
    const profile = this.#profiles.get(element.attribute('ProfileID'));
    if (!profile) {
      this.#reject(element, 'the sanctions entry is for a profile that the file does not hold');
      return;
    }
    const designation = readSanctionsEntry(element, this.#values);
    for (const party of profile.keys) this.#sink.designation({ ...designation, party });
  }

  /** Documents are joined to parties by identity; those that no party took are counted. */
  end(): void {
    this.header(null);
    if (this.#documents.size === 0) return;
    const reason = `documents of ${this.#documents.size} identities belong to no party that was loaded`;
    this.#sink.reject({ place: { file: this.#file }, reason, severity: 'value' });
  }

  #profile(key: string, element: XmlElement, profile: XmlElement): void {
    const place = { line: element.line };
    const schema = this.#schemaOf(profile, key);
    const party = new OfacParty({ key, schema, place, sink: this.#sink });
    readNames(party, profile, this.#values);
    const fault = this.#faultOf(party, element);
    if (fault) {
      this.#reject(element, fault, key);
      return;
    }
    this.#known.add(key);
    readFeatures(party, profile, { values: this.#values, locations: this.#locations });
    for (const identity of profile.all('Identity')) {
      for (const document of this.#documents.get(identity.attribute('ID')) ?? []) party.document(document);
      this.#documents.delete(identity.attribute('ID'));
    }
    for (const comment of [element.textOf('Comment'), profile.textOf('Comment')]) {
      if (comment) party.remark(comment, 'Comment');
    }
    party.push(this.#sink, []);
    this.#profiles.set(profile.attribute('ID') || key, { key, keys: party.keys, schema });
  }

  #faultOf(party: OfacParty, element: XmlElement): string | null {
    if (party.key === '') return 'the party has no number';
    if (/remove|delete/i.test(element.attribute('DeltaAction'))) return 'the party is marked as removed';
    if (!party.properties.name) return 'the party has no name';
    return this.#known.has(party.key) ? 'the number stands on an earlier party or profile as well' : null;
  }

  /** Vessel and aircraft are subtypes; persons and entities are types. A kind that is not said is a legal entity. */
  #schemaOf(profile: XmlElement, reference: string): string {
    const id = profile.attribute('PartySubTypeID');
    const subtype = this.#values.find('PartySubType', id);
    const type = this.#values.find('PartyType', subtype?.attribute('PartyTypeID') ?? '');
    const schema = schemaOfType(subtype?.text ?? '') ?? schemaOfType(type?.text ?? '');
    if (schema) return schema;
    const reason = `party subtype "${id}" is not among the file's reference values; the party's kind is not known`;
    this.#sink.reject({ place: { line: profile.line }, reason, reference, severity: 'value' });
    return 'LegalEntity';
  }

  #reject(element: XmlElement, reason: string, reference?: string): void {
    this.header(null);
    rejectRecord(this.#sink, element.line, reason, reference);
  }

  /** Parties point at tables, places and documents, so that these must have passed by. */
  #beforeParties(element: XmlElement): void {
    if (this.#known.size === 0) return;
    const state = `gives <${element.name}> after the first party, which OFAC's files never do`;
    throw unreadable(this.#file, state, FETCH_AGAIN, element.line);
  }
}
