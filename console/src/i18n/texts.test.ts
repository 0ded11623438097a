import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: string | Tree };

const source = new URL('../', import.meta.url);
const languages = ['en', 'ko', 'ja'];

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const texts = new Map(
  languages.map((language) => [
    language,
    new Map(
      ['i18n', 'i18n/rooms'].flatMap((folder) =>
        flat(JSON.parse(readFileSync(new URL(`${folder}/${language}.json`, source), 'utf8'))),
      ),
    ),
  ]),
);
const english = texts.get('en') ?? new Map<string, string>();

const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, source), 'utf8'))
  .join('\n');
/** Keys written out, whether in `t('…')` or in a table of keys. */
const literals = new Set([...code.matchAll(/'([a-z][A-Za-z]*\.[A-Za-z-]+)'/g)].map((found) => found[1] ?? ''));
/** Beginnings of keys that are put together: t(`diff.${kind}`). */
const beginnings = [...code.matchAll(/t\(`([a-z][A-Za-z.-]*)\$\{/g)].map((found) => found[1] ?? '');
/** Groups of words: words('family', …). */
const groups = new Set(
  [...code.matchAll(/(?:words|options)\(\s*'([A-Za-z]+)'/g)].map((found) => `words.${found[1] ?? ''}.`),
);

describe('texts of the console', () => {
  it.each(languages)('has every key and every placeholder in %s', (language) => {
    const here = texts.get(language) ?? new Map<string, string>();
    expect([...here.keys()]).toEqual([...english.keys()]);
    const holes = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const [key, text] of english) expect([key, holes(here.get(key) ?? '')]).toEqual([key, holes(text)]);
    expect([...here].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has every key that a page asks for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((found) => found[1] ?? '');
    expect(asked.length).toBeGreaterThan(150);
    expect(asked.filter((key) => !english.has(key))).toEqual([]);
    expect([...groups].filter((group) => ![...english.keys()].some((key) => key.startsWith(group)))).toEqual([]);
  });

  it('has no key that no page asks for', () => {
    const isUsed = (key: string): boolean =>
      literals.has(key) ||
      beginnings.some((beginning) => key.startsWith(beginning)) ||
      [...groups].some((group) => key.startsWith(group));
    expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
  });
});
