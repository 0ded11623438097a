import { identifiersIn } from '../../parties/identifiers-in-text.ts';

/** A labelled fact in a remark, with the place it stood. */
export interface RemarkFact {
  property: string;
  value: string;
  /** Offset in the remark, in UTF-16 code units. */
  offset: number;
  /** The matched text, at most 120 characters. */
  text: string;
  /** For wallets, the ticker that the list gives. */
  currency?: string;
}

const DOCUMENT = '[A-ZＡ-Ｚ]{0,4}[0-9０-９]{5,12}[A-Z]?(?![0-9A-Za-z])';
const PASSPORT = new RegExp(
  `Passport(?:\\s+(?:no|number|information))?\\s*[.:：]{0,2}\\s*(?:a\\)\\s*)?(${DOCUMENT})`,
  'gi',
);
const NEXT_DOCUMENT = new RegExp(
  `\\s*(?:\\([^()]{0,160}\\))?\\s*(?:[;,]?\\s*[b-z]\\)|;|,?\\s*and)\\s*(${DOCUMENT})`,
  'gy',
);
const FACTS: readonly (readonly [property: string, pattern: RegExp])[] = [
  [
    'swiftBic',
    /SWIFT(?:\s*\/\s*BIC)?(?:\s*code)?\s*[:：]?\s*([A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![A-Z0-9])/g,
  ],
  ['passportNumber', PASSPORT],
  [
    'registrationNumber',
    /(?:registration (?:number|no)|国家登録番号|国家識別番号)\.?\s*[:：]\s*([0-9][0-9/-]{4,20})/gi,
  ],
  [
    'taxNumber',
    /Tax(?:payer)? (?:ID|number|identification number)\.?\s*(?:\(?INN\)?)?\s*[:：]\s*([0-9]{8,14})(?![0-9])/gi,
  ],
  ['gender', /(?<![A-Za-z])(?:Gender|Sex|性別|성별)\s*[:：・]?\s*(male|female|男性|女性|남성|여성)(?![A-Za-z])/gi],
  ['email', /([\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4})/g],
];
const GENDERS: Readonly<Record<string, string>> = { 男性: 'male', 女性: 'female', 남성: 'male', 여성: 'female' };

/**
 * Labelled identifiers in a remark: IMO numbers and wallets whose check holds, SWIFT codes, passports, registration
 * and tax numbers, e-mail addresses, and gender. What is not labelled is not guessed at.
 */
export function factsIn(remark: string): RemarkFact[] {
  const facts: RemarkFact[] = [...identifiersIn(remark), ...runTogetherImo(remark)];
  for (const [property, pattern] of FACTS) {
    for (const match of remark.matchAll(pattern)) {
      const written = (match[1] ?? '').normalize('NFKC');
      const value = property === 'gender' ? (GENDERS[written] ?? written.toLowerCase()) : written.replaceAll(' ', '');
      facts.push({ property, value, offset: match.index, text: match[0].slice(0, 120) });
    }
  }
  return [...facts, ...furtherPassports(remark)];
}

/** `Passport no: a) 123456 b) 234567`, `Passport number 123456 (expired 2017); 234567`: those after the first. */
function furtherPassports(remark: string): RemarkFact[] {
  const facts: RemarkFact[] = [];
  for (const label of remark.matchAll(PASSPORT)) {
    NEXT_DOCUMENT.lastIndex = label.index + label[0].length;
    for (let next = NEXT_DOCUMENT.exec(remark); next; next = NEXT_DOCUMENT.exec(remark)) {
      const offset = next.index + next[0].length - (next[1]?.length ?? 0);
      facts.push({ property: 'passportNumber', value: next[1] ?? '', offset, text: next[1] ?? '' });
    }
  }
  return facts;
}

/** Two IMO numbers that lost the mark between them; taken only when both check digits hold. */
function runTogetherImo(remark: string): RemarkFact[] {
  return [...remark.matchAll(/IMO\D{0,6}(\d{7})(\d{7})(?!\d)/g)].flatMap((match) => {
    const numbers = [match[1] ?? '', match[2] ?? ''];
    const sound = numbers.every((number) => identifiersIn(`IMO ${number}`).length === 1);
    if (!sound) return [];
    return numbers.map((value) => ({ property: 'imoNumber', value, offset: match.index, text: match[0] }));
  });
}
