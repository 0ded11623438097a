import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBundle } from '../../src/finance/edge/store-bundles.ts';
import { keepTagPack } from '../../src/finance/edge/store-tags.ts';
import { readTagPack } from '../../src/finance/tagpacks/tagpack.ts';
import type { Movement } from '../../src/finance/transfers/movement.ts';
import { loadOwnershipFile } from '../../src/parties/edge/ownership-commands.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const THIEF = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';
const other = (n: number): string => `0x${n.toString(16).padStart(40, 'e')}`;

/** EXERCISE: a listed wallet spreads what it got over ten, of which some reach a mixer. */
function exerciseMovements(): Movement[] {
  const pay = (tx: number, from: string, to: string, amount: bigint): Movement => ({
    ...{ chain: 'ethereum', asset: 'ETH', tx: `EXERCISE-${tx}`, index: 0, at: 1_650_000_000 + tx * 40_000, block: tx },
    inputs: [{ address: from, amount: amount * 10n ** 17n }],
    outputs: [{ address: to, amount: amount * 10n ** 17n }],
  });
  const tens = Array.from({ length: 10 }, (_, at) => at);
  return [
    ...tens.map((at) => pay(at, other(500 + at), other(at), 70n)),
    pay(20, other(999), THIEF, 12_345n),
    ...tens.map((at) => pay(30 + at, THIEF, other(at), 1000n + BigInt(at) * 7n)),
    ...tens.map((at) => pay(50 + at, other(at), at % 3 === 0 ? other(77) : other(200 + at), 600n)),
  ];
}

describe.skipIf(!canOpenConsole)('wallets, thefts and owners in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
    const { database, home } = opened.app;
    const origin = { name: 'EXERCISE', source: 'EXERCISE', kind: 'file' as const, exercise: true, mark: null };
    await keepBundle({ database, home }, { origin, faults: { rejected: 0, rejections: [] } }, exerciseMovements());
    const pack = `title: EXERCISE\ncreator: EXERCISE\ntags:\n- address: '${other(77)}'\n  label: EXERCISE mixer\n  category: mixer\n`;
    await keepTagPack(database, pack, readTagPack(pack, 'EXERCISE'));
    const path = join(home, 'owners.csv');
    writeFileSync(
      path,
      `owner,owned,share,owned_name,kind
us-ofac-sdn-27307,EX-1,60,EXERCISE HOLDING,
us-ofac-sdn-27307,EX-2,10,EXERCISE TRADING,
EX-1,EX-2,35-45,EXERCISE TRADING,
EX-9,EX-2,40,EXERCISE TRADING,
EX-1,EX-2,,EXERCISE TRADING,boardMember
`,
    );
    await loadOwnershipFile(database, path);
  }, 120_000);
  afterAll(() => opened?.close());

  it('shows the register of thefts, and of one every statement with its source', async () => {
    const { page, leave } = await opened.visit('/thefts', false);
    await page.getByRole('link', { name: 'WazirX' }).waitFor();
    await expectSound(page, 'thefts');
    await page.getByRole('link', { name: 'WazirX' }).click();
    await page.getByText('Sources differ on: attribution').waitFor();
    await expectSound(page, 'theft');
    await leave();
  }, 60_000);

  it('checks a wallet for anyone, and traces it for the operator by each model', async () => {
    const { page, leave } = await opened.visit(`/wallets?q=${THIEF}`);
    await page
      .getByRole('table', { name: /Listings/ })
      .or(page.getByText('us-ofac-wallets'))
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Trace through exercise data' }).click();
    await page.getByRole('img', { name: /Flow by FIFO/ }).waitFor();
    await page.getByRole('group', { name: 'Model' }).getByText('Haircut').click();
    await page.getByRole('img', { name: /Flow by Haircut/ }).waitFor();
    expect(await page.locator('svg rect').count()).toBeGreaterThan(10);
    await expectSound(page, 'wallet-trace');
    await leave();
  }, 60_000);

  it('judges a firm by its owners, rule by rule, and names the share that is missing', async () => {
    const { page, leave } = await opened.visit('/ownership?q=EXERCISE', false);
    await page.getByRole('link', { name: 'EXERCISE TRADING' }).click();
    await page.getByText('undetermined: a share is missing').first().waitFor();
    await page.getByText('Blocked from 40 %.').first().waitFor();
    await page.getByRole('img', { name: /Owners of EXERCISE TRADING/ }).waitFor();
    await expectSound(page, 'owners');
    await leave();
  }, 60_000);
});
