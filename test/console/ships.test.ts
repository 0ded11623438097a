import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExercise } from '../api/load-exercise.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('ships in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  }, 60_000);
  afterAll(() => opened?.close());

  it('says how to load positions when there are none', async () => {
    const { page, leave } = await opened.visit('/vessels', false);
    await page.getByText('No positions are loaded').waitFor();
    await expectSound(page, 'ships-empty');
    await leave();
  });

  it('follows a finding to its ships, and shows two side by side over time', async () => {
    await loadExercise(opened.app);
    const { page, leave } = await opened.visit('/findings?watch=encounter', false);
    await page.getByRole('link', { name: /^f-/ }).first().click();
    await page.getByText('What would settle it').waitFor();
    await expectSound(page, 'finding');
    const [one, other] = await page.getByRole('link', { name: /^EXERCISE/ }).all();
    const numbers = await Promise.all(
      [one, other].map(async (link) => (await link?.getAttribute('href'))?.split('/').at(-1)),
    );
    await one?.click();
    await page.getByRole('table', { name: 'What it said of itself' }).waitFor();
    await page.locator('[data-ready]').waitFor();
    await expectSound(page, 'ship');
    await page.goto(`/vessels?ship=${numbers[0]}&ship=${numbers[1]}`);
    await page.locator('[data-ready]').waitFor();
    const slider = page.getByRole('slider', { name: 'Time' });
    await slider.focus();
    const before = await slider.inputValue();
    await page.keyboard.press('PageUp');
    expect(Number(await slider.inputValue())).toBeGreaterThan(Number(before));
    await page.getByRole('searchbox').fill('EXERCISE 1');
    await page.waitForURL(/q=EXERCISE/);
    await expectSound(page, 'ships');
    await leave();
  }, 60_000);
});
