import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../../src/evidence/fixtures/made-files.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

describe.skipIf(!canOpenConsole)('evidence in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.close());

  it('is the operator’s: it asks for the token', async () => {
    const { page, leave } = await opened.visit('/evidence', false);
    await page.getByLabel('Operator’s token').fill('exercise');
    await page.getByRole('button', { name: 'Go on as the operator' }).click();
    await page.getByText('There is no such evidence').waitFor();
    await expectSound(page, 'evidence-empty');
    await leave();
  });

  it('takes a picture in, shows it, hands it over, rates it blind, verifies it and erases it', {
    timeout: 90_000,
  }, async () => {
    const { page, leave } = await opened.visit('/evidence');
    await page.getByRole('button', { name: 'Take a file in' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(fileOf('EXERCISE.png', png(60, 40)));
    await page.getByRole('textbox', { name: 'Source' }).fill('EXERCISE agent');
    await page.getByRole('textbox', { name: 'Originator' }).fill('JP');
    await page.getByRole('textbox', { name: 'Released to' }).fill('US, KR');
    await page.getByRole('textbox', { name: 'By', exact: true }).fill('AA');
    await expectSound(page, 'evidence-add');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.waitForURL(/\/evidence\/e-[0-9a-f]{24}$/);
    await page.getByText('US, KR').waitFor();

    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const picture = page.getByAltText('EXERCISE.png');
    await picture.waitFor();
    await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(60);
    await page.getByRole('cell', { name: 'console' }).waitFor();

    await page.getByRole('button', { name: 'Hand over, accept or decline' }).click();
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('KR');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('cell', { name: 'KR', exact: true }).waitFor();

    const rate = async (value: string, rater: string): Promise<void> => {
      await page.getByRole('button', { name: 'Rate', exact: true }).click();
      await page.getByLabel('Rating', { exact: true }).selectOption(value);
      await page.getByRole('textbox', { name: 'By', exact: true }).fill(rater);
      await page.getByRole('textbox', { name: 'Reason' }).fill('EXERCISE');
      await page.getByRole('button', { name: 'Rate', exact: true }).click();
    };
    await rate('B', 'R1');
    await page.getByRole('button', { name: 'See the ratings' }).waitFor();
    await rate('2', 'R1');
    await page.getByText('you have rated its reliability').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'See the ratings' }).click();
    await page.getByRole('textbox', { name: 'By', exact: true }).fill('R2');
    await page.getByRole('button', { name: 'Show', exact: true }).last().click();
    await page.getByText('B: usually reliable').waitFor();

    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('The content is whole').waitFor();
    await expectSound(page, 'evidence-item');

    const id = page.url().split('/').at(-1) ?? '';
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('a court asks');
    await page.getByRole('textbox', { name: 'By', exact: true }).fill('AA');
    await page.getByRole('textbox', { name: `To confirm, write ${id}` }).fill(id);
    await expectSound(page, 'evidence-erase');
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByText('Only the record remains').waitFor();
    await expectSound(page, 'evidence-erased');
    await page.goto('/evidence?text=agent');
    await page.getByRole('link', { name: 'EXERCISE.png' }).waitFor();
    await expectSound(page, 'evidence');
    await leave();
  });

  it('says why a file is refused, and keeps what was written', async () => {
    const { page, leave } = await opened.visit('/evidence');
    await page.getByRole('button', { name: 'Take a file in' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(fileOf('flood.png', png(60_000, 60_000)));
    await page.getByRole('textbox', { name: 'Source' }).fill('EXERCISE');
    await page.getByRole('textbox', { name: 'Originator' }).fill('JP');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('60000 by 60000 pixels').waitFor();
    expect(await page.getByRole('textbox', { name: 'Source' }).inputValue()).toBe('EXERCISE');
    await expectSound(page, 'evidence-refused');
    await leave();
  });
});
