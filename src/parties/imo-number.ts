/** What a seven-digit IMO number may belong to by its check digit. Companies have numbers of their own series. */
export type ImoKind = 'vessel' | 'company';

/**
 * The seven digits of an IMO number written with or without `IMO`, in any width; null when the check digit fails.
 * Ship numbers weigh the first six digits 7 to 2 and compare the last digit of the sum (IMO Resolution A.1117(30));
 * company numbers weigh them 8, 6, 4, 2, 9, 7 modulo 11 (Resolution MSC.160(78)). A right digit finds typing
 * errors, not laundering: fraudulent numbers pass it too.
 */
export function imoNumber(text: string, kind: ImoKind = 'vessel'): string | null {
  const digits = /^\s*(?:IMO)?\s*(?:no\.?|number|:)?\s*(\d{7})\s*$/i.exec(text.normalize('NFKC'))?.[1];
  if (!digits) return null;
  return (kind === 'vessel' ? isVesselNumber : isCompanyNumber)(digits) ? digits : null;
}

function isVesselNumber(digits: string): boolean {
  return weigh(digits, [7, 6, 5, 4, 3, 2]) % 10 === Number(digits[6]) && !/^0/.test(digits);
}

function isCompanyNumber(digits: string): boolean {
  return (11 - (weigh(digits, [8, 6, 4, 2, 9, 7]) % 11)) % 10 === Number(digits[6]);
}

function weigh(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}
