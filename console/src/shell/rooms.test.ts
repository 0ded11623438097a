import { describe, expect, it } from 'vitest';
import { GROUPS, placeOf } from './rooms.ts';

describe('the pages of the header', () => {
  it.each([
    ['/', '/'],
    ['/party/un-sc-KPe.020', '/'],
    ['/lists/un-sc', '/lists'],
    ['/lists/who', '/lists/who'],
    ['/ledger/check', '/ledger/check'],
    ['/vessels/445000001', '/vessels'],
  ])('has %s in the room %s', (path, href) => {
    expect(placeOf(path)?.href).toBe(href);
  });

  it('has no room for an address of none', () => {
    expect(placeOf('/sign-in')).toBeNull();
    expect(placeOf('/listsx')).toBeNull();
  });

  it('has every page once', () => {
    const all = GROUPS.flatMap(({ rooms }) => rooms.map(({ href }): string => href));
    expect(new Set(all).size).toBe(all.length);
  });
});
