import { partialDate } from '../../kernel/partial-date.ts';

/**
 * The date that a file's name carries: `…-2024-05-03.csv`, `…20260305.xlsx`,
 * `…-20260305061500-abc.json`, `…-2024-12.xlsx`. A PartialDate to the
 * day or month, null when the name holds none.
 */
export function dateInName(name: string): string | null {
  const parts =
    /(?<!\d)((?:19|20)\d{2})[-_.](\d{2})(?:[-_.](\d{2}))?(?!\d)/.exec(name) ??
    /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?(?!\d)/.exec(name);
  return parts ? partialDate(Number(parts[1]), Number(parts[2]), parts[3] ? Number(parts[3]) : null) : null;
}
