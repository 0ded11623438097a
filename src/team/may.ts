import { caveatById, clearedCaveats, isClearedFor } from './caveat.ts';
import { type Label, originatorsOf } from './label.ts';
import { type LabelAct, type Role, rolesMay } from './role.ts';
import { RULE_FACTS, RULES, type RuleId } from './rules.ts';

/** Who asks. State and organisation count for persons, programs and nodes only. */
export interface LabelSubject {
  kind: 'person' | 'key' | 'operator' | 'public' | 'node';
  state: string | null;
  organisation: string | null;
  roles: readonly Role[];
  /** What they are cleared for. */
  caveats: readonly string[];
}

export interface Decision {
  allowed: boolean;
  /** The rule that decided; its sentence is in `data/team/rules.json`. */
  rule: RuleId;
}

const DECISIONS = Object.fromEntries(
  RULES.map((rule) => [rule, Object.freeze({ allowed: RULE_FACTS.get(rule)?.permits === true, rule })]),
) as Record<RuleId, Decision>;

/**
 * Whether the subject may do the act with what bears the label, at an instant (milliseconds since 1970). Deny is the
 * default, and whatever forbids is asked before whatever permits. The database decides `read` and `write` by the same
 * rule (`src/store/migrations/0040-labels.sql`); a test holds the two against each other.
 */
export function may(subject: LabelSubject, act: LabelAct, label: Label, at: number): Decision {
  const reading = DECISIONS[readRule(subject, label, at)];
  if (act === 'read' || !reading.allowed) return reading;
  return DECISIONS[actRule(subject, act, label)];
}

/** Codes on a label by which the subject may read: `public`, and the subject's own where it acts for a state or organisation. */
export function readerCodes(subject: LabelSubject): string[] {
  return ['public', ...ownCodes(subject)];
}

/** Originators whose material the subject may write. */
export function authorCodes(subject: LabelSubject): string[] {
  const writes = subject.kind === 'node' || (subject.kind === 'person' && rolesMay(subject.roles, 'write'));
  return writes ? ownCodes(subject) : [];
}

/** The caveats that do not stand in the subject's way. */
export function subjectCaveats(subject: LabelSubject): string[] {
  return clearedCaveats(subject.caveats);
}

function ownCodes(subject: LabelSubject): string[] {
  if (!actsForSomeone(subject)) return [];
  return [subject.state, subject.organisation].filter((code) => code !== null);
}

/** A person acts for their state only in a role that reads; an administrator's role does not. */
function actsForSomeone({ kind, roles }: LabelSubject): boolean {
  return kind === 'key' || kind === 'node' || (kind === 'person' && rolesMay(roles, 'read'));
}

function readRule(subject: LabelSubject, label: Label, at: number): RuleId {
  for (const caveat of label.caveats) if (!isClearedFor(caveat, subject.caveats)) return 'caveat-without-clearance';
  const acts = actsForSomeone(subject);
  if (acts && isSoleOriginator(subject, label)) return 'originator-reads';
  // Written so that an instant that cannot be read counts as past.
  if (label.expiresAt !== null && !(Date.parse(label.expiresAt) > at)) return 'label-expired';
  if (label.relTo === 'public') return 'public-reads';
  return acts && isAmong(subject, label.relTo) ? 'released-reads' : 'not-released';
}

/** The rule on an act beyond reading, of someone who may read. */
function actRule(subject: LabelSubject, act: LabelAct, label: Label): RuleId {
  if (act === 'reply' && (subject.kind === 'public' || subject.kind === 'key')) return 'everyone-replies';
  if (subject.kind === 'node' && act === 'write')
    return isAmong(subject, originatorsOf(label.originator)) ? 'originator-writes' : 'not-the-originator';
  if (subject.kind !== 'person') return 'only-reads';
  if (!rolesMay(subject.roles, act)) return 'role-lacks-act';
  switch (act) {
    case 'write':
      return isAmong(subject, originatorsOf(label.originator)) ? 'originator-writes' : 'not-the-originator';
    case 'release':
    case 'relabel':
      return labelRule(subject, label);
    case 'quote':
      return isHeldBack(subject, label) ? 'originator-controls' : 'reader-takes-part';
    case 'dissent':
      return subject.state === null ? 'not-a-state' : 'state-dissents';
    default:
      return 'reader-takes-part';
  }
}

function labelRule(subject: LabelSubject, label: Label): RuleId {
  if (isSoleOriginator(subject, label)) return 'originator-decides';
  return isAmong(subject, originatorsOf(label.originator)) ? 'several-originators' : 'not-the-originator';
}

function isHeldBack(subject: LabelSubject, label: Label): boolean {
  if (isSoleOriginator(subject, label)) return false;
  return label.caveats.some((caveat) => caveatById(caveat)?.originatorControls === true);
}

function isSoleOriginator({ state, organisation }: LabelSubject, { originator }: Label): boolean {
  return originator === state || originator === organisation;
}

function isAmong({ state, organisation }: LabelSubject, codes: readonly string[]): boolean {
  return (state !== null && codes.includes(state)) || (organisation !== null && codes.includes(organisation));
}
