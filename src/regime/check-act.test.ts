import { describe, expect, it } from 'vitest';
import { judge, judgedBy } from './fixtures/judge.ts';
import { loadRegime } from './load-regime.ts';

const supply = { act: 'supply', on: '2020-06-01', direction: 'to-dprk', involves: [] };
const purchase = { act: 'purchase', on: '2020-06-01', direction: 'from-dprk', involves: [] };

describe('direction', () => {
  it.each([
    ['84', 'UN-2397-6-HS84', 'UN-2397-7-MACH'],
    ['85', 'UN-2397-6-HS85', 'UN-2397-7-MACH'],
    ['89', 'UN-2397-6-HS89', 'UN-2397-7-TRANS'],
    ['72', 'UN-2371-8', 'UN-2397-7-METAL'],
  ])('bars HS %s both ways, by different measures', (hsCode, out, into) => {
    expect(judgedBy(out, { ...purchase, hsCode })?.verdict).toBe('forbidden-unless');
    expect(judgedBy(into, { ...supply, hsCode })?.verdict).toBe('forbidden-unless');
    expect(judgedBy(into, { ...purchase, hsCode })).toBeUndefined();
    expect(judgedBy(out, { ...supply, hsCode })).toBeUndefined();
  });

  it('is asked for when it is missing', () => {
    const { direction, ...undirected } = supply;
    const answer = judgedBy('UN-2397-7-MACH', { ...undirected, hsCode: '8471' });
    expect(answer?.verdict).toBe('undetermined');
    expect(answer?.missing.map((row) => row.fact)).toEqual(['direction-known']);
  });
});

describe('one act, several paragraphs', () => {
  const transfer = { ...supply, hsCode: '271019', flag: 'kp', jurisdictions: ['un-dprk'], parties: [] };

  it('finds each paragraph that an oil transfer at sea breaks', () => {
    const measures = judge({ ...transfer, involves: ['ship-to-ship', 'vessel-sale'] }).measures.map(
      (row) => row.measure,
    );
    expect(measures).toEqual(expect.arrayContaining(['UN-2375-11', 'UN-2397-5', 'UN-2397-14']));
  });

  it('leaves out the hull when none is sold', () => {
    const measures = judge({ ...transfer, involves: ['ship-to-ship'] }).measures.map((row) => row.measure);
    expect(measures).toEqual(expect.arrayContaining(['UN-2375-11', 'UN-2397-5']));
    expect(measures).not.toContain('UN-2397-14');
  });

  it('needs the flag of the DPRK for the transfer at sea', () => {
    expect(judgedBy('UN-2375-11', { ...transfer, involves: ['ship-to-ship'], flag: 'pa' })).toBeUndefined();
    const { flag, ...noFlag } = transfer;
    expect(judgedBy('UN-2375-11', { ...noFlag, involves: ['ship-to-ship'] })?.verdict).toBe('undetermined');
  });
});

describe('the law of the day', () => {
  it('finds nothing before the measure existed, and says since when it does', () => {
    const answer = judge({
      ...supply,
      hsCode: '8471',
      on: '2017-12-21',
      jurisdictions: ['un-dprk'],
      parties: [{ role: 'buyer', designatedBy: [] }],
    });
    expect(answer.measures).toEqual([]);
    expect(answer.notInForce).toContainEqual(
      expect.objectContaining({ measure: 'UN-2397-7-MACH', state: 'not-yet', from: '2017-12-22' }),
    );
  });

  it.each([
    ['2016-06-01', 'UN-2270-29'],
    ['2017-03-01', 'UN-2321-26'],
    ['2017-08-05', 'UN-2371-8'],
    ['2024-01-01', 'UN-2371-8'],
  ])('applies to coal on %s the version %s', (on, measure) => {
    const touched = judge({ ...purchase, hsCode: '2701', on, jurisdictions: ['un-dprk'] }).measures.map(
      (row) => row.measure,
    );
    expect(touched).toEqual([measure]);
  });

  it('follows a widened measure to its successor and names the earlier one', () => {
    const arms = { ...supply, involves: ['arms', 'heavy-weapon'], hsCode: '9301', jurisdictions: ['un-dprk'] };
    expect(judgedBy('UN-2270-6', arms)?.earlierVersions).toEqual([
      'UNSCR 1718 (2006) para 8(a)(i) (number not yet checked against the text)',
      'UNSCR 1874 (2009) para 10',
    ]);
    expect(judgedBy('UN-1718-8ai', arms)).toBeUndefined();
    expect(judgedBy('UN-1718-8ai', { ...arms, on: '2008-01-01' })?.verdict).toBe('forbidden');
  });
});

describe('grandfather windows', () => {
  it.each([
    ['UN-2371-8', '2601', '2017-09-04', '2017-09-05', '2017-08-01'],
    ['UN-2371-9', '0306', '2017-09-04', '2017-09-05', '2017-08-01'],
    ['UN-2371-10', '7801', '2017-09-04', '2017-09-05', '2017-08-01'],
    ['UN-2375-16', '6201', '2017-12-10', '2017-12-11', '2017-09-01'],
    ['UN-2397-6-HS12', '1201', '2018-01-21', '2018-01-22', '2017-12-01'],
  ])('of %s, HS %s, ends on %s', (measure, hsCode, last, after, contractOn) => {
    const act = { ...purchase, hsCode, contractOn };
    expect(judgedBy(measure, { ...act, on: last })?.verdict).toBe('permitted');
    expect(judgedBy(measure, { ...act, on: after })?.verdict).toBe('forbidden-unless');
    expect(judgedBy(measure, { ...act, on: last, contractOn: last })?.verdict).not.toBe('permitted');
  });

  it('gives coal none', () => {
    const act = { ...purchase, hsCode: '2701', on: '2017-08-20', contractOn: '2017-08-01' };
    expect(judgedBy('UN-2371-8', act)?.exemptions.map((row) => row.code)).toEqual(['RAJIN', 'H-CASE']);
  });

  it('lets existing joint ventures run until 9 January 2018', () => {
    const venture = { act: 'service', involves: ['joint-venture'], facts: { 'existing-joint-venture': true } };
    expect(judgedBy('UN-2375-18', { ...venture, on: '2018-01-09' })?.verdict).toBe('permitted');
    expect(judgedBy('UN-2375-18', { ...venture, on: '2018-01-10' })?.verdict).toBe('forbidden-unless');
  });
});

describe('labour', () => {
  const work = { act: 'employment', parties: [{ role: 'worker', nationality: 'kp' }], jurisdictions: ['un-dprk'] };

  it('forbids DPRK workers after 22 December 2019 unless an exception holds', () => {
    expect(judgedBy('UN-2397-8', { ...work, on: '2019-12-22' })?.verdict).toBe('permitted');
    expect(judgedBy('UN-2397-8', { ...work, on: '2019-12-23' })?.verdict).toBe('forbidden-unless');
    const none = { 'worker-is-national': false, 'return-barred-by-law': false };
    expect(judgedBy('UN-2397-8', { ...work, on: '2020-01-01', facts: none })?.verdict).toBe('forbidden');
  });

  it('does not touch workers of the Republic of Korea', () => {
    expect(
      judgedBy('UN-2397-8', { ...work, on: '2020-01-01', parties: [{ role: 'worker', nationality: 'kr' }] }),
    ).toBeUndefined();
  });
});

describe('what is only called upon', () => {
  it('is shown apart and never decides', () => {
    const answer = judge({
      act: 'payment',
      on: '2012-01-01',
      direction: 'to-dprk',
      involves: ['grants-or-loans'],
      jurisdictions: ['un-dprk'],
      parties: [{ role: 'payee', designatedBy: [] }],
    });
    expect(answer.calledUpon.map((row) => [row.measure, row.verdict])).toEqual([['UN-1874-19', 'called-upon']]);
    expect(answer.measures).toEqual([]);
    expect(answer.verdict).toBe('permitted');
  });

  it('leaves no question open either', () => {
    const { open } = judge({ act: 'payment', on: '2012-01-01', direction: 'to-dprk', jurisdictions: ['un-dprk'] });
    const asked = open.flatMap((row) => row.measures);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((id) => loadRegime().measures.get(id)?.obligation !== 'duty')).toEqual([]);
  });
});

describe('jurisdiction', () => {
  it('leaves national law open until something ties the act to it', () => {
    const act = { ...supply, hsCode: '8471' };
    expect(judgedBy('JP-FEFA-EXPORT', act)).toBeUndefined();
    expect(judge(act).open).toContainEqual(expect.objectContaining({ fact: 'nexus:jp-dprk' }));
    expect(judgedBy('JP-FEFA-EXPORT', { ...act, jurisdictions: ['jp-dprk'] })?.verdict).toBe('forbidden');
    expect(judgedBy('JP-FEFA-EXPORT', { ...act, parties: [{ role: 'seller', nationality: 'jp' }] })?.verdict).toBe(
      'forbidden',
    );
  });

  it('bars HS 72 to 89 as one block in Australia', () => {
    const act = { ...supply, jurisdictions: ['au-dprk'] };
    for (const hsCode of ['72', '8301', '8901'])
      expect(judgedBy('AU-UN', { ...act, hsCode })?.verdict).toBe('forbidden-unless');
    expect(
      judgedBy('AU-UN', {
        ...act,
        hsCode: '1006',
        parties: [{ role: 'buyer', designatedBy: [] }],
        facts: { 'military-use': false },
      })?.verdict,
    ).not.toBe('forbidden-unless');
  });

  it('lets instruments that carry the UN measures over follow them', () => {
    const act = { ...supply, hsCode: '8471', jurisdictions: ['nz-dprk'] };
    expect(judgedBy('NZ-UN', act)?.verdict).toBe('forbidden');
    expect(judgedBy('NZ-UN', { ...act, on: '2017-05-01' })?.verdict).not.toBe('forbidden');
  });
});

describe('luxury goods', () => {
  const car = { act: 'supply', on: '2020-06-01', direction: 'to-dprk', hsCode: '870323' };

  it('are each State’s own: the list is named and asked for', () => {
    const answer = judgedBy('UN-2094-23', car);
    expect([answer?.verdict, answer?.covers]).toEqual(['undetermined', 'partly']);
    expect(judge(car).notes.filter((note) => note.startsWith('Luxury goods, '))).toHaveLength(9);
    const notes = judge({ ...car, jurisdictions: ['us-dprk'], involves: ['luxury-goods'] }).notes;
    expect(notes.filter((note) => note.startsWith('Luxury goods, '))).toEqual([
      'Luxury goods, us-dprk: 15 CFR 746.4, Supplement 1. Not loaded: read it before deciding.',
    ]);
  });

  it('count above their value only', () => {
    const plates = { ...car, hsCode: '6911', involves: ['luxury-goods'], quantity: { value: 10, unit: 'items' } };
    expect(judgedBy('UN-2321-5', { ...plates, value: { amount: 1000, currency: 'USD' } })).toBeUndefined();
    expect(judgedBy('UN-2321-5', { ...plates, value: { amount: 1010, currency: 'USD' } })?.verdict).toBe(
      'forbidden-unless',
    );
  });
});

describe('ports', () => {
  const call = { act: 'port-call', on: '2020-06-29', flag: 'pa', involves: [], facts: { 'dprk-vessel': false } };

  it.each([
    ['2020-01-01', 'forbidden'],
    ['2019-12-31', undefined],
  ])('of the ROK and the US close for 180 days after a call in the DPRK: %s', (lastDprkCallOn, verdict) => {
    expect(judgedBy('KR-180DAY', { ...call, lastDprkCallOn, port: 'KRPUS' })?.verdict).toBe(verdict);
    expect(judgedBy('US-EO13810', { ...call, lastDprkCallOn, port: 'USLAX' })?.verdict).toBe(verdict);
  });

  it('of Japan close after any earlier call', () => {
    expect(judgedBy('JP-PORTS', { ...call, lastDprkCallOn: '2011-03-01', port: 'JPTYO' })?.verdict).toBe('forbidden');
    expect(judgedBy('JP-PORTS', { ...call, lastDprkCallOn: 'never', port: 'JPTYO' })).toBeUndefined();
  });

  it('refuse a vessel that the Committee listed', () => {
    const listed = { ...call, parties: [{ role: 'vessel', designatedBy: ['un-1718-vessels'] }] };
    expect(judgedBy('UN-2371-6', listed)?.verdict).toBe('forbidden-unless');
  });
});

describe('travel', () => {
  const journey = { act: 'journey', on: '2023-06-01' };

  it('of a US national to the DPRK needs a validated passport', () => {
    const act = { ...journey, direction: 'to-dprk', parties: [{ role: 'traveller', nationality: 'us' }] };
    expect(judgedBy('US-PASSPORT', act)?.verdict).toBe('forbidden-unless');
    expect(judgedBy('US-PASSPORT', { ...act, facts: { 'us-passport-validated': true } })?.verdict).toBe('permitted');
    expect(judgedBy('US-PASSPORT', { ...act, facts: { 'us-passport-validated': false } })?.verdict).toBe('forbidden');
    expect(judgedBy('US-PASSPORT', { ...act, on: '2017-08-31' })).toBeUndefined();
  });

  it('refuses a listed individual, and asks whether the listed party is one', () => {
    const party = { role: 'traveller', designatedBy: ['KPi.033'] };
    expect(judgedBy('UN-1718-8e', { ...journey, parties: [{ ...party, isIndividual: true }] })?.verdict).toBe(
      'forbidden-unless',
    );
    expect(judge({ ...journey, parties: [party] }).open.map((row) => row.fact)).toContain('listed-individual:un-dprk');
    expect(judgedBy('UN-1718-8e', { ...journey, parties: [{ ...party, isIndividual: false }] })).toBeUndefined();
  });
});

describe('notes', () => {
  it('warn of KP and KR mixed up, and change no verdict', () => {
    const act = { ...purchase, hsCode: '8471', origin: 'kr' };
    expect(judge(act).notes.join()).toContain('KR is the Republic of Korea');
    expect(judge({ ...act, origin: 'cn' }).notes.join()).not.toContain('KR is the Republic of Korea');
    expect(judgedBy('UN-2397-6-HS84', act)?.verdict).toBe('forbidden-unless');
  });
});
