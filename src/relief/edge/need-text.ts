import type { ExemptionAnswer, NeedLine, RegimeNeed } from '../need-exemption.ts';
import { NEED_WORDS, type ReliefLanguage } from '../need-words.ts';

/** An answer for people: the UN first, then each state's law, each with paragraph, permission and what is missing. */
export function needText(answer: ExemptionAnswer, language: ReliefLanguage): string {
  const words = NEED_WORDS[language];
  const { hsCode, understoodAs, others } = answer.goods;
  const goods = [
    `HS ${hsCode ?? '?'}${understoodAs ? ` (${understoodAs})` : ''}`,
    ...others.map((other) => `HS ${other.hsCode} ${other.id}?`),
  ].join('; ');
  const instead = answer.substitutes.map(
    ({ name, hsCode: code, need }) => `${words.instead}: ${name}, HS ${code}: ${words.need[need]}`,
  );
  return [
    `${words.need[answer.need]}  (${answer.on}; ${goods})`,
    ...answer.regimes.map((regime) => regimeText(regime, language)),
    ...(instead.length > 0 ? [instead.join('\n')] : []),
    answer.notes.map((note) => `  - ${note}`).join('\n'),
  ].join('\n\n');
}

function regimeText({ regime, reached, need, lines, open }: RegimeNeed, language: ReliefLanguage): string {
  const words = NEED_WORDS[language];
  const head = `${regime}${reached ? '' : ` (${words.unlessReached})`}: ${words.need[need]}`;
  const asked = open.map(({ subject, fact, question }) => `  ? ${words.subject[subject]}: ${question} [${fact}]`);
  return [head, ...lines.flatMap((line) => lineText(line, language)), ...asked].join('\n');
}

function lineText(line: NeedLine, language: ReliefLanguage): string[] {
  const words = NEED_WORDS[language];
  const mark = line.publishable ? line.confidence : `${line.confidence}; ${words.unchecked}`;
  const missing = [...line.missing, ...line.ways.flatMap((way) => way.missing)];
  return [
    `  ${words.subject[line.subject]}: ${line.paragraph} [${mark}]: ${words.need[line.need]}`,
    `      ${line.summary}`,
    ...line.coveredBy.map(({ code, text }) => `      ${words.covered} ${code}: ${text}`),
    ...line.ways.map(({ code, text }) => `      ${words.ways} ${code}: ${text}`),
    ...[...new Map(missing.map((row) => [row.fact, row])).values()].map(
      ({ fact, question }) => `      ${words.missing}: ${question} [${fact}]`,
    ),
  ];
}
