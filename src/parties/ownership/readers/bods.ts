import type { ControlClaim, Holding, OwnershipNode, OwnershipRecords, OwnershipSource } from '../holding.ts';
import { emptyRecords } from '../holding.ts';
import { type ShareBounds, shareWithin, UNKNOWN_SHARE } from '../share.ts';
import { dayIn, type JsonObject, objectIn, objectsIn, textIn } from './json-fields.ts';

/** Interests that are shares in a sum; all others are claims of control. */
const SUMMED: Readonly<Record<string, Holding['kind']>> = { shareholding: 'ownership', votingRights: 'votes' };
/** Interests that say nothing of their kind: they may be shares, so that they leave a sum open. */
const UNSAID = new Set(['', 'unknownInterest', 'unpublishedInterest']);

interface RelationshipState {
  statement: JsonObject;
  details: JsonObject;
  saidOn: string | null;
  isClosed: boolean;
}

/**
 * Beneficial Ownership Data Standard 0.4. Statements with one `recordId` are states of one record over time: a state
 * ends where the next begins. An indirect interest with components is the sum of what they say and is left out of the
 * sums; without, it is kept as untraced.
 */
export function readBods(statements: readonly unknown[]): OwnershipRecords {
  const records = emptyRecords('bods');
  const relationships = new Map<string, RelationshipState[]>();
  const nodes = new Map<string, OwnershipNode>();
  statements.forEach((value, at) => {
    const statement = objectIn(value);
    const details = objectIn(statement?.recordDetails);
    const record = textIn(statement, 'recordId');
    if (!statement || !details || !record) {
      records.rejections.push({ record: `statement ${at + 1}`, reason: 'has no recordId or no recordDetails' });
      return;
    }
    const kind = textIn(statement, 'recordType');
    if (kind === 'entity' || kind === 'person') nodes.set(record, nodeOf(record, kind, details));
    else if (kind === 'relationship') {
      const states = relationships.get(record) ?? [];
      states.push({
        statement,
        details,
        saidOn: dayIn(statement, 'statementDate'),
        isClosed: textIn(statement, 'recordStatus') === 'closed',
      });
      relationships.set(record, states);
    } else records.rejections.push({ record, reason: `has the record type "${kind}", which BODS 0.4 does not know` });
  });
  records.nodes.push(...nodes.values());
  for (const [record, states] of relationships) {
    states.sort((one, other) => ((one.saidOn ?? '') < (other.saidOn ?? '') ? -1 : 1));
    states.forEach((state, at) => void readState(record, { state, next: states[at + 1] ?? null }, records));
  }
  return records;
}

function nodeOf(id: string, kind: 'entity' | 'person', details: JsonObject): OwnershipNode {
  const type = textIn(objectIn(details.entityType), 'type');
  const names = objectsIn(details.names).map((name) => textIn(name, 'fullName'));
  const identifiers = objectsIn(details.identifiers).flatMap((one) => {
    const [scheme, number] = [textIn(one, 'scheme'), textIn(one, 'id')];
    return scheme && number ? [`${scheme === 'XI-LEI' ? 'lei' : scheme}:${number}`.toLowerCase()] : [];
  });
  return {
    id: nodeId(id),
    name: textIn(details, 'name') || names.find(Boolean) || '',
    kind: kind === 'person' ? 'person' : type === 'arrangement' ? 'arrangement' : 'entity',
    identifiers,
  };
}

/** A prefix keeps record ids of one publisher from those of other formats. */
function nodeId(record: string): string {
  return `bods:${record}`;
}

interface StateInTime {
  state: RelationshipState;
  next: RelationshipState | null;
}

function readState(record: string, { state, next }: StateInTime, records: OwnershipRecords): void {
  const { details, saidOn } = state;
  const source: OwnershipSource = { record, saidOn };
  const subject = details.subject;
  const party = details.interestedParty;
  if (typeof subject !== 'string') {
    records.rejections.push({ record, reason: 'names no subject' });
    return;
  }
  if (typeof party !== 'string') {
    const why = objectIn(party);
    records.silences.push({
      about: nodeId(subject),
      what: 'the interested party is not named',
      reason: [textIn(why, 'reason'), textIn(why, 'description')].filter(Boolean).join(': ') || 'no reason given',
      source,
    });
    return;
  }
  const interests = objectsIn(details.interests);
  const hasComponents = Array.isArray(details.componentRecords) && details.componentRecords.length > 0;
  for (const interest of interests.length > 0 ? interests : [{}]) {
    const isIndirect = textIn(interest, 'directOrIndirect') === 'indirect';
    if (isIndirect && hasComponents) continue;
    const type = textIn(interest, 'type');
    const period = periodOf(interest, { state, next });
    if (!period) continue;
    const ends = { owner: nodeId(party), owned: nodeId(subject) };
    if (!(type in SUMMED) && !UNSAID.has(type)) records.claims.push(claimOf(ends, interest, { ...period, source }));
    else keepHolding({ ...ends, kind: SUMMED[type] ?? 'ownership', isIndirect, ...period, source }, interest, records);
  }
}

interface HoldingFacts extends Pick<Holding, 'owner' | 'owned' | 'kind' | 'from' | 'to' | 'source'> {
  isIndirect: boolean;
}

function keepHolding(facts: HoldingFacts, interest: JsonObject, records: OwnershipRecords): void {
  const { isIndirect, ...rest } = facts;
  const given = objectIn(interest.share);
  const declared = given ? shareWithin(boundsOf(given)) : UNKNOWN_SHARE;
  if (!declared) {
    records.rejections.push({
      record: facts.source.record,
      reason: `has the impossible share ${JSON.stringify(given)}`,
    });
    return;
  }
  records.holdings.push({
    ...rest,
    share: isIndirect ? UNKNOWN_SHARE : declared,
    path: isIndirect ? 'untraced' : 'direct',
    declared: isIndirect ? declared : null,
    joint: null,
  });
}

function boundsOf(share: JsonObject): ShareBounds {
  const number = (name: string): number | undefined => {
    const value = share[name];
    return value === undefined ? undefined : typeof value === 'number' ? value : Number.NaN;
  };
  return {
    exact: number('exact'),
    minimum: number('minimum'),
    maximum: number('maximum'),
    exclusiveMinimum: number('exclusiveMinimum'),
    exclusiveMaximum: number('exclusiveMaximum'),
  };
}

function claimOf(
  { owner, owned }: { owner: string; owned: string },
  interest: JsonObject,
  rest: Pick<ControlClaim, 'from' | 'to' | 'source'>,
): ControlClaim {
  return {
    controller: owner,
    controlled: owned,
    means: textIn(interest, 'type'),
    details: textIn(interest, 'details') || null,
    ...rest,
  };
}

/**
 * When an interest held as this statement says. It ends on its own end date, else when the record is closed, else when
 * the next statement on it takes over: on the day from which that one says something new. Null when no day is left.
 */
function periodOf(
  interest: JsonObject,
  { state, next }: StateInTime,
): { from: string | null; to: string | null } | null {
  if (state.isClosed && dayIn(interest, 'endDate') === null) return null;
  const start = dayIn(interest, 'startDate');
  const end = dayIn(interest, 'endDate');
  const from = start ?? state.saidOn;
  const to = end ?? (next ? takenOverOn(interest, next) : null);
  if (from !== null && to !== null && to <= from) return null;
  if (state.isClosed) return null;
  return { from, to };
}

/** A later state that repeats the start corrects nothing before the day it was said. */
function takenOverOn(interest: JsonObject, next: RelationshipState): string | null {
  const same = objectsIn(next.details.interests).find((one) => textIn(one, 'type') === textIn(interest, 'type'));
  if (!same) return next.saidOn;
  const [before, after] = [dayIn(interest, 'startDate'), dayIn(same, 'startDate')];
  const end = dayIn(same, 'endDate');
  if (end !== null) return end;
  return after !== null && (before === null || after > before) ? after : next.saidOn;
}
