import { cleanLine, cleanText } from '../../reading/clean-text.ts';
import { partedNames } from '../../reading/comma-names.ts';
import { letteredItems } from '../../reading/lettered-items.ts';

/** The names that one packed cell holds. */
export interface PackedNames {
  alias: string[];
  previousName: string[];
  /** Sentences that are no names. */
  remarks: string[];
}

const CJK = /[\u3040-\u30ff\u3400-\u9fff]/;
const FORMER = /\(旧称[\d０-９]*\)|旧称\s*[、:]|(?<![A-Za-z])f\.k\.a\b\.?\s*:?|formerly known as:?/gi;
const ALSO = /\(別[称名][\d０-９]*\)|別[称名]\s*[、:]|(?<![A-Za-z])a\.k\.a\b\.?\s*:?|also known as:?/gi;
const LATIN_MARK = /\b[af]\.k\.a\b/i;
/** What is said about a name and is none: birth, passport, designation elsewhere, use in the past. */
const ASIDE =
  /\((?:[^()]|\([^()]*\)){0,80}(?:\d{4}年|生まれ|出生|指定|以前|掲載|previously listed)[^()]{0,80}\)|[(、,]?\s*(?:[\d０-９]{4}年[\d０-９]|DOB\b|旅券番号|\bborn\b).*$/gi;
const LONGEST_NAME = 200;

/**
 * A cell of other names: kana and Latin, lettered or parted by `；`, `、`, line ends, and marked `（別称）`, `（旧称）`,
 * `a.k.a.`, `f.k.a.`. A kana name with its Latin form in brackets is two names. Persons' names may hold commas.
 */
export function packedNames(cell: string, person: boolean): PackedNames {
  const names: PackedNames = { alias: [], previousName: [], remarks: [] };
  const plain = halfWidthMarks(cleanText(cell));
  const ownMarks = LATIN_MARK.test(plain);
  let kind: 'alias' | 'previousName' = 'alias';
  for (const marked of plain.replace(FORMER, '⟦former⟧').replace(ALSO, '⟦also⟧').split(/(?=⟦)/)) {
    if (marked.startsWith('⟦')) kind = marked.startsWith('⟦former') ? 'previousName' : 'alias';
    const section = marked.replace(/^⟦\w+⟧/, '');
    for (const item of items(section, person)) {
      // Where the Latin names have marks of their own, a mark before the kana names does not reach them.
      const unmarked = ownMarks && CJK.test(section) && !CJK.test(item);
      add(names, unmarked ? 'alias' : kind, item);
    }
  }
  return names;
}

/** `NAME (original script: …)`: the name and its original form. */
export function nameAndScript(cell: string): string[] {
  const plain = cleanLine(cell);
  const script = /[(（]\s*original script\s*[:：]\s*([^)）]*)[)）]/i.exec(plain);
  if (!script) return plain === '' ? [] : [plain];
  return [plain.replace(script[0], ''), script[1] ?? ''].map(cleanLine).filter((name) => name !== '');
}

function add(names: PackedNames, kind: 'alias' | 'previousName', item: string): void {
  const bare = unwrapped(item.replace(ASIDE, ''));
  if (bare.includes('。') || bare.length > LONGEST_NAME) {
    names.remarks.push(bare);
    return;
  }
  for (const name of kanaAndLatin(bare).flatMap(nameAndScript)) {
    const clean = cleanLine(unwrapped(name).replace(/^["“”「]+|["“”」]+$/g, ''));
    if (/[\p{L}\p{N}]/u.test(clean) && !names[kind].includes(clean)) names[kind].push(clean);
  }
}

function items(section: string, person: boolean): string[] {
  const lettered = letteredItems(section);
  if (/\([a-z]\)/.test(section)) return lettered.flatMap((item) => item.split('\n'));
  return section.split('\n').flatMap((line) => {
    if (line.includes(';')) return line.split(';');
    if (CJK.test(line)) return line.split('、');
    return commaNames(line, person);
  });
}

/** `Kim A B, Kim C D` are two persons' names, `KIM, A B` is one. */
function commaNames(line: string, person: boolean): string[] {
  const names = partedNames(line);
  return person && names.some((name) => !name.includes(' ')) ? [line] : names;
}

/** `キム（Kim）` as both names; brackets around kana, or inside Latin names, stay. */
function kanaAndLatin(name: string): string[] {
  const outside = name.replace(/\([^()]*\)/g, '');
  if (!CJK.test(outside)) return [name];
  const latin: string[] = [];
  const rest = name.replace(/\(((?:[^()]|\([^()]*\))*)\)/g, (whole, inside: string) => {
    if (CJK.test(inside) || !/[A-Za-z]{2}/.test(inside)) return whole;
    latin.push(inside);
    return '';
  });
  return [rest, ...latin];
}

/** Without brackets that enclose the whole or lost their other half. */
function unwrapped(text: string): string {
  let plain = text.replace(/^[\s,;、・]+|[\s,;、]+$/g, '');
  const opened = (plain.match(/\(/g) ?? []).length - (plain.match(/\)/g) ?? []).length;
  if (opened < 0 && plain.endsWith(')')) plain = plain.slice(0, -1);
  if (opened > 0) plain = plain.replace(/^\(|\s*\($/, '');
  if (/^\([^()]*\)$/.test(plain)) plain = plain.slice(1, -1);
  return plain.trim();
}

function halfWidthMarks(text: string): string {
  return text.replace(/[（）；：，]/g, (mark) => mark.normalize('NFKC'));
}
