import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('deciding on matches in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.close());

  it('marks what both names have', async () => {
    const { page, leave } = await opened.visit('/?q=Ocean%20Maritime%20Managment');
    const first = page.locator('article').first();
    await first.waitFor();
    expect(await first.locator('mark').allTextContents()).toEqual(
      expect.arrayContaining(['Ocean', 'Maritime', 'Managment', 'Manag']),
    );
    await leave();
  });

  it('decides by keyboard with a reason and a last day, shows the decision, and takes it back', async () => {
    const { page, leave } = await opened.visit('/?q=Ocean%20Maritime%20Management', false);
    await page.locator('article').first().waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('2');
    await page.getByText('someone other than the one asked for').waitFor();
    await page.keyboard.type('EXERCISE: another country');
    await page.getByLabel('Holds until').fill('2099-12-31');
    await page.getByLabel('Your name').fill('A. Analyst');
    await page.getByLabel('Operator’s token').fill('wrong');
    await expectSound(page, 'decide-open');
    await page.getByRole('button', { name: 'Keep the decision' }).click();
    await page.getByText('The server does not take this token').waitFor();
    await page.getByLabel('Operator’s token').fill('exercise');
    await page.getByRole('button', { name: 'Keep the decision' }).click();
    const first = page.locator('article').first();
    await first.getByText('decided: different').waitFor();
    expect(await first.textContent()).toContain('A. Analyst, through operator');
    expect(await first.textContent()).toContain('until 2099-12-31');
    await expectSound(page, 'decided');

    await first.getByRole('button', { name: /^Undo…/ }).click();
    await page.getByLabel('Reason').fill('EXERCISE: looked again');
    await page.getByRole('button', { name: 'Take back' }).click();
    await first.getByRole('button', { name: 'Not sure' }).waitFor();
    expect(await first.textContent()).not.toContain('decided');
    await leave();
  });

  it('leaves single keys alone where the reader has switched them off', async () => {
    const { page, leave } = await opened.visit('/?q=Ocean%20Maritime%20Management');
    await page.locator('article').first().waitFor();
    await page.getByLabel('Single keys').uncheck();
    await page.locator('h1').click();
    await page.keyboard.press('1');
    expect(await page.getByLabel('Reason').count()).toBe(0);
    await page.getByLabel('Single keys').check();
    await page.locator('h1').click();
    await page.keyboard.press('1');
    await page.getByLabel('Reason').waitFor();
    await leave();
  });
});
