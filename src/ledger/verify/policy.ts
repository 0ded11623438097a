import { isSignedByLog, type SignedCheckpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import type { Primitives } from './primitives.ts';
import { parseVerifierKey, type VerifierKey, writeVerifierKey } from './signed-note.ts';

/** Whom a reader trusts (C2SP tlog-policy): a log's key, witnesses, and how many of them must have signed. */
export interface Policy {
  logs: readonly VerifierKey[];
  witnesses: readonly PolicyWitness[];
  /** Witnesses that must have signed. 0 asks for none. */
  quorum: number;
}

export interface PolicyWitness {
  /** What the policy calls it; for us a state's code. */
  name: string;
  key: VerifierKey;
  /** Where its checkpoints are asked for. */
  url: string | null;
}

/** Two quorums share at least 2k − n members: with 7 of 11 at least three would have to sign two histories. */
export function overlapOf(quorum: number, members: number): number {
  return Math.max(0, 2 * quorum - members);
}

/** Of eleven states seven: two histories would need three that sign both, and four may refuse or be absent. */
const CHARTER = { quorum: 7, members: 11 };

/**
 * The quorum of so many witnesses: seven from eleven on, and more only where seven would no longer be most of them;
 * most of them below eleven. Below three there is none, since it could not be without a veto and without a split.
 */
export function quorumOf(members: number): number {
  if (members < 3) return 0;
  const most = Math.floor(members / 2) + 1;
  return members >= CHARTER.members ? Math.max(CHARTER.quorum, most) : most;
}

/** Members that may refuse or be absent while a quorum is still reached. */
export function spareOf(quorum: number, members: number): number {
  return members - quorum;
}

/**
 * Why a quorum cannot be used; null when it can. One that needs all gives each of them a veto; one of half or less
 * lets two histories each find a quorum.
 */
export function quorumFault(quorum: number, members: number): string | null {
  if (!Number.isSafeInteger(quorum) || quorum < 0) return 'the quorum must be a whole number';
  if (quorum === 0) return members === 0 ? null : 'a quorum of none makes the witnesses mean nothing';
  if (quorum > members) return `the quorum is ${quorum}, and there are only ${members} witnesses`;
  if (quorum === members && members > 1)
    return `a quorum of all ${members} gives each of them a veto: one absent state would stop publication`;
  if (overlapOf(quorum, members) < 1)
    return `a quorum of ${quorum} of ${members} lets two different histories each find enough signatures`;
  return null;
}

export interface Attestation {
  /** The log's key that signed; null when none of the policy's did. */
  log: VerifierKey | null;
  /** Of each witness of the policy, when it signed, in seconds since 1970; null when it did not. */
  witnesses: readonly { name: string; at: number | null }[];
  signed: number;
  quorum: number;
  /** True when the log signed and enough witnesses did. */
  holds: boolean;
}

/** What the signatures under a checkpoint are worth under a policy. A key is counted once, under whatever name. */
export function attest(primitives: Primitives, checkpoint: SignedCheckpoint, policy: Policy): Attestation {
  const log = policy.logs.find((key) => isSignedByLog(primitives, checkpoint, key)) ?? null;
  const witnesses = policy.witnesses.map(({ name, key }) => ({
    name,
    at: cosignedAt(primitives, checkpoint.note, key),
  }));
  const signed = witnesses.filter(({ at }) => at !== null).length;
  return { log, witnesses, signed, quorum: policy.quorum, holds: log !== null && signed >= policy.quorum };
}

const QUORUM_GROUP = 'quorum-of-states';

export function writePolicy({ logs, witnesses, quorum }: Policy): string {
  const lines = [
    ...logs.map((key) => `log ${writeVerifierKey(key)}`),
    ...witnesses.map(({ name, key, url }) => ['witness', name, writeVerifierKey(key), ...(url ? [url] : [])].join(' ')),
    ...(quorum > 0 ? [`group ${QUORUM_GROUP} ${quorum} ${witnesses.map(({ name }) => name).join(' ')}`] : []),
    `quorum ${quorum > 0 ? QUORUM_GROUP : 'none'}`,
  ];
  return `${lines.join('\n')}\n`;
}

interface Reading {
  logs: VerifierKey[];
  witnesses: PolicyWitness[];
  groups: Map<string, { quorum: number; names: string[] }>;
  quorum: string | null;
}

/**
 * The policy read, or what is wrong with it and on which line. Stricter than C2SP: a quorum that gives one witness a
 * veto or lets histories part is refused, and so are groups of groups.
 */
export function readPolicy(primitives: Primitives, text: string): Policy | { fault: string } {
  const reading: Reading = { logs: [], witnesses: [], groups: new Map(), quorum: null };
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.trim().split(/\s+/u);
    if (line.trim() === '' || line.startsWith('#')) continue;
    const fault = readLine(primitives, words, reading);
    if (fault) return { fault: `line ${at + 1}: ${fault}` };
  }
  return finish(reading);
}

function readLine(primitives: Primitives, [word, ...rest]: readonly string[], reading: Reading): string | null {
  if (word === 'log') {
    const key = parseVerifierKey(primitives, rest[0] ?? '');
    if (key?.type !== 'note') return 'a log is written "log KEY [ADDRESS]", with the key of a log';
    reading.logs.push(key);
    return null;
  }
  if (word === 'witness') return readWitness(primitives, rest, reading);
  if (word === 'group') return readGroup(rest, reading);
  if (word === 'quorum' && rest.length === 1) {
    if (reading.quorum !== null) return 'the quorum was already said';
    reading.quorum = rest[0] as string;
    return null;
  }
  return `"${word}" is not log, witness, group or quorum`;
}

function readWitness(primitives: Primitives, [name, keyText, url]: readonly string[], reading: Reading): string | null {
  const key = parseVerifierKey(primitives, keyText ?? '');
  if (!name || key?.type !== 'cosignature')
    return 'a witness is written "witness NAME KEY [ADDRESS]", with the key of a cosigner';
  const same = reading.witnesses.find((one) => one.name === name || writeVerifierKey(one.key) === keyText);
  if (same) return `"${name}" has the name or key of "${same.name}"`;
  reading.witnesses.push({ name, key, url: url ?? null });
  return null;
}

function readGroup([name, count, ...names]: readonly string[], reading: Reading): string | null {
  if (!name || !count || names.length === 0) return 'a group is written "group NAME k|any|all MEMBERS…"';
  const stranger = names.find((member) => !reading.witnesses.some((witness) => witness.name === member));
  if (stranger) return `"${stranger}" is not a witness named on a line before`;
  if (new Set(names).size < names.length) return 'a member is named twice';
  const quorum = count === 'any' ? 1 : count === 'all' ? names.length : Number(count);
  if (!Number.isInteger(quorum) || quorum < 1 || quorum > names.length)
    return `"${count}" is not any, all or a number up to ${names.length}`;
  reading.groups.set(name, { quorum, names });
  return null;
}

function finish({ logs, witnesses, groups, quorum }: Reading): Policy | { fault: string } {
  if (logs.length === 0) return { fault: 'it names no log' };
  if (quorum === null) return { fault: 'it has no line "quorum"' };
  if (quorum === 'none') return { logs, witnesses: [], quorum: 0 };
  const lone = witnesses.find(({ name }) => name === quorum);
  if (lone) return { logs, witnesses: [lone], quorum: 1 };
  const group = groups.get(quorum);
  if (!group) return { fault: `its quorum "${quorum}" is no witness or group that it names` };
  const fault = quorumFault(group.quorum, group.names.length);
  if (fault) return { fault };
  return { logs, witnesses: witnesses.filter(({ name }) => group.names.includes(name)), quorum: group.quorum };
}
