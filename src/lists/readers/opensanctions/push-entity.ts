import { type PartialDate, parsePartialDate } from '../../../kernel/partial-date.ts';
import { addValues, type Properties } from '../../../parties/entity.ts';
import { findSchema, type Schema } from '../../../parties/schema.ts';
import type { ListSink } from '../../list-reader.ts';
import type { DesignationRecord } from '../../list-record.ts';
import type { FtmEntity, FtmValue } from './ftm-line.ts';
import type { PassedOver } from './passed-over.ts';

interface Receiver {
  sink: ListSink;
  passedOver: PassedOver;
}

/** The properties that hold the two ends of a relation, from and to, by schema. */
const ENDS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  Ownership: ['owner', 'asset'],
  Directorship: ['director', 'organization'],
  Employment: ['employee', 'employer'],
  Membership: ['member', 'organization'],
  Representation: ['agent', 'client'],
  Family: ['person', 'relative'],
  Associate: ['person', 'associate'],
  UnknownLink: ['subject', 'object'],
};

/**
 * Pushes an entity as what it is on a list: a party, the designation of one, or a link between two. `parent` is the
 * entity around it in the nested export. Whatever else it is, is counted as passed over.
 */
export function pushEntity(entity: FtmEntity, line: number, receiver: Receiver, parent?: string): void {
  const schema = findSchema(entity.schema);
  const ends = ENDS[entity.schema];
  if (entity.schema === 'Sanction') pushDesignations(entity, line, receiver, parent);
  else if (ends) pushLinks(entity, ends, line, receiver, parent);
  else if (parent !== undefined) return;
  else if (schema?.matchable && entity.schema !== 'Address') pushParty(entity, schema, line, receiver);
  else receiver.passedOver.add(`entities of schema ${entity.schema}`, line);
}

function pushParty(entity: FtmEntity, schema: Schema, line: number, receiver: Receiver): void {
  const properties: Properties = {};
  const { caption } = entity;
  if (caption && textsOf(entity, 'name').includes(caption)) addValues(properties, 'name', caption);
  for (const [property, values] of Object.entries(entity.properties)) {
    const type = schema.properties.get(property);
    const nested = values.filter((value) => typeof value !== 'string');
    for (const inner of nested) pushEntity(inner, line, receiver, entity.id);
    if (!type) {
      if (nested.length < values.length)
        receiver.passedOver.add(`lists of property ${entity.schema}:${property}`, line);
      continue;
    }
    const texts = values.map(idOrText);
    addValues(properties, property, ...(type === 'date' ? datesOf(texts, property, line, entity.id, receiver) : texts));
  }
  if (!properties.name && !properties.publicKey && !properties.alias && !properties.registrationNumber) {
    const reason = 'the entity has no name';
    receiver.sink.reject({ place: { line }, reason, reference: entity.id, severity: 'record' });
    return;
  }
  receiver.sink.party({ key: entity.id, schema: schema.name, properties, place: { line } });
}

function pushDesignations(entity: FtmEntity, line: number, receiver: Receiver, parent?: string): void {
  const parties = endsOf(entity, 'entity', parent);
  if (parties.length === 0) {
    const reason = 'the sanction names no entity';
    receiver.sink.reject({ place: { line }, reason, reference: entity.id, severity: 'record' });
  }
  const dates = (property: string): PartialDate[] =>
    datesOf(textsOf(entity, property), property, line, entity.id, receiver);
  const programmes = [...new Set([...textsOf(entity, 'program'), ...textsOf(entity, 'programId')])];
  const listedOn = dates('listingDate')[0] ?? dates('startDate')[0] ?? null;
  const designation: Omit<DesignationRecord, 'party'> = {
    programmes: programmes.length > 0 ? programmes : textsOf(entity, 'authority'),
    listedOn,
    ...some(
      'amendedOn',
      dates('modifiedAt')
        .filter((date) => date > (listedOn ?? ''))
        .sort(),
    ),
    ...first('delistedOn', dates('endDate')),
    ...first('reference', textsOf(entity, 'authorityId')),
    ...first('unscReference', textsOf(entity, 'unscId')),
    ...some('provisions', textsOf(entity, 'provisions')),
    ...first('reason', [[...textsOf(entity, 'reason'), ...textsOf(entity, 'summary')].join('\n')].filter(Boolean)),
    place: { line },
  };
  for (const party of parties) receiver.sink.designation({ party, ...designation });
}

function pushLinks(
  entity: FtmEntity,
  [fromProperty, toProperty]: readonly [string, string],
  line: number,
  { sink }: Receiver,
  parent?: string,
): void {
  const [from, to] = [endsOf(entity, fromProperty, parent), endsOf(entity, toProperty, parent)];
  if (from.length === 0 || to.length === 0) {
    const reason = `the ${entity.schema} lacks ${from.length === 0 ? fromProperty : toProperty}`;
    sink.reject({ place: { line }, reason, reference: entity.id, severity: 'record' });
  }
  const role = [...textsOf(entity, 'role'), ...textsOf(entity, 'relationship'), ...textsOf(entity, 'percentage')].join(
    ', ',
  );
  for (const start of from) {
    for (const end of to) {
      sink.link({ schema: entity.schema, from: start, to: end, ...(role === '' ? {} : { role }), place: { line } });
    }
  }
}

/** Entities at one end of a relation; in the nested export the end that is left out is the entity around it. */
function endsOf(entity: FtmEntity, property: string, parent: string | undefined): string[] {
  const ends = (entity.properties[property] ?? []).map(idOrText).filter((id) => id !== '');
  return ends.length === 0 && parent !== undefined ? [parent] : ends;
}

function datesOf(texts: string[], property: string, line: number, id: string, { sink }: Receiver): PartialDate[] {
  return texts.flatMap((text) => {
    const date = parsePartialDate(text.replace(/T.*$/, ''));
    if (date) return [date];
    const reason = `${property} "${text.slice(0, 100)}" is not a date`;
    sink.reject({ place: { line }, reason, reference: id, severity: 'value' });
    return [];
  });
}

function textsOf(entity: FtmEntity, property: string): string[] {
  return (entity.properties[property] ?? []).filter((value) => typeof value === 'string');
}

function idOrText(value: FtmValue): string {
  return typeof value === 'string' ? value : value.id;
}

function first<Key extends string>(key: Key, values: string[]): Partial<Record<Key, string>> {
  return (values[0] ? { [key]: values[0] } : {}) as Partial<Record<Key, string>>;
}

function some<Key extends string>(key: Key, values: string[]): Partial<Record<Key, string[]>> {
  return (values.length > 0 ? { [key]: values } : {}) as Partial<Record<Key, string[]>>;
}
