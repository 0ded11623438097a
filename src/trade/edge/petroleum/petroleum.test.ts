import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../cli/command.ts';
import { findFindings, keepFindings } from '../../../findings/edge/store.ts';
import { findingId } from '../../../findings/finding.ts';
import { serveRoutes } from '../../../server/fixtures/serve-routes.ts';
import { type TestDatabase, testDatabase } from '../../../store/fixtures/test-database.ts';
import { petroleumCommands } from './petroleum-commands.ts';
import { petroleumRoutes } from './petroleum-routes.ts';

describe('petroleum', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  async function run(name: string, args: string[] = [], options: Record<string, unknown> = {}) {
    const command = petroleumCommands().find((candidate) => candidate.name === name);
    if (!command) throw new Error(name);
    let said: { value: unknown; text: string } = { value: null, text: '' };
    const output = { answer: (value: unknown, text: () => string) => (said = { value, text: text() }) };
    const world = { output, database: async () => test.database, now: () => new Date('2026-11-25T00:00:00Z') };
    await command.run({ args, options: command.schema.parse(options) }, world as unknown as World);
    return said;
  }
  function file(name: string, text: string): string {
    const path = join(test.home, name);
    writeFileSync(path, text);
    return path;
  }
  const site = () => serveRoutes(petroleumRoutes({ database: test.database, today: () => '2026-11-25' }));

  it('takes files in once, keeps good rows and says which are not', async () => {
    const path = file(
      'russia.csv',
      '# figures of the press\nsupplier,period,quantity_t,quantity_bbl,source_url\nRussia,2023-01,,44655,https://example.org/1\nRussia,2023-02,,10666,\nRussia,2023-03/2023-12,,50523,\nRussia,2023,,105845,\nRussia,2023-99,,1,\n',
    );
    expect((await run('petroleum load', [path])).text).toContain(
      '4 deliveries, 0 calls of tankers, 1 rows rejected.\n  line 7: period "2023-99"',
    );
    expect((await run('petroleum load', [path])).text).toContain('nothing changed');
  });

  it('shows the meter on the command line and over HTTP alike', async () => {
    const { text, value } = await run('petroleum status', ['2023']);
    expect(text).toContain('declared 105,844 to 105,845 barrels, 21.17 % of 500,000 barrels (UN-2397-5)');
    expect(text).toContain('! parts-differ RU 2023');
    const { status, body } = await site().get('/api/v1/petroleum/refined-petroleum/2023');
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(value)));
    expect((await site().get('/api/v1/petroleum')).body).toEqual({ years: [2023], deliveries: 4, calls: 0 });
    expect((await site().get('/api/v1/petroleum/gas/2023')).status).toBe(400);
    expect((await site().get('/api/v1/petroleum/factors')).body.factors.length).toBeGreaterThan(10);
  });

  it('raises findings that name the measure, the same on every run, and withdraws what later files settle', async () => {
    await run('petroleum load', [file('over.csv', 'supplier,period,quantity_t\nChina,2022,60000\n')]);
    await run('petroleum watch');
    const first = (await findFindings(test.database, { watch: 'petroleum-cap', limit: 50, offset: 0 })).findings;
    const over = first.find(({ subjects }) => subjects[0]?.id === 'refined-petroleum:2022');
    expect(over).toMatchObject({ measures: ['UN-2397-5'], confidence: 0.5, status: 'open', exercise: false });
    expect(over?.observations[0]).toMatchObject({ source: 'over.csv, line 2' });
    expect(first.find(({ subjects }) => subjects[0]?.id === 'state:ru')?.explanation).toContain('do not add up');
    expect((await run('petroleum watch')).text).toContain('0 new, 0 amended, 0 withdrawn');
    await run('petroleum load', [file('settled.csv', 'supplier,period,quantity_bbl\nChina,2022,433800\n')]);
    await run('petroleum watch');
    const then = (await findFindings(test.database, { watch: 'petroleum-cap', limit: 50, offset: 0 })).findings;
    expect(then.find(({ id }) => id === over?.id)?.explanation).toContain('That is not over the cap.');
  });

  it('joins calls with the findings of ships and counts no cargo twice', async () => {
    const finding = (on: string) => ({
      id: findingId({ watch: 'port-call', version: '1', about: on, exercise: true }),
      ...{
        watch: 'port-call',
        version: '1',
        status: 'open' as const,
        startAt: `${on}T00:00:00Z`,
        endAt: null,
        place: { name: '3 km from Nampo' },
      },
      ...{
        subjects: [{ schema: 'Vessel', imo: '9000001' }],
        measures: [],
        confidence: 0.5,
        explanation: 'EXERCISE',
        observations: [],
        missing: [],
        exercise: true,
      },
    });
    await keepFindings(test.database, [finding('2024-03-08'), finding('2024-06-01')]);
    await run('petroleum load', [
      file('calls.csv', '# EXERCISE\nvessel,imo,deadweight_t,at,place\nEXERCISE ONE,9000001,30000,2024-03-07,Nampo\n'),
    ]);
    const { value, text } = await run('petroleum status', ['2024'], { exercise: true });
    expect(text).toMatch(/^EXERCISE\. /);
    expect(
      (value as { estimate: { cargoes: { on: string; sightings: { findings: string[] }[] }[] } }).estimate.cargoes,
    ).toMatchObject([
      { on: '2024-03-07', sightings: [{ findings: [finding('2024-03-08').id] }] },
      { on: '2024-06-01', sightings: [{ findings: [finding('2024-06-01').id] }] },
    ]);
    expect((await run('petroleum status', ['2024'])).text).toContain('Nothing was declared');
    await run('petroleum watch');
    const { findings } = await findFindings(test.database, { watch: 'petroleum-cap', limit: 50, offset: 0 });
    expect(findings.filter(({ exercise }) => exercise)).toMatchObject([
      { explanation: expect.stringMatching(/^EXERCISE\. 2 cargoes/) },
    ]);
  });

  it.each([
    ['empty.csv', '', 'is empty'],
    ['other.csv', 'name,place\nx,y\n', 'neither deliveries nor calls'],
    ['page.csv', '<!doctype html><p>not here</p>', 'is a web page'],
  ])('refuses %s', async (name, text, why) => {
    await expect(run('petroleum load', [file(name, text)])).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringContaining(why),
    });
  });

  it('refuses a year that is none and a file that is not there', async () => {
    await expect(run('petroleum status', ['last'])).rejects.toMatchObject({ code: 'YEAR_UNKNOWN', kind: 'usage' });
    await expect(run('petroleum load', ['/nowhere.csv'])).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});
