import type { ListSink } from '../../../list-reader.ts';
import type { DesignationRecord } from '../../../list-record.ts';
import { listDate } from '../../../reading/list-date.ts';
import type { XmlElement } from '../../../reading/xml-element.ts';
import { schemaOfType } from '../labels.ts';
import { OfacParty } from '../ofac-party.ts';
import { readEnhancedNames } from './read-names.ts';

/** A relationship to another of OFAC's parties, which may be on another of its lists. */
export interface EnhancedRelation {
  label: string;
  former: boolean;
  to: string;
  name: string;
}

export interface EnhancedEntity {
  party: OfacParty;
  designations: Omit<DesignationRecord, 'party' | 'place'>[];
  relations: EnhancedRelation[];
}

/** The list of lists: everything on it is on a list of its own as well. */
const UMBRELLA = 'Consolidated List';

/** Reads an `entity` of the Enhanced layout. `unknownKind` is the schema of one that does not give its type. */
export function readEntity(
  entity: XmlElement,
  sink: Pick<ListSink, 'reject'>,
  unknownKind: string | null = 'LegalEntity',
): EnhancedEntity {
  const info = entity.first('generalInfo');
  const schema = schemaOfType(info?.textOf('entityType') ?? '') ?? unknownKind;
  const party = new OfacParty({ key: entity.attribute('id'), schema, place: { line: entity.line }, sink });
  readEnhancedNames(party, entity.at('names', 'name'));
  party.title(info?.textOf('title') ?? '');
  for (const address of entity.at('addresses', 'address')) readAddress(party, address);
  for (const feature of entity.at('features', 'feature')) {
    const [label, number, remark] = [feature.textOf('type'), feature.textOf('value'), feature.textOf('comments')];
    if (number) party.document({ label, number, remark });
  }
  for (const document of entity.at('identityDocuments', 'identityDocument')) readDocument(party, document);
  const relations = entity.at('relationships', 'relationship').map(readRelation);
  for (const { label, former, name, to } of relations) {
    party.note(`${label}${former ? ' (former)' : ''}: ${name || `entity ${to}`}`);
  }
  const remarks = info?.textOf('remarks');
  if (remarks) party.remark(remarks, 'remarks');
  return { party, designations: designationsOf(entity), relations };
}

function readAddress(party: OfacParty, address: XmlElement): void {
  const country = address.textOf('country');
  const forms = address
    .at('translations', 'translation')
    .map((form) => form.texts('addressParts', 'addressPart', 'value'));
  for (const parts of forms.some((form) => form.length > 0) ? forms.filter((form) => form.length > 0) : [[]]) {
    party.address(parts, country);
  }
}

function readDocument(party: OfacParty, document: XmlElement): void {
  const notValid = document.textOf('isValid') === 'false' ? 'not valid' : '';
  const isElsewhere = document.textOf('issuingLocation') !== document.textOf('issuingCountry');
  const location = isElsewhere ? document.textOf('issuingLocation') : '';
  party.document({
    label: document.textOf('type'),
    number: document.textOf('documentNumber'),
    country: document.textOf('issuingCountry'),
    issued: document.textOf('issueDate'),
    expires: document.textOf('expirationDate'),
    remark: [document.textOf('issuingAuthority'), location, document.textOf('comments'), notValid]
      .filter(Boolean)
      .join(', '),
  });
}

function readRelation(relationship: XmlElement): EnhancedRelation {
  const related = relationship.first('relatedEntity');
  return {
    label: relationship.textOf('type'),
    former: relationship.textOf('isFormer') === 'true',
    to: related?.attribute('entityId') ?? '',
    name: related?.text ?? '',
  };
}

/**
 * One designation for each list that the entity is on. The layout does not say which programme, measure or authority
 * belongs to which list, so that each designation names them all.
 */
function designationsOf(entity: XmlElement): EnhancedEntity['designations'] {
  const programmes = entity.texts('sanctionsPrograms', 'sanctionsProgram');
  const provisions = entity.texts('sanctionsTypes', 'sanctionsType');
  const legalBasis = entity.texts('legalAuthorities', 'legalAuthority');
  const common = {
    programmes,
    ...(provisions.length > 0 ? { provisions: [...new Set(provisions)] } : {}),
    ...(legalBasis.length > 0 ? { legalBasis: [...new Set(legalBasis)] } : {}),
  };
  const lists = entity.at('sanctionsLists', 'sanctionsList');
  const named = lists.filter((list) => list.text !== UMBRELLA);
  if (lists.length === 0) {
    return programmes.length + provisions.length + legalBasis.length > 0 ? [{ ...common, listedOn: null }] : [];
  }
  return (named.length > 0 ? named : lists).map((list) => ({
    ...common,
    reference: `${list.text} ${list.attribute('id')}`.trim(),
    listedOn: listDate(list.attribute('datePublished')),
  }));
}
