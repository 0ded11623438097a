import { describe, expect, it } from 'vitest';
import { type Application, applicationJsonSchema, applicationSchema } from './application.ts';
import { completenessOf } from './completeness.ts';

const port = (name: string, locode: string) => ({ name, locode });
const whole: Application = applicationSchema.parse({
  format: 'watchkeeper-exemption-application/1',
  title: 'EXERCISE water for two counties',
  applicant: { name: 'EXERCISE Aid', country: 'ch', kind: 'ngo' },
  way: 'member-state',
  nature: 'EXERCISE: gravity-fed water supply.',
  reason: 'EXERCISE: pipes are of steel.',
  recipients: [
    { name: 'EXERCISE clinic', place: 'EXERCISE county', people: 4000, selection: 'EXERCISE: lowest access.' },
  ],
  items: [
    {
      line: 1,
      name: 'Steel pipe',
      hsCode: '730630',
      quantity: '1200',
      unit: 'm',
      specification: 'DN 50',
      maker: 'EXERCISE Works',
      value: { amount: 9000, currency: 'EUR' },
    },
  ],
  period: { from: '2026-01-10', to: '2026-10-10' },
  shipments: [
    { on: '2026-03-01', means: 'rail', departure: port('Dandong', 'CNDDG'), arrival: port('Sinuiju', 'KPSIN') },
  ],
  parties: [
    { role: 'supplier', name: 'EXERCISE Works', country: 'cn' },
    { role: 'consignee', name: 'EXERCISE office', country: 'kp' },
    { role: 'bank', name: 'EXERCISE Bank', country: 'ch' },
  ],
  againstDiversion: 'EXERCISE: marked pipes.',
  monitoring: 'EXERCISE: visits.',
});
const of = (change: Partial<Application>) => completenessOf({ ...whole, ...change });
const sentences = (change: Partial<Application>): string =>
  of(change)
    .gaps.map(({ sentence }) => sentence)
    .join('\n');
const item = (change: object) => ({ items: [{ ...whole.items?.[0], ...change }] as Application['items'] });

describe('completenessOf', () => {
  it('finds nothing in a whole application', () => {
    expect(of({})).toMatchObject({ complete: true, gaps: [] });
  });

  it('names every element that a bare draft lacks, with how far the rule was checked', () => {
    const bare = completenessOf(applicationSchema.parse({ format: whole.format, title: 'EXERCISE' }));
    expect(bare.complete).toBe(false);
    expect([...new Set(bare.gaps.map(({ element }) => element))].sort()).toEqual(
      ['dates', 'finance', 'items', 'nature', 'parties', 'reason', 'recipients', 'routes', 'safeguards'].sort(),
    );
    expect(bare.gaps.find(({ element }) => element === 'recipients')?.confidence).toBe('summary-confirmed');
    expect(bare.gaps.find(({ element }) => element === 'finance')?.confidence).toBe('background');
  });

  it('looks into the item table', () => {
    expect(sentences(item({ hsCode: undefined }))).toContain('usually declared under 7306');
    expect(sentences(item({ hsCode: '3917' }))).toContain('of another chapter than 7306');
    expect(sentences(item({ unit: 'lots' }))).toContain('no unit');
    expect(sentences({ items: [...(whole.items ?? []), ...(whole.items ?? [])] })).toContain('same number');
  });

  it('holds the period against the rule of its day: six months in 2019, nine since 30 November 2020', () => {
    expect(of({ period: { from: '2026-01-10', to: '2026-10-11' } }).complete).toBe(false);
    expect(of({ period: { from: '2026-01-10', to: '2026-10-11' }, longerBecause: 'EXERCISE: ice' }).complete).toBe(
      true,
    );
    const shipments: Application['shipments'] = [];
    expect(sentences({ shipments, period: { from: '2019-01-10', to: '2019-08-10' } })).toContain(
      'longer than 6 months',
    );
    expect(sentences({ period: { from: '2026-03-02', to: '2026-10-10' } })).toContain('Shipments outside');
    const [shipment] = whole.shipments ?? [];
    if (shipment) expect(sentences({ shipments: [shipment, shipment, shipment, shipment] })).toContain('gives 3');
  });

  it('counts what it does not list, and forgets nothing of its weight', () => {
    const items = Array.from({ length: 40 }, (_, at) => ({
      line: at + 1,
      name: 'EXERCISE thing',
      quantity: '1',
      unit: 'pc',
    }));
    const { gaps, complete } = of({ items });
    expect([gaps.length, complete, gaps.at(-1)?.sentence]).toEqual([21, false, '140 more gaps in the item table.']);
  });
});

describe('the schema', () => {
  it('is JSON Schema that names the properties, and refuses others', () => {
    expect(applicationJsonSchema()).toMatchObject({
      $schema: expect.stringContaining('2020-12'),
      required: ['format', 'title'],
      additionalProperties: false,
    });
    expect(applicationSchema.safeParse({ ...whole, colour: 'red' }).success).toBe(false);
  });
});
