import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExercisePerson, makeExercise } from '../../src/team/edge/exercise.ts';
import { codeAt, seedOfText, stepAt } from '../../src/team/totp.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const PASSWORD = 'seven brass lanterns hum';

describe.skipIf(!canOpenConsole)('cases in the console', () => {
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

  it('lead from a case to a publication that carries the dissent, with nobody asked for leave', {
    timeout: 120_000,
  }, async () => {
    const stranger = await opened.visit('/cases', false);
    await stranger.page.getByText('There is no case that you may see').waitFor();
    await expectSound(stranger.page, 'cases-empty');

    const analyst = await asPerson('jp-analyst');
    await analyst.page.goto('/cases');
    await analyst.page.getByRole('button', { name: 'Open a case' }).click();
    await analyst.page.getByRole('textbox', { name: 'Title' }).fill('EXERCISE transfer off Nampo');
    await analyst.page.getByRole('checkbox', { name: 'FR' }).check();
    await analyst.page.getByRole('button', { name: 'Open a case' }).click();
    await analyst.page.getByRole('heading', { name: 'EXERCISE transfer off Nampo' }).waitFor();
    await analyst.page.getByRole('button', { name: 'Write a paragraph' }).click();
    await analyst.page
      .getByRole('textbox', { name: 'Text' })
      .fill('EXERCISE: two ships lay side by side for six hours.');
    await analyst.page.getByRole('button', { name: 'Write a paragraph' }).click();
    await analyst.page.getByText('two ships lay side by side').first().waitFor();
    await analyst.page.getByRole('button', { name: 'Send a request' }).click();
    await analyst.page.getByRole('textbox', { name: 'To' }).fill('EXERCISE flag registry');
    await analyst.page.getByRole('textbox', { name: 'Question' }).fill('Whose flag did they fly?');
    await analyst.page.getByRole('button', { name: 'Send a request' }).click();
    await analyst.page.getByRole('cell', { name: /Whose flag/ }).waitFor();
    const path = new URL(analyst.page.url()).pathname;
    await expectSound(analyst.page, 'case');

    const french = await asPerson('fr-coordinator');
    await french.page.goto(path);
    await french.page.getByRole('button', { name: 'Attach a dissent' }).click();
    await french.page.getByRole('textbox', { name: 'Text' }).fill('EXERCISE: six hours are not shown.');
    await french.page.getByRole('button', { name: 'Attach a dissent' }).click();
    await french.page.getByText('Dissent of FR').waitFor();
    expect(await french.page.getByRole('button', { name: 'Strike' }).count()).toBe(0);

    const german = await asPerson('de-analyst');
    await german.page.goto(path);
    await german.page.getByText('There is no such case that you may see').waitFor();

    const releaser = await asPerson('jp-releaser');
    await releaser.page.goto(path);
    await releaser.page.getByRole('button', { name: /^Publish/ }).click();
    await releaser.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await releaser.page.getByText('published', { exact: true }).first().waitFor();
    await expectSound(releaser.page, 'case-published');

    await stranger.page.goto('/published');
    await stranger.page.getByText('EXERCISE: two ships lay side by side').waitFor();
    await stranger.page.getByText('EXERCISE: six hours are not shown.').waitFor();
    expect(await stranger.page.getByText('transfer off Nampo').count()).toBe(0);
    await expectSound(stranger.page, 'published');
    for (const one of [stranger, analyst, french, german, releaser]) await one.leave();
  });
});
