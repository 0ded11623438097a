import { describe, expect, it } from 'vitest';
import type { LinkRecord } from '../../list-record.ts';
import { LinkedNames } from './linked-names.ts';

describe('LinkedNames', () => {
  it('links to the one party that bears the name, whatever its points and brackets', () => {
    const names = new LinkedNames();
    const place = { line: 1 };
    names.bears('1', 'DRILL S.A.');
    names.bears('2', 'EXERCISE (HK) CO');
    names.bears('3', 'SHARED CO');
    names.bears('4', 'SHARED CO');
    names.read('9', '(Linked To: DRILL S.A; Linked To: EXERCISE (HK) CO)', place);
    names.read('9', 'Linked To: SHARED CO; Linked To: NOBODY; Linked To: drill s.a.', place);
    names.read('1', 'Linked To: DRILL S.A.', place);
    const links: LinkRecord[] = [];
    names.push({ link: (link) => void links.push(link) });
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      ['9', '1'],
      ['9', '2'],
      ['9', '1'],
    ]);
  });
});
