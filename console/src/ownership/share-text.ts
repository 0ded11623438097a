const WHOLE = 100_000_000;

/** A share as people read it, from millionths of a per cent. */
export function shareText({ min, max }: { min: number; max: number }, unknown: string): string {
  const perCent = (value: number): string => `${value / 1_000_000}`;
  if (min === max) return `${perCent(min)} %`;
  return min === 0 && max === WHOLE ? unknown : `${perCent(min)}–${perCent(max)} %`;
}
