import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '../../src/ledger/edge/log.ts';
import { issueApproval } from '../../src/relief/edge/office.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('approvals of aid in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  let signed: string;
  beforeAll(async () => {
    opened = await openConsole();
    const { database, home } = opened.app;
    const { signer } = await openLog({ database, home });
    const approval = {
      format: 'watchkeeper-approval/1',
      id: 'EXERCISE-1',
      authority: 'EXERCISE committee',
      letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
      grantee: 'EXERCISE Aid',
      window: { from: '2026-01-10', to: '2026-10-10' },
      mostShipments: 3,
      route: ['CNDDG'],
      items: [{ line: 1, name: 'Disposable syringe', hsCode: '901831', quantity: '1000', unit: 'pieces' }],
      exercise: true,
    };
    signed = (await issueApproval({ database, signer, now: () => new Date() }, approval, 'EXERCISE')).signed;
  }, 60_000);
  afterAll(() => opened?.close());

  it('checks an approval without a network, and refuses an altered one', async () => {
    const { page, leave } = await opened.visit('/relief/verify', false);
    const field = (name: string) => page.getByRole('textbox', { name });
    await expect.poll(() => field('Key that you trust').inputValue()).toContain('+');
    await expect.poll(() => field('Signed list of revocations').inputValue()).toContain('revocations');
    await page.context().setOffline(true);
    await field('Signed approval').fill(signed);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('The approval is genuine and not revoked').waitFor();
    expect(await page.getByText('Disposable syringe').count()).toBeGreaterThan(0);
    await expectSound(page, 'relief-verify');
    await field('Signed approval').fill(signed.replace('1000', '9000'));
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('This is not an approval of that signer').waitFor();
    await page.context().setOffline(false);
    await leave();
  });
});
