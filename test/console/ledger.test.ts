import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '../../src/ledger/edge/log.ts';
import { commitRecords } from '../../src/ledger/edge/store.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('the ledger in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  let proof: string;
  beforeAll(async () => {
    opened = await openConsole();
    const { database, home } = opened.app;
    const log = await openLog({ database, home });
    const [commitment = ''] = await commitRecords(database, [{ kind: 'note', text: 'EXERCISE statement' }]);
    await log.integrateAll();
    proof = await log.proofOfRecord(commitment, true);
  }, 60_000);
  afterAll(() => opened?.close());

  it('shows the head, and says what to do while there is no witness', async () => {
    const { page, leave } = await opened.visit('/ledger', false);
    await page.getByText('No witness signs this log yet').waitFor();
    await expectSound(page, 'ledger');
    await leave();
  });

  it('checks a proof without asking the server, and shows the record', async () => {
    const { page, leave } = await opened.visit('/ledger/check', false);
    await page.getByRole('textbox', { name: 'Whom you trust' }).waitFor();
    await page.waitForFunction('document.querySelectorAll("textarea")[1]?.value.includes("log ")');
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'Proof' }).fill(proof);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('The proof holds').waitFor();
    expect(await page.getByText('EXERCISE statement').count()).toBe(1);
    await expectSound(page, 'ledger-proof');
    await page.getByRole('textbox', { name: 'Proof' }).fill(proof.replace('index 0', 'index 1'));
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('The proof does not hold').waitFor();
    await page.context().setOffline(false);
    await leave();
  });
});
