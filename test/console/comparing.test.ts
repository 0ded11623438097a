import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('comparing two parties in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.close());

  it('compares two results of a look-up, with what both say marked', async () => {
    const { page, leave } = await opened.visit('/?q=Ocean%20Maritime%20Management', false);
    await page
      .getByRole('checkbox', { name: /^Compare/ })
      .nth(0)
      .check();
    expect(await page.getByRole('link', { name: 'Compare it with what was asked' }).getAttribute('href')).toContain(
      'one-name=Ocean+Maritime+Management',
    );
    await page
      .getByRole('checkbox', { name: /^Compare/ })
      .nth(1)
      .check();
    await page.getByRole('link', { name: 'Compare the two' }).click();
    await page.getByRole('status').getByText('alike').waitFor();
    const facts = page.getByRole('table', { name: 'Both side by side' });
    expect(await facts.locator('mark').allTextContents()).toContain('East Sea Shipping Company');
    await expectSound(page, 'compare');
    await leave();
  });

  it('compares what is typed by hand, and keeps it in the address', async () => {
    const { page, leave } = await opened.visit('/compare', false);
    await page.getByText('Name both to be answered').waitFor();
    await expectSound(page, 'compare-empty');
    const [one, other] = [page.getByRole('group', { name: 'The one' }), page.getByRole('group', { name: 'The other' })];
    await one.getByLabel('Kind').selectOption('person');
    await one.getByLabel('name', { exact: true }).fill('Kim Chol Su; Kim Chol');
    await one.getByLabel('born').fill('1970-01-02');
    await other.getByLabel('Kind').selectOption('person');
    await other.getByLabel('name', { exact: true }).fill('KIM Chol-su');
    await other.getByLabel('born').fill('1971-01-02');
    await other.getByLabel('born').press('Enter');
    await page.getByRole('status').getByText('alike').waitFor();
    await page.waitForURL(/other-birthDate=1971-01-02/);
    await other.getByLabel('Kind').selectOption('vessel');
    await page.getByText('These kinds exclude each other').waitFor();
    await leave();
  });

  it('says when a list has no such party', async () => {
    const { page, leave } = await opened.visit('/compare?one=nobody&other=un-sc-KPe.020', false);
    await page.getByRole('alert').getByText('No such entity!').waitFor();
    await leave();
  });
});
