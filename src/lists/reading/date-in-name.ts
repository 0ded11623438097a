import { type PartialDate, parsePartialDate } from '../../kernel/partial-date.ts';

/** The date in a file's name, `sdn-2024-05-03.csv`, `shisan20260305.xlsx`, `list-2024-05.csv`; null when it has none. */
export function dateInName(name: string): PartialDate | null {
  const found = /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)(?:[-_.]?(\d\d))?(?!\d)/.exec(name);
  return found ? parsePartialDate(found.slice(1).filter(Boolean).join('-')) : null;
}
