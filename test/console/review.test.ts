import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const JOBS = '/api/v1/screening/jobs';
const operator = { authorization: 'Bearer exercise' };
const CUSTOMERS = 'Ref,Name\nC-1,Ocean Maritime Management\n,Kim Jong Sik\nC-3,Jane Example\n';

describe.skipIf(!canOpenConsole)('reviewing matches in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  let job = '';
  beforeAll(async () => {
    opened = await openConsole();
    job = await screened(opened.app, 'jsonl');
  });
  afterAll(() => opened?.close());

  it('goes through a file’s matches by keyboard, and exports them with the decisions', async () => {
    const { page, leave } = await opened.visit(`/files/${job}`);
    await page.getByRole('link', { name: 'Look through the matches' }).click();
    const place = page.getByRole('status').getByText(/^Match/);
    await page.locator('article').waitFor();
    const total = Number(/of (\d+)/.exec((await place.textContent()) ?? '')?.[1]);
    expect(total).toBeGreaterThan(2);
    await expectSound(page, 'review');
    await page.keyboard.press('2');
    await page.keyboard.type('EXERCISE: another firm');
    await page.keyboard.press('Enter');
    await page.getByText(`Match 2 of ${total}; decided: 1`).waitFor();
    await page.keyboard.press('k');
    await page.locator('article').getByText('decided: different').waitFor();
    await page.getByRole('button', { name: 'Next undecided' }).click();
    await page.getByText(`Match 2 of ${total}; decided: 1`).waitFor();

    for (let left = total - 1; left > 0; left -= 1) {
      await page.locator('article').getByRole('button', { name: 'Same' }).click();
      await page.getByLabel('Reason').fill('EXERCISE');
      await page.getByRole('button', { name: 'Keep the decision' }).click();
      await page.getByText(`decided: ${total - left + 1}`).waitFor();
    }
    await page.getByText('Every match has a decision that holds').waitFor();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = readFileSync(await csv.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(total + 1);
    expect(lines[1]).toMatch(/^C-1,Ocean Maritime Management,.*,different,EXERCISE: another firm,operator,/);
    expect(lines.slice(2).filter((line) => !line.includes(',same,EXERCISE,'))).toEqual([]);

    await page.getByRole('button', { name: /^Undo…/ }).click();
    await page.getByLabel('Reason').fill('EXERCISE: look again');
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText(`decided: ${total - 1}`).waitFor();
    await leave();
  });

  it('says why results as CSV cannot be reviewed', async () => {
    const { page, leave } = await opened.visit(`/files/${await screened(opened.app, 'csv')}/review`);
    await page.getByText('Only a finished file with results as JSON lines').waitFor();
    await leave();
  });
});

/** Screens the exercise customers as a job, and answers its id once it is done. */
async function screened(app: Awaited<ReturnType<typeof openConsole>>['app'], format: string): Promise<string> {
  const sent = await app.ask(`${JOBS}?name=customers.csv`, { method: 'POST', headers: operator, body: CUSTOMERS });
  const { id } = (sent.json() as { job: { id: string } }).job;
  await app.post(`${JOBS}/${id}/start`, { format }, operator);
  for (let tries = 0; tries < 300; tries += 1) {
    const job = (await app.ask(`${JOBS}/${id}`, { headers: operator })).json() as { state: string };
    if (job.state === 'done') return id;
    await sleep(200);
  }
  throw new Error('the job does not end');
}
