import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFindings, withdrawFindings } from '../../src/findings/edge/store.ts';
import { buildUpdate } from '../../src/reports/edge/build-update.ts';
import { inventedFinding } from '../../src/reports/fixtures/invented-finding.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('regular updates in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  }, 60_000);
  afterAll(() => opened?.close());

  it('lead from the list to the page of one, which is sound on screens of all sizes and in both looks', async () => {
    const { database } = opened.app;
    const none = await opened.visit('/updates', false);
    await none.page.getByText('No update has been made yet').waitFor();
    await none.leave();

    const findings = Array.from({ length: 300 }, (_, number) =>
      inventedFinding(number, { exercise: number % 2 === 0, watch: number % 3 === 0 ? 'gap' : 'encounter' }),
    );
    await keepFindings(database, findings);
    await buildUpdate(database, { now: new Date('2026-04-01T00:00:00Z') });
    await withdrawFindings(database, [findings[1]?.id ?? ''], 'late data');
    await keepFindings(database, [inventedFinding(300), { ...inventedFinding(3, { watch: 'gap' }), confidence: 0.9 }]);
    await buildUpdate(database, { now: new Date('2026-04-02T00:00:00Z') });

    const reader = await opened.visit('/updates', false);
    await reader.page.getByText('EXERCISE').first().waitFor();
    expect(await reader.page.locator('tbody tr').count()).toBe(4);
    await expectSound(reader.page, 'updates');
    await reader.page.locator('tbody tr').first().getByRole('link').first().click();
    await reader.page.getByRole('heading', { name: /^Update, 2026-04-01 00:00 UTC to 2026-04-02/ }).waitFor();
    await reader.page.getByText('Finding withdrawn').first().waitFor();
    await expectSound(reader.page, 'update');
    await reader.leave();
  });
});
