import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const PARTIES = [
  'C-1 | Ocean Maritime Management',
  '{"id": "C-2", "schema": "Person", "properties": {"name": ["Jane Example"]}}',
  '{"broken"',
].join('\n');

describe.skipIf(!canOpenConsole)('subscriptions in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.close());

  it('saves parties, shows what matched, reviews it, adds a party, and ends', { timeout: 60_000 }, async () => {
    const { page, leave } = await opened.visit('/subscriptions');
    await page.getByText('No party is saved').waitFor();
    await expectSound(page, 'subscriptions-empty');
    await page.getByRole('button', { name: 'Save parties to be screened again' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('EXERCISE customers');
    await page.getByRole('textbox', { name: 'Parties' }).fill(PARTIES);
    await page.getByText('Parties read: 2').waitFor();
    await page.getByText('Line 3 is not saved').waitFor();
    await page.getByRole('textbox', { name: 'Webhook' }).fill('https://hooks.example.org/watchkeeper');
    await expectSound(page, 'subscription-form');
    await page.getByRole('button', { name: 'Save and screen' }).click();
    await page.getByText(/“EXERCISE customers” is saved: 2 parties/).waitFor();
    expect(await page.getByRole('status').locator('code').textContent()).toMatch(/^whsec_/);
    await expectSound(page, 'subscriptions');

    await page.getByRole('link', { name: 'Open it' }).click();
    const events = page.getByRole('table', { name: 'Events' });
    await events.getByText('new').first().waitFor();
    expect(await events.getByRole('link').allTextContents()).toContain(
      'OCEAN MARITIME MANAGEMENT COMPANY, LIMITED (OMM)',
    );
    expect(await page.getByRole('table', { name: 'Deliveries' }).textContent()).toContain('waiting');
    await expectSound(page, 'subscription');
    await page.getByRole('button', { name: 'Add or replace parties' }).click();
    await page.getByRole('textbox', { name: 'Parties' }).fill('C-3 | Kim Jong Sik');
    await page.getByRole('button', { name: 'Save and screen' }).click();
    await page.getByRole('table', { name: 'Parties' }).getByText('C-3').waitFor();

    await page.getByRole('link', { name: 'Look through the matches' }).click();
    await page.getByText(/^Match 1 of/).waitFor();
    await page.locator('article').waitFor();
    await page.keyboard.press('3');
    await page.keyboard.type('EXERCISE: asked the customer');
    await page.keyboard.press('Enter');
    await page.getByText(/^Match 2 of \d+; decided: 1/).waitFor();

    await page.getByRole('link', { name: 'EXERCISE customers' }).click();
    await page.getByRole('button', { name: 'End it EXERCISE customers' }).click();
    await page.getByText('Its parties are screened no more').waitFor();
    await page.getByRole('button', { name: 'End it', exact: true }).click();
    await page.getByText('No party is saved').waitFor();
    await leave();
  });

  it('hands out every saved party as CSV', async () => {
    const rows = Array.from({ length: 1200 }, (_, at) => ({
      id: `C-${String(at).padStart(4, '0')}`,
      schema: 'Person',
      properties: { name: [`EXERCISE ${at}`] },
    }));
    const made = await opened.app.post(
      '/api/v1/screening/subscriptions',
      { name: 'EXERCISE many', rows },
      { authorization: 'Bearer exercise' },
    );
    const { page, leave } = await opened.visit(`/subscriptions/${(made.json() as { id: number }).id}`);
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).last().click(),
    ]);
    expect(
      readFileSync(await csv.path(), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(1201);
    await leave();
  });
});
