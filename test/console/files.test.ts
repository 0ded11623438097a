import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const CUSTOMERS = [
  'Ref;Kunde;Geburtstag;Country',
  'C-1;Kim Jong Sik;;North Korea',
  'C-2;Ocean Maritime Management;;',
  'C-3;Jane Example;1970-01-01;France',
  'C-4;;;',
].join('\n');
const fileOf = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.skipIf(!canOpenConsole)('screening files in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.close());

  it('asks for the operator’s token before it takes files', async () => {
    const { page, leave } = await opened.visit('/files', false);
    await page.getByLabel('Operator’s token').fill('wrong');
    await page.getByRole('button', { name: 'Go on as the operator' }).click();
    await page.getByText('The server does not take this token').waitFor();
    await expectSound(page, 'files-token');
    await page.getByLabel('Operator’s token').fill('exercise');
    await page.getByRole('button', { name: 'Go on as the operator' }).click();
    await page.getByText('No file has been sent').waitFor();
    await expectSound(page, 'files-empty');
    await leave();
  });

  it('screens a file whose columns the reader has corrected, hands out results and faults, and removes it', {
    timeout: 90_000,
  }, async () => {
    const { page, leave } = await opened.visit('/files');
    await page.getByLabel('Drop a file here').setInputFiles(fileOf('customers.csv', CUSTOMERS));
    await page.waitForURL(/\/files\/[0-9a-f-]{36}$/);
    await page.getByLabel('Taken for Kunde').selectOption('name');
    expect(await page.getByLabel('Taken for Country').inputValue()).toBe('country');
    await page.getByLabel('Taken for Ref').selectOption('id');
    await expectSound(page, 'file-columns');
    await page.getByRole('button', { name: 'Screen the file' }).click();
    await page.getByRole('button', { name: 'Results' }).waitFor({ timeout: 60_000 });
    await expectSound(page, 'file-done');
    const [results] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Results' }).click(),
    ]);
    expect(results.suggestedFilename()).toBe('customers.hits.jsonl');
    const rows = readFileSync(await results.path(), 'utf8')
      .trim()
      .split('\n');
    expect(rows.map((row) => JSON.parse(row).id)).toEqual(['C-1', 'C-2', 'C-3']);
    const [faults] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'What could not be used' }).click(),
    ]);
    expect(readFileSync(await faults.path(), 'utf8')).toContain('\n5,');

    await page.goto('/files');
    await page.getByRole('link', { name: 'customers.csv' }).waitFor();
    await expectSound(page, 'files');
    await page.getByRole('link', { name: 'customers.csv' }).click();
    await page.getByRole('button', { name: 'Remove customers.csv' }).click();
    await page.getByText('Remove the file and its results for good?').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No file has been sent').waitFor();
    await leave();
  });

  it('takes a dropped file, shows how far it is, and stops it when told to', { timeout: 60_000 }, async () => {
    const { page, leave } = await opened.visit('/files');
    const zone = page.locator('label', { hasText: 'Drop a file here' });
    await zone.waitFor();
    const names = Array.from({ length: 200_000 }, (_, at) => `EXERCISE Trading ${at}`);
    const dropped = await page.evaluateHandle(`
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(['Name', ...names].join('\n'))}], 'many.csv'));
      transfer;`);
    await zone.dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: 'Screen the file' }).click();
    await page
      .getByText(/% *:|Waiting/)
      .first()
      .waitFor();
    await expectSound(page, 'file-running');
    await page.getByRole('button', { name: 'Stop many.csv' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('It was stopped before it was done').waitFor();
    await leave();
  });

  it('asks for an encoding that the file does not tell', async () => {
    const { page, leave } = await opened.visit('/files');
    // "이름\n김정은\n" in EUC-KR.
    const korean = Buffer.from('c0ccb8a70ab1e8c1a4c0ba0a', 'hex');
    await page.getByLabel('Drop a file here').setInputFiles(fileOf('korean.csv', korean));
    await page.getByText('A name read in the wrong encoding').waitFor();
    await page.getByLabel('Read as').selectOption('euc-kr');
    await page.getByText('김정은').waitFor();
    expect(await page.getByLabel('Taken for 이름').inputValue()).toBe('name');
    await leave();
  });

  it('says why a file cannot be read', async () => {
    const { page, leave } = await opened.visit('/files');
    await page.getByLabel('Drop a file here').setInputFiles(fileOf('empty.csv', ''));
    await page.getByRole('alert').waitFor();
    await expectSound(page, 'file-refused');
    await leave();
  });
});
