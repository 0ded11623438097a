import { describe, expect, it } from 'vitest';
import { exerciseScreener } from '../fixtures/exercise-lists.ts';
import { partyPreview } from './party-preview.ts';

describe('partyPreview()', () => {
  const screener = exerciseScreener();
  const [party] = screener.parties;
  if (!party) throw new Error('the exercise lists are empty');
  const entity = screener.answer(party);

  it('shows names as text, whatever they hold', () => {
    const page = partyPreview(
      { ...entity, caption: '<script>x</script>"&', properties: { alias: ["<b>'</b>"] } },
      () => '<i>list</i>',
    );
    expect(page).toContain('&#60;script&#62;x&#60;/script&#62;&#34;&#38;');
    expect(page).not.toMatch(/<script|<b>|<i>/);
  });

  it('shows six values of a kind and counts the others', () => {
    const page = partyPreview(
      { ...entity, properties: { alias: Array.from({ length: 9 }, (_, at) => `N${at}`) } },
      String,
    );
    expect(page).toContain('N5');
    expect(page).not.toContain('N6');
    expect(page).toContain('and 3 more');
  });
});
