import type { OwnershipRecords } from '../holding.ts';
import { emptyRecords } from '../holding.ts';
import { UNKNOWN_SHARE, WHOLE } from '../share.ts';
import { dayOfText } from './json-fields.ts';

/** One record of the Global LEI System, from XML or JSON alike: the text at a path of names, and all at it. */
export interface GleifRecord {
  text(...path: string[]): string;
  /** Periods of a relationship. */
  periods(): { type: string; start: string; end: string }[];
}

const CONSOLIDATIONS = new Set(['IS_DIRECTLY_CONSOLIDATED_BY', 'IS_ULTIMATELY_CONSOLIDATED_BY']);
/** Registrations that withdraw what they registered. */
const VOID = new Set(['ANNULLED', 'DUPLICATE']);
const LEI = /^[0-9A-Z]{18}[0-9]{2}$/;

const REASONS: Readonly<Record<string, string>> = {
  NO_KNOWN_PERSON: 'no person is known to control it',
  NON_CONSOLIDATING: 'the parent does not consolidate it',
  NATURAL_PERSONS: 'it is controlled by natural persons without an intermediate firm that consolidates it',
  NO_LEI: 'the parent has no LEI or does not consent to have one',
  NON_PUBLIC: 'the relationship is not public',
  BINDING_LEGAL_COMMITMENTS: 'a contract or law keeps it from being published',
  LEGAL_OBSTACLES: 'the law keeps it from being published',
  CONSENT_NOT_OBTAINED: 'the parent did not consent',
  DETRIMENT_NOT_EXCLUDED: 'publication might do harm',
  DISCLOSURE_DETRIMENTAL: 'publication would do harm',
};

/** Level 1: who is who. */
export function readLei(record: GleifRecord, into: OwnershipRecords): void {
  const lei = record.text('LEI');
  if (!LEI.test(lei)) {
    into.rejections.push({ record: lei || 'LEI record', reason: `"${lei}" is no LEI` });
    return;
  }
  const authority = record.text('Entity', 'RegistrationAuthority', 'RegistrationAuthorityID');
  const number = record.text('Entity', 'RegistrationAuthority', 'RegistrationAuthorityEntityID');
  into.nodes.push({
    id: leiId(lei),
    name: record.text('Entity', 'LegalName'),
    kind: 'entity',
    identifiers: [leiId(lei), ...(authority && number ? [`${authority}:${number}`.toLowerCase()] : [])],
  });
}

/**
 * Level 2: accounting consolidation is control by the accounts and no statement of shares. It is a claim, and leaves the
 * sum open: the parent may hold any share. An international branch is the same legal person, so all of it.
 */
export function readRelationship(record: GleifRecord, into: OwnershipRecords): void {
  const [child, parent] = [
    record.text('Relationship', 'StartNode', 'NodeID'),
    record.text('Relationship', 'EndNode', 'NodeID'),
  ];
  const type = record.text('Relationship', 'RelationshipType');
  const name = `${child} ${type} ${parent}`;
  if (!LEI.test(child) || !LEI.test(parent)) {
    into.rejections.push({ record: name, reason: 'one of its ends is no LEI' });
    return;
  }
  const status = record.text('Registration', 'RegistrationStatus');
  if (VOID.has(status)) {
    into.rejections.push({ record: name, reason: `its registration is ${status.toLowerCase()}` });
    return;
  }
  for (const lei of [child, parent]) into.nodes.push(bare(lei));
  const source = { record: name, saidOn: dayOfText(record.text('Registration', 'LastUpdateDate')) };
  const period = periodOf(record, record.text('Relationship', 'RelationshipStatus') === 'INACTIVE', source.saidOn);
  const ends = { owner: leiId(parent), owned: leiId(child) };
  if (type === 'IS_INTERNATIONAL_BRANCH_OF') {
    const whole = { min: WHOLE, max: WHOLE };
    into.holdings.push({
      ...ends,
      ...period,
      share: whole,
      kind: 'ownership',
      path: 'direct',
      declared: null,
      joint: null,
      source,
    });
    return;
  }
  if (CONSOLIDATIONS.has(type))
    into.holdings.push({
      ...ends,
      ...period,
      share: UNKNOWN_SHARE,
      kind: 'ownership',
      path: 'untraced',
      declared: null,
      joint: null,
      source,
    });
  into.claims.push({
    controller: ends.owner,
    controlled: ends.owned,
    means: type.toLowerCase().replaceAll('_', '-'),
    details: status === 'LAPSED' ? 'the registration has lapsed: nobody has confirmed it since' : null,
    ...period,
    source,
  });
}

/** Level 2: why no parent is reported. */
export function readException(record: GleifRecord, into: OwnershipRecords): void {
  const lei = record.text('LEI');
  const reason = record.text('ExceptionReason');
  if (!LEI.test(lei)) {
    into.rejections.push({ record: lei || 'exception', reason: `"${lei}" is no LEI` });
    return;
  }
  into.nodes.push(bare(lei));
  const what = record.text('ExceptionCategory').startsWith('ULTIMATE') ? 'ultimate' : 'direct';
  into.silences.push({
    about: leiId(lei),
    what: `no ${what} parent is reported`,
    reason: `${reason}: ${REASONS[reason] ?? 'a reason that this program does not know'}`,
    source: { record: `${lei} ${what}`, saidOn: dayOfText(record.text('ContentDate')) },
  });
}

export function leiId(lei: string): string {
  return `lei:${lei.toLowerCase()}`;
}

function bare(lei: string): OwnershipRecords['nodes'][number] {
  return { id: leiId(lei), name: '', kind: 'entity', identifiers: [leiId(lei)] };
}

/** Of the three kinds of period only the relationship's own says when it held. */
function periodOf(
  record: GleifRecord,
  isOver: boolean,
  saidOn: string | null,
): { from: string | null; to: string | null } {
  const own = record.periods().find(({ type }) => type === 'RELATIONSHIP_PERIOD');
  return { from: dayOfText(own?.start ?? ''), to: dayOfText(own?.end ?? '') ?? (isOver ? saidOn : null) };
}

/** The format of a GLEIF file by what its first record holds; null when it is none. */
export function gleifFormat(keys: readonly string[]): 'gleif-lei' | 'gleif-rr' | 'gleif-repex' | null {
  if (keys.includes('ExceptionCategory')) return 'gleif-repex';
  if (keys.includes('Relationship')) return 'gleif-rr';
  return keys.includes('LEI') && keys.includes('Entity') ? 'gleif-lei' : null;
}

export const GLEIF_READERS = {
  'gleif-lei': readLei,
  'gleif-rr': readRelationship,
  'gleif-repex': readException,
} as const;

export function emptyGleif(format: keyof typeof GLEIF_READERS): OwnershipRecords {
  return emptyRecords(format);
}
