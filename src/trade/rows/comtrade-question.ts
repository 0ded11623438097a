import { comtradeCountries, comtradeNumberOf } from '../area-code.ts';

/** A question to UN Comtrade v1: what states told of goods in some periods. */
export interface ComtradeQuestion {
  /** `final` with a key; `tariff-line` in the states' own codes; `preview` without a key, 500 rows at most. */
  kind: 'final' | 'tariff-line' | 'preview';
  frequency: 'monthly' | 'annual';
  /** `201907` or `2019`. */
  periods: string[];
  /** Country codes; all who reported when empty. */
  reporters: string[];
  partners: string[];
  /** HS codes, or a level: `AG6`. */
  codes: string[];
}

const PATHS: Readonly<Record<ComtradeQuestion['kind'], string>> = {
  final: '/data/v1/get',
  'tariff-line': '/data/v1/getTariffline',
  preview: '/public/v1/preview',
};

/** Rows that Comtrade gives in one answer. */
export function mostRows({ kind }: ComtradeQuestion): number {
  return kind === 'preview' ? 500 : 100_000;
}

/** The address of a question. Only wholes are asked for: left out, a flow comes again for every procedure and transport, 32 rows for one. */
export function addressOf(base: string, question: ComtradeQuestion): URL {
  const { kind, frequency, periods, reporters, partners, codes } = question;
  const address = new URL(`${base}${PATHS[kind]}/C/${frequency === 'monthly' ? 'M' : 'A'}/HS`);
  const numbers = (countries: readonly string[]): string =>
    countries.map((country) => comtradeNumberOf(country) ?? country).join(',');
  const parameters: Record<string, string> = {
    period: periods.join(','),
    cmdCode: codes.join(','),
    partner2Code: '0',
    customsCode: 'C00',
    motCode: '0',
    maxRecords: String(mostRows(question)),
    format: 'JSON',
    breakdownMode: 'classic',
    includeDesc: 'false',
  };
  if (reporters.length > 0) parameters.reporterCode = numbers(reporters);
  if (partners.length > 0) parameters.partnerCode = numbers(partners);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
}

/** Two questions that together ask the same; null when it cannot be parted. All who report are parted as all countries. */
export function parted(question: ComtradeQuestion): [ComtradeQuestion, ComtradeQuestion] | null {
  for (const name of ['periods', 'reporters', 'partners', 'codes'] as const) {
    const values = name === 'reporters' && question.reporters.length === 0 ? comtradeCountries() : question[name];
    if (values.length < 2) continue;
    const middle = Math.ceil(values.length / 2);
    return [
      { ...question, [name]: values.slice(0, middle) },
      { ...question, [name]: values.slice(middle) },
    ];
  }
  return null;
}
