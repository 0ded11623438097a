import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLabel, anySubject, NOON } from './fixtures/arbitrary-label.ts';
import { type Label, normalLabel } from './label.ts';
import { type LabelSubject, may } from './may.ts';
import { LABEL_ACTS, type LabelAct, ROLE_FACTS, ROLES } from './role.ts';
import { RULE_FACTS, RULES } from './rules.ts';

const person = (state: string, ...roles: LabelSubject['roles']): LabelSubject => ({
  kind: 'person',
  state,
  organisation: null,
  roles,
  caveats: [],
});
const OPERATOR: LabelSubject = { kind: 'operator', state: 'JP', organisation: null, roles: [...ROLES], caveats: [] };
const EVERYONE: LabelSubject = { ...OPERATOR, kind: 'public' };
const label = (more: Partial<Label> = {}): Label =>
  normalLabel({ originator: 'JP', relTo: ['FR'], caveats: [], expiresAt: null, ...more });
const rule = (subject: LabelSubject, act: LabelAct, of: Label): string => may(subject, act, of, NOON).rule;

describe('may()', () => {
  it('lets the originator and those it released to read, and nobody else', () => {
    expect(rule(person('JP', 'analyst'), 'read', label())).toBe('originator-reads');
    expect(rule(person('FR', 'analyst'), 'read', label())).toBe('released-reads');
    expect(rule(person('KR', 'analyst'), 'read', label())).toBe('not-released');
    expect(rule(EVERYONE, 'read', label({ relTo: 'public' }))).toBe('public-reads');
    expect(rule(EVERYONE, 'read', label())).toBe('not-released');
  });

  it('reads a set of readers as any of them, organisations too', () => {
    const group = { ...person('XX', 'analyst'), state: null, organisation: 'OSC-GROUP' };
    expect(rule(group, 'read', label({ relTo: ['FR', 'OSC-GROUP'] }))).toBe('released-reads');
    expect(rule(group, 'dissent', label({ relTo: ['OSC-GROUP'] }))).toBe('role-lacks-act');
    expect(rule({ ...group, roles: ['coordinator'] }, 'dissent', label({ relTo: ['OSC-GROUP'] }))).toBe('not-a-state');
  });

  it('gives the operator nothing that is not public, whatever else is said of it', () => {
    for (const act of LABEL_ACTS) expect(may(OPERATOR, act, label(), NOON).allowed).toBe(false);
    expect(rule(OPERATOR, 'write', label({ relTo: 'public' }))).toBe('only-reads');
  });

  it('lets a caveat win over every release, the originator and the public included', () => {
    const witness = label({ relTo: 'public', caveats: ['WITNESS'] });
    expect(rule(person('JP', 'analyst'), 'read', witness)).toBe('caveat-without-clearance');
    expect(rule(EVERYONE, 'read', witness)).toBe('caveat-without-clearance');
    expect(rule({ ...person('FR', 'analyst'), caveats: ['WITNESS'] }, 'read', witness)).toBe('public-reads');
    expect(rule(person('JP', 'analyst'), 'read', label({ caveats: ['NEVER-HEARD-OF'] }))).toBe(
      'caveat-without-clearance',
    );
  });

  it('falls back to the originator alone from the instant of expiry on', () => {
    const expired = label({ relTo: 'public', expiresAt: new Date(NOON).toISOString() });
    expect(rule(person('FR', 'analyst'), 'read', expired)).toBe('label-expired');
    expect(rule(EVERYONE, 'read', expired)).toBe('label-expired');
    expect(rule(person('JP', 'analyst'), 'read', expired)).toBe('originator-reads');
    expect(may(EVERYONE, 'read', expired, NOON - 1).rule).toBe('public-reads');
    expect(may(EVERYONE, 'read', { ...expired, expiresAt: 'never' }, NOON).rule).toBe('label-expired');
  });

  it('leaves the label to its sole originator, and ORCON material where it is', () => {
    const orcon = label({ caveats: ['ORCON'] });
    expect(rule(person('JP', 'releaser'), 'release', orcon)).toBe('originator-decides');
    expect(rule(person('FR', 'releaser'), 'release', orcon)).toBe('not-the-originator');
    expect(rule(person('JP', 'releaser'), 'release', label({ originator: 'FR+JP', relTo: ['FR', 'JP'] }))).toBe(
      'several-originators',
    );
    expect(rule(person('FR', 'analyst'), 'quote', orcon)).toBe('originator-controls');
    expect(rule(person('FR', 'analyst'), 'quote', label())).toBe('reader-takes-part');
    expect(rule(person('JP', 'analyst'), 'quote', orcon)).toBe('reader-takes-part');
  });

  it('lets every state that reads a text dissent from it, and needs nobody else for it', () => {
    expect(rule(person('FR', 'releaser'), 'dissent', label())).toBe('state-dissents');
    expect(rule(person('FR', 'analyst'), 'dissent', label())).toBe('role-lacks-act');
    expect(rule(person('KR', 'releaser'), 'dissent', label())).toBe('not-released');
  });

  it('lets who may read what is said of them reply, and programs do nothing else', () => {
    const out = label({ relTo: 'public' });
    expect(rule(EVERYONE, 'reply', out)).toBe('everyone-replies');
    expect(rule({ ...person('FR'), kind: 'key' }, 'read', label())).toBe('released-reads');
    expect(rule({ ...person('FR'), kind: 'key' }, 'comment', label())).toBe('only-reads');
    expect(rule({ ...person('JP'), kind: 'node' }, 'write', label())).toBe('originator-writes');
    expect(rule({ ...person('FR'), kind: 'node' }, 'write', label())).toBe('not-the-originator');
  });

  it('keeps an administrator from all that is not public', () => {
    expect(rule(person('JP', 'administrator'), 'read', label())).toBe('not-released');
    expect(rule(person('JP'), 'read', label())).toBe('not-released');
    expect(rule(person('JP', 'administrator', 'analyst'), 'read', label())).toBe('originator-reads');
  });

  it('lets nobody do anything with what they may not read', () => {
    fc.assert(
      fc.property(anySubject, fc.constantFrom(...LABEL_ACTS), anyLabel, (subject, act, one) => {
        if (may(subject, act, one, NOON).allowed) expect(may(subject, 'read', one, NOON).allowed).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reaches every rule, and every rule has a sentence', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(anySubject, fc.constantFrom(...LABEL_ACTS), anyLabel, (subject, act, one) => {
        const decision = may(subject, act, one, NOON);
        reached.add(decision.rule);
        expect(decision.allowed).toBe(RULE_FACTS.get(decision.rule)?.permits);
      }),
      { numRuns: 50_000, seed: 1718 },
    );
    expect([...reached].sort()).toEqual([...RULES].sort());
    expect([...RULE_FACTS.keys()].sort()).toEqual([...RULES].sort());
    expect(ROLE_FACTS.map(({ id }) => id)).toEqual([...ROLES]);
    for (const { acts } of ROLE_FACTS) expect(acts.filter((act) => !LABEL_ACTS.includes(act))).toEqual([]);
  });
});
