import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../../src/evidence/fixtures/made-files.ts';
import { type ExercisePerson, makeExercise } from '../../src/team/edge/exercise.ts';
import { codeAt, seedOfText, stepAt } from '../../src/team/totp.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const PASSWORD = 'seven brass lanterns hum';
const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

describe.skipIf(!canOpenConsole)('evidence in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  let people: ExercisePerson[];
  beforeAll(async () => {
    opened = await openConsole();
    people = await makeExercise(opened.app.database, new Date());
  }, 60_000);
  afterAll(() => opened?.close());

  /** A window in which this person of the exercise is signed in. */
  async function asPerson(login: string): Promise<{ page: Page; leave(): Promise<void> }> {
    const token = people.find((person) => person.login === login)?.token ?? '';
    const window = await opened.visit(`/join#${token}`, false);
    const { page } = window;
    const seed = ((await page.locator('form code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByRole('textbox', { name: /^Password, 12/ }).fill(PASSWORD);
    await page.getByRole('textbox', { name: 'The same password again' }).fill(PASSWORD);
    const code = codeAt(seedOfText(seed) ?? Buffer.alloc(0), stepAt(Date.now()));
    await page.getByRole('textbox', { name: 'Six-digit code' }).fill(code);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Team' }).waitFor();
    return window;
  }

  it('shows a stranger what everyone may see: nothing yet', async () => {
    const { page, leave } = await opened.visit('/evidence', false);
    await page.getByText('There is no evidence that you may see').waitFor();
    await expectSound(page, 'evidence-empty');
    await leave();
  });

  it('takes a person’s picture in, shows it, hands it over, rates it blind and verifies it, for its readers alone', {
    timeout: 120_000,
  }, async () => {
    const { page, leave } = await asPerson('jp-analyst');
    await page.goto('/evidence');
    await page.getByRole('button', { name: 'Take a file in' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(fileOf('EXERCISE.png', png(60, 40)));
    await page.getByRole('textbox', { name: 'Source' }).fill('EXERCISE agent');
    await page.getByRole('textbox', { name: 'Released to' }).fill('FR');
    await expectSound(page, 'evidence-add');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.waitForURL(/\/evidence\/e-[0-9a-f]{24}$/);
    await page.getByText('FR', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const picture = page.getByAltText('EXERCISE.png');
    await picture.waitFor();
    await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(60);
    await page.getByRole('cell', { name: 'jp-analyst: console' }).waitFor();

    await page.getByRole('button', { name: 'Hand over, accept or decline' }).click();
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('FR');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('cell', { name: 'FR', exact: true }).waitFor();

    const rate = async (value: string): Promise<void> => {
      await page.getByRole('button', { name: 'Rate', exact: true }).click();
      await page.getByLabel('Rating', { exact: true }).selectOption(value);
      await page.getByRole('textbox', { name: 'Reason' }).fill('EXERCISE');
      await page.getByRole('button', { name: 'Rate', exact: true }).click();
    };
    await rate('B');
    await page.getByRole('button', { name: 'See the ratings' }).waitFor();
    await rate('2');
    await page.getByText('you have rated its reliability').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'See the ratings' }).click();
    await page.getByText('B: usually reliable').waitFor();

    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('The content is whole').waitFor();
    await expectSound(page, 'evidence-item');

    const id = page.url().split('/').at(-1) ?? '';
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('a court asks');
    await page.getByRole('textbox', { name: `To confirm, write ${id}` }).fill(id);
    await expectSound(page, 'evidence-erase');
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByText(/none of your roles may/).waitFor();

    const other = await asPerson('fr-analyst');
    await other.page.goto(`/evidence/${id}`);
    await other.page.getByRole('heading', { name: 'EXERCISE.png' }).waitFor();
    await other.leave();
    const stranger = await opened.visit(`/evidence/${id}`, false);
    await stranger.page.getByText('Cannot find evidence').waitFor();
    await stranger.leave();
    await page.goto('/evidence?text=agent');
    await page.getByRole('link', { name: 'EXERCISE.png' }).waitFor();
    await expectSound(page, 'evidence');
    await leave();
  });

  it('says why a file is refused, and keeps what was written', async () => {
    const { page, leave } = await asPerson('jp-coordinator');
    await page.goto('/evidence');
    await page.getByRole('button', { name: 'Take a file in' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(fileOf('flood.png', png(60_000, 60_000)));
    await page.getByRole('textbox', { name: 'Source' }).fill('EXERCISE');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('60000 by 60000 pixels').waitFor();
    expect(await page.getByRole('textbox', { name: 'Source' }).inputValue()).toBe('EXERCISE');
    await expectSound(page, 'evidence-refused');
    await leave();
  });
});
