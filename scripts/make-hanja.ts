/**
 * Makes `data/screening/hanja.json` from the Unihan files of the Unicode Character Database (Unihan_Readings,
 * Unihan_Variants and Unihan_OtherMappings.txt; made with version 15.0): `tsx scripts/make-hanja.ts FOLDER`.
 * The same files give the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedDataUrl } from '../src/kernel/shipped-data.ts';

/** Character sets that hold what is met in names: KS X 1001, names of the ROK, GB 2312, kanji in use and of names. */
const SETS = ['kKSC0', 'kKoreanName', 'kGB0', 'kJoyoKanji', 'kJinmeiyoKanji'];
const VARIANTS = [
  'kTraditionalVariant',
  'kSimplifiedVariant',
  'kSemanticVariant',
  'kSpecializedSemanticVariant',
  'kZVariant',
  'kJinmeiyoKanji',
];
/** A reading that makes up less of a character's use in running text than this is left out. */
const LEAST_SHARE = 0.05;
const PER_LINE = 6;
const FIRST_HANGUL = 0xac00;
const N = 2;
const R = 5;
const SILENT = 11;
/** ㅑㅒㅕㅖㅛㅠㅣ in Unicode's order of vowels. */
const PALATAL = new Set([2, 3, 6, 7, 12, 17, 20]);

const folder = process.argv[2];
if (!folder) {
  process.stderr.write('Usage: tsx scripts/make-hanja.ts FOLDER-OF-UNIHAN-FILES\n');
  process.exit(2);
}
const fields = readFields(folder);
const facts = JSON.parse(readFileSync(new URL('hanja-facts.json', import.meta.url), 'utf8')) as {
  /** Characters by the reading that they have as family names. */
  surnamePinyin: Record<string, string>;
  /** Japanese forms, and at the same places the traditional ones. */
  shinjitai: { modern: string; traditional: string };
};
const surnames = new Map(
  Object.entries(facts.surnamePinyin).flatMap(([pinyin, characters]) => [...characters].map((one) => [one, pinyin])),
);
const traditional = [...facts.shinjitai.traditional];
const shinjitai = new Map([...facts.shinjitai.modern].map((modern, at) => [modern, traditional[at] ?? modern]));
const variants = variantGraph();

const rows = [...fields.keys()]
  .filter((code) => SETS.some((set) => fields.get(code)?.has(set)) || shinjitai.has(String.fromCodePoint(code)))
  .sort((one, other) => one - other)
  .flatMap((code) => {
    const korean = koreanOf(code);
    const mandarin = mandarinOf(code);
    return korean && mandarin[0] ? [`${quote(String.fromCodePoint(code))}: ${quoteAll([korean, ...mandarin])}`] : [];
  });
const lines = rows.flatMap((_, at) => (at % PER_LINE === 0 ? [rows.slice(at, at + PER_LINE).join(', ')] : []));
writeFileSync(fileURLToPath(new URL('screening/hanja.json', shippedDataUrl)), `{\n${lines.join(',\n')}\n}\n`);

/** Values by code point and field name. */
function readFields(from: string): Map<number, Map<string, string>> {
  const all = new Map<number, Map<string, string>>();
  for (const file of ['Readings', 'Variants', 'OtherMappings']) {
    for (const line of readFileSync(join(from, `Unihan_${file}.txt`), 'utf8').split('\n')) {
      const [point, field, value] = line.split('\t');
      if (!point?.startsWith('U+') || !field || !value) continue;
      const code = Number.parseInt(point.slice(2), 16);
      const known = all.get(code) ?? new Map<string, string>();
      all.set(code, known.set(field, value));
    }
  }
  return all;
}

/**
 * Korean readings: those of the traditional forms that a simplified or Japanese one stands for, and its own; of the nearest
 * variants where there are none.
 */
function koreanOf(code: number): string {
  const old = shinjitai.get(String.fromCodePoint(code))?.codePointAt(0);
  const forms = [...pointsIn(fields.get(code)?.get('kTraditionalVariant')), ...(old ? [old] : []), code];
  const own = forms.flatMap(hangulOf);
  return [...new Set(own.length > 0 ? own : nearest(code, hangulOf))].join('');
}

function hangulOf(code: number): string[] {
  return (fields.get(code)?.get('kHangul') ?? '').split(' ').flatMap((reading) => {
    const [syllable] = reading.normalize('NFC').split(':');
    return syllable?.length === 1 ? [syllable, bySoundLaw(syllable)] : [];
  });
}

/** The form without an initial ㄹ or ㄴ that the ROK writes (Hangul Orthography, articles 10 to 12). */
function bySoundLaw(syllable: string): string {
  const offset = syllable.charCodeAt(0) - FIRST_HANGUL;
  const [onset, vowel] = [Math.floor(offset / 588), Math.floor((offset % 588) / 28)];
  const to = PALATAL.has(vowel) && (onset === R || onset === N) ? SILENT : onset === R ? N : onset;
  return String.fromCharCode(FIRST_HANGUL + offset + (to - onset) * 588);
}

/**
 * Toneless Mandarin readings, the commonest first, then that of a family name; ü is written u. A form that only Japan
 * uses is read as the Chinese form is.
 */
function mandarinOf(code: number): string[] {
  const character = String.fromCodePoint(code);
  const old = shinjitai.get(character);
  const surname = surnames.get(character);
  const readings =
    isChinese(code) && !old
      ? pinyinOf(code)
      : [...nearest(code, (one) => (isChinese(one) ? pinyinOf(one) : [])), ...pinyinOf(code)];
  return [...new Set(surname ? [...readings, surname] : readings)];
}

function pinyinOf(code: number): string[] {
  const common = fields.get(code)?.get('kMandarin')?.split(' ') ?? [];
  const counted = [...(fields.get(code)?.get('kHanyuPinlu') ?? '').matchAll(/(\S+?)\((\d+)\)/g)];
  const all = counted.reduce((sum, [, , count]) => sum + Number(count), 0);
  const used = counted.filter(([, , count]) => Number(count) >= all * LEAST_SHARE).map(([, reading]) => reading ?? '');
  return [...common, ...used].map((reading) => reading.normalize('NFD').replace(/\p{M}/gu, ''));
}

function isChinese(code: number): boolean {
  return ['kGB0', 'kBigFive'].some((set) => fields.get(code)?.has(set));
}

/** What the nearest variants of a character say, step by step through the variants of variants. */
function nearest(code: number, say: (one: number) => string[]): string[] {
  let ring = [code];
  for (const seen = new Set(ring); ring.length > 0; ) {
    ring = ring.flatMap((one) => [...(variants.get(one) ?? [])]).filter((one) => seen.size < seen.add(one).size);
    const said = ring.flatMap(say);
    if (said.length > 0) return said;
  }
  return [];
}

/** Which characters are variants of which, both ways. */
function variantGraph(): Map<number, Set<number>> {
  const graph = new Map<number, Set<number>>();
  const join = (one: number, other: number): void => {
    graph.set(one, (graph.get(one) ?? new Set()).add(other));
    graph.set(other, (graph.get(other) ?? new Set()).add(one));
  };
  for (const [code, known] of fields) {
    for (const other of VARIANTS.flatMap((field) => pointsIn(known.get(field)))) join(code, other);
  }
  for (const [modern, old] of shinjitai) {
    join(modern.codePointAt(0) ?? 0, old.codePointAt(0) ?? 0);
  }
  return graph;
}

function pointsIn(value = ''): number[] {
  return (value.match(/U\+[0-9A-F]+/g) ?? []).map((point) => Number.parseInt(point.slice(2), 16));
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function quoteAll(texts: readonly string[]): string {
  return `[${texts.map(quote).join(', ')}]`;
}
