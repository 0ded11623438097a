import { describe, expect, it } from 'vitest';
import { OwnershipBook } from '../book.ts';
import { holdsOn, type OwnershipRecords } from '../holding.ts';
import { shareText } from '../share.ts';
import { readOwnership } from './read-ownership.ts';

async function read(text: string, size = 64): Promise<OwnershipRecords> {
  async function* chunks(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  return await readOwnership('EXERCISE', chunks());
}

function statement(recordId: string, recordType: string, recordDetails: object, more: object = {}): object {
  return { statementId: `s-${recordId}`, recordId, recordType, recordStatus: 'new', recordDetails, ...more };
}

function relation(recordId: string, interests: object[], more: object = {}, details: object = {}): object {
  return statement(
    recordId,
    'relationship',
    { isComponent: false, subject: 'firm', interestedParty: 'owner', interests, ...details },
    { statementDate: '2020-01-01', ...more },
  );
}

describe('readOwnership() of BODS 0.4', () => {
  it('reads bounds, votes, and control as claims', async () => {
    const { holdings, claims, nodes } = await read(
      JSON.stringify([
        statement('firm', 'entity', { name: 'EXERCISE FIRM', identifiers: [{ scheme: 'GB-COH', id: '07444723' }] }),
        statement('owner', 'person', { names: [{ fullName: 'EXERCISE OWNER' }] }),
        relation('r', [
          { type: 'shareholding', share: { minimum: 25, exclusiveMaximum: 50 }, startDate: '2016-07-07' },
          { type: 'votingRights', share: { exact: 60 } },
          { type: 'boardMember', details: 'chair' },
        ]),
      ]),
    );
    expect(nodes.map(({ name, kind, identifiers }) => [name, kind, identifiers])).toEqual([
      ['EXERCISE FIRM', 'entity', ['gb-coh:07444723']],
      ['EXERCISE OWNER', 'person', []],
    ]);
    expect(holdings.map(({ kind, share, from }) => [kind, shareText(share), from])).toEqual([
      ['ownership', '25 to 49.999999 %', '2016-07-07'],
      ['votes', '60 %', '2020-01-01'],
    ]);
    expect(claims).toMatchObject([{ controller: 'bods:owner', controlled: 'bods:firm', means: 'boardMember' }]);
  });

  it('lets a later statement of the record end the one before, and a closed one end both', async () => {
    const shareOf = (exact: number, startDate: string) => [{ type: 'shareholding', share: { exact }, startDate }];
    const { holdings } = await read(
      JSON.stringify([
        relation('r', shareOf(100, '2002-03-09'), { statementDate: '2019-01-20' }),
        relation('r', shareOf(40, '2021-09-24'), { statementDate: '2021-09-25', recordStatus: 'updated' }),
        relation('r', shareOf(40, '2021-09-24'), { statementDate: '2023-03-03', recordStatus: 'closed' }),
      ]),
    );
    const on = (day: string): string[] =>
      holdings.filter((one) => holdsOn(one, day)).map(({ share }) => shareText(share));
    expect(on('2021-09-23')).toEqual(['100 %']);
    expect(on('2021-09-24')).toEqual(['40 %']);
    expect(on('2023-03-02')).toEqual(['40 %']);
    expect(on('2023-03-03')).toEqual([]);
  });

  it('counts the parts of an indirect interest, and leaves one without parts open', async () => {
    const indirect = [{ type: 'shareholding', directOrIndirect: 'indirect', share: { exact: 60 } }];
    const parts = relation('r', indirect, {}, { componentRecords: ['a', 'b'] });
    expect((await read(JSON.stringify([parts]))).holdings).toEqual([]);
    const { holdings } = await read(JSON.stringify([relation('r', indirect)]));
    expect(holdings).toMatchObject([{ path: 'untraced', share: { min: 0 }, declared: { min: 60_000_000 } }]);
  });

  it('keeps what is withheld, and refuses impossible shares by their record', async () => {
    const { silences, rejections, holdings } = await read(
      JSON.stringify([
        relation(
          'hidden',
          [],
          {},
          { interestedParty: { reason: 'subjectExemptFromDisclosure', description: 'listed' } },
        ),
        relation('wrong', [{ type: 'shareholding', share: { exact: 130 } }]),
        relation('mixed', [{ type: 'shareholding', share: { minimum: 60, maximum: 40 } }]),
        'not a statement',
      ]),
    );
    expect(silences).toMatchObject([{ about: 'bods:firm', reason: 'subjectExemptFromDisclosure: listed' }]);
    expect(rejections.map(({ record }) => record).sort()).toEqual(['mixed', 'statement 4', 'wrong']);
    expect(holdings).toEqual([]);
  });
});

const CHILD = '001GPB6A9XPE8XJICC14';
const PARENT = '5493001Z012YSB2A0K51';
const RELATION = `<rr:RelationshipRecord><rr:Relationship>
  <rr:StartNode><rr:NodeID>${CHILD}</rr:NodeID></rr:StartNode><rr:EndNode><rr:NodeID>${PARENT}</rr:NodeID></rr:EndNode>
  <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
  <rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2020-01-01T00:00:00Z</rr:StartDate>
  <rr:EndDate>2020-12-31T00:00:00Z</rr:EndDate><rr:PeriodType>DOCUMENT_FILING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
  <rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00Z</rr:StartDate>
  <rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>
  <rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship>
  <rr:Registration><rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus></rr:Registration></rr:RelationshipRecord>`;

describe('readOwnership() of the GLEIF', () => {
  it('reads consolidation as a claim and an open share, of the relationship period alone', async () => {
    const records = await read(
      `<rr:RelationshipData xmlns:rr="x"><rr:RelationshipRecords>${RELATION}</rr:RelationshipRecords></rr:RelationshipData>`,
    );
    expect(records.holdings).toMatchObject([
      { owner: `lei:${PARENT.toLowerCase()}`, share: { min: 0 }, path: 'untraced', from: '2012-11-29', to: null },
    ]);
    expect(records.claims).toMatchObject([{ means: 'is-directly-consolidated-by' }]);
  });

  it('takes a fund manager for no owner, and leaves out what was annulled', async () => {
    const managed = RELATION.replace('IS_DIRECTLY_CONSOLIDATED_BY', 'IS_FUND-MANAGED_BY');
    const annulled = RELATION.replace('PUBLISHED', 'ANNULLED');
    const { holdings, claims, rejections } = await read(`<d xmlns:rr="x">${managed}${annulled}</d>`);
    expect([holdings.length, claims.length, rejections.length]).toEqual([0, 1, 1]);
  });

  it('says why no parent is reported, from JSON', async () => {
    const { silences } = await read(
      JSON.stringify([
        { LEI: CHILD, ExceptionCategory: 'DIRECT_ACCOUNTING_CONSOLIDATION_PARENT', ExceptionReason: 'NON_PUBLIC' },
      ]),
    );
    expect(silences).toMatchObject([
      { what: 'no direct parent is reported', reason: 'NON_PUBLIC: the relationship is not public' },
    ]);
  });

  it('refuses a file that is cut off, with its line', async () => {
    await expect(read(`<d xmlns:rr="x">\n${RELATION.slice(0, 300)}`)).rejects.toThrow(/line \d+ is not well-formed/);
  });
});

describe('readOwnership() of CSV', () => {
  it('reads shares, bounds, votes, control and joint holdings, and names bad rows', async () => {
    const { holdings, claims, rejections } = await read(
      'Owner,Owned,Share,share_min,share_max,kind,from,to,joint\nX,A,51,,,,2020-01-01,,\nX,B,,25,50,votes,,,g\nX,C,,,,director,,,\nX,,5\nX,D,150\nX,E,5,,,,31/12/2020\n"Q\nR",A,5\n',
    );
    expect(
      holdings.map(({ owner, owned, share, kind, joint }) => [owner, owned, shareText(share), kind, joint]),
    ).toEqual([
      ['X', 'A', '51 %', 'ownership', null],
      ['X', 'B', '25 to 50 %', 'votes', 'g'],
      ['Q\nR', 'A', '5 %', 'ownership', null],
    ]);
    expect(claims).toMatchObject([{ means: 'director', controlled: 'C' }]);
    expect(rejections.map(({ record }) => record)).toEqual(['line 5', 'line 6', 'line 7']);
  });

  it.each([['name,city\nA,B\n'], [''], ['{"a":1}'], ['[{"recordType":']])('refuses %j', async (text) => {
    await expect(read(text)).rejects.toThrow(/Cannot read "EXERCISE"/);
  });
});

describe('OwnershipBook', () => {
  it('joins nodes of several files by identifier, never by name, and finds them by any', async () => {
    const bods = await read(
      JSON.stringify([
        statement('firm', 'entity', { name: 'EXERCISE FIRM', identifiers: [{ scheme: 'XI-LEI', id: CHILD }] }),
        statement('owner', 'person', { names: [{ fullName: 'EXERCISE OWNER' }] }),
        relation('r', [{ type: 'shareholding', share: { exact: 60 } }]),
      ]),
    );
    const csv = await read(
      `owner,owned,share,owned_name\nother,lei:${CHILD},40,EXERCISE FIRM\nother,namesake,5,EXERCISE FIRM\n`,
    );
    const listed = { id: 'P-1', name: 'EXERCISE OWNER', aliases: ['us-ofac-sdn-1', 'other'] };
    const book = new OwnershipBook([bods, csv], [listed]);
    const firm = book.find(CHILD);
    expect(firm?.id).toBe(book.find('bods:firm')?.id);
    expect(book.find('namesake')?.id).not.toBe(firm?.id);
    expect(
      book
        .above(firm?.id ?? '')
        .holdings.map(({ owner }) => owner)
        .sort(),
    ).toEqual(['P-1', 'bods:owner']);
    expect(book.find('us-ofac-sdn-1')).toMatchObject({ id: 'P-1', isRecorded: true });
    expect(book.find('nobody')).toBeNull();
  });
});
