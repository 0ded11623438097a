import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../team/role.ts';
import { may } from './policy.ts';
import { ACTS, type Act, type Subject } from './route.ts';

const person = (...roles: Role[]): Subject => ({
  kind: 'person',
  name: 'EXERCISE',
  person: {
    id: 'p',
    login: 'exercise',
    name: 'EXERCISE',
    state: 'JP',
    organisation: null,
    roles,
    caveats: [],
    exercise: true,
    session: 's',
    expiresAt: '2027-01-01T00:00:00Z',
  },
});
const PUBLIC: Subject = { kind: 'public', name: 'public' };
const key = (...scopes: Act[]): Subject => ({ kind: 'key', name: 'EXERCISE', scopes });
const OPEN = [
  'service.probe',
  'regime.read',
  'lists.read',
  'lists.update',
  'parties.read',
  'screening.ask',
  'findings.read',
  'vessels.read',
  'trade.read',
  'wallets.read',
  'ledger.read',
  'ledger.witness',
  'session.use',
  'team.read',
  'cases.read',
  'evidence.read',
  'exchange.pull',
  'updates.read',
  'relief.read',
];

/** Every act that the subject may do beyond those open to all: an act that is new stands in none until it is written here. */
const BEYOND: [string, Subject, Act[]][] = [
  ['the public', PUBLIC, []],
  ['a person without a role', person(), []],
  [
    'an analyst',
    person('analyst'),
    [
      'parties.merge',
      'screening.decide',
      'screening.subscribe',
      'batch.read',
      'batch.run',
      'wallets.trace',
      'team.people',
      'team.comment',
      'cases.act',
      'evidence.add',
      'evidence.open',
      'evidence.rate',
      'evidence.hold',
      'evidence.check',
    ],
  ],
  ['a releaser', person('releaser'), ['team.people', 'team.comment', 'cases.act', 'evidence.open']],
  [
    'a coordinator',
    person('coordinator'),
    [
      'screening.audit',
      'team.people',
      'team.comment',
      'team.accede',
      'cases.act',
      'relief.keep',
      'evidence.add',
      'evidence.open',
      'evidence.hold',
      'evidence.check',
    ],
  ],
  [
    'a witness officer',
    person('witness-officer'),
    ['team.people', 'cases.act', 'evidence.add', 'evidence.open', 'evidence.hold', 'evidence.check', 'evidence.erase'],
  ],
  ['an administrator', person('administrator'), ['team.people', 'team.manage']],
  [
    'the operator',
    { kind: 'operator', name: 'operator' },
    [
      'parties.merge',
      'screening.decide',
      'screening.audit',
      'screening.subscribe',
      'batch.read',
      'batch.run',
      'wallets.trace',
      'exchange.read',
      'evidence.check',
      'evidence.erase',
      'team.people',
      'team.manage',
      'team.accede',
      'relief.keep',
    ],
  ],
];

describe('may() of the server', () => {
  it.each(BEYOND)('lets %s do what is open to all, and just this besides', (_, subject, beyond) => {
    expect(ACTS.filter((act) => may(subject, act)).sort()).toEqual([...OPEN, ...beyond].sort());
  });

  it('adds the roles of a person up', () => {
    const all = person(...ROLES);
    for (const role of ROLES) for (const act of ACTS) if (may(person(role), act)) expect(may(all, act)).toBe(true);
  });

  it('lets a key do what its scopes say, but nothing that takes a person', () => {
    const master = key(...ACTS);
    const refused = ACTS.filter((act) => !may(master, act));
    expect(refused).toEqual([
      'team.people',
      'team.manage',
      'team.accede',
      'team.comment',
      'cases.act',
      'evidence.add',
      'evidence.open',
      'evidence.rate',
      'evidence.hold',
      'evidence.check',
      'evidence.erase',
    ]);
    expect(may(key('batch.read'), 'batch.run')).toBe(false);
  });

  it('asks of the public, once there are keys, a key for screening; people need none', () => {
    const keyed: Subject = { ...PUBLIC, keysRequired: true };
    expect(may(keyed, 'screening.ask')).toBe(false);
    expect(may(key('batch.read'), 'screening.ask')).toBe(false);
    expect(may(person('analyst'), 'screening.ask')).toBe(true);
  });
});
