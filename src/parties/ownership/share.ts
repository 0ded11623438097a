/**
 * A share of a whole, known exactly or between bounds, in millionths of a per cent: sums of a million shares stay whole
 * numbers below 2^53, so that "50 per cent" is met or not met, never nearly.
 */
export interface Share {
  min: number;
  max: number;
}

/** Millionths of a per cent in one per cent, and in the whole. */
export const PER_CENT = 1_000_000;
export const WHOLE = 100 * PER_CENT;

/** A share of which nothing is known. */
export const UNKNOWN_SHARE: Share = { min: 0, max: WHOLE };

/** Bounds as a source gives them, in per cent; `exclusive` bounds are not themselves possible. */
export interface ShareBounds {
  exact?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
  exclusiveMaximum?: number | undefined;
}

/** The share within the bounds, rounded outwards where a source gives more than six decimals; null for bounds that none can meet. */
export function shareWithin(bounds: ShareBounds): Share | null {
  const given = Object.values(bounds).filter((value) => value !== undefined);
  if (given.some((value) => !Number.isFinite(value) || value < 0 || value > 100)) return null;
  if (bounds.exact !== undefined) return { min: down(bounds.exact), max: up(bounds.exact) };
  const min = Math.max(
    bounds.minimum === undefined ? 0 : down(bounds.minimum),
    bounds.exclusiveMinimum === undefined ? 0 : down(bounds.exclusiveMinimum) + 1,
  );
  const max = Math.min(
    bounds.maximum === undefined ? WHOLE : up(bounds.maximum),
    bounds.exclusiveMaximum === undefined ? WHOLE : up(bounds.exclusiveMaximum) - 1,
  );
  return min <= max ? { min, max } : null;
}

/** Reads `51`, `33.3%`, `25-50`, `>50`, `>= 25`, `<10`, `unknown` or nothing; null for what is no share. */
export function parseShare(text: string): Share | null {
  const plain = text.trim().replaceAll('%', '').replaceAll(',', '.').replace(/\s+/g, '');
  if (plain === '' || /^(unknown|\?|n\/a)$/i.test(plain)) return UNKNOWN_SHARE;
  const range = /^(\d+(?:\.\d+)?)[-–](\d+(?:\.\d+)?)$/.exec(plain);
  if (range) return shareWithin({ minimum: Number(range[1]), maximum: Number(range[2]) });
  const bound = /^(>=|≥|>|<=|≤|<)?(\d+(?:\.\d+)?)$/.exec(plain);
  if (!bound) return null;
  const value = Number(bound[2]);
  switch (bound[1]) {
    case '>':
      return shareWithin({ exclusiveMinimum: value });
    case '>=':
    case '≥':
      return shareWithin({ minimum: value });
    case '<':
      return shareWithin({ exclusiveMaximum: value });
    case '<=':
    case '≤':
      return shareWithin({ maximum: value });
    default:
      return shareWithin({ exact: value });
  }
}

/** `50 %`, `25 to 50 %`, `unknown`: as people read it. */
export function shareText({ min, max }: Share): string {
  if (min === max) return `${perCent(min)} %`;
  return min === 0 && max === WHOLE ? 'unknown' : `${perCent(min)} to ${perCent(max)} %`;
}

/** Per cent without trailing zeros. */
export function perCent(millionths: number): string {
  return String(Math.round(millionths) / PER_CENT);
}

/** Decimal digits are scaled as text: 33.3 times a million is no whole number in binary. */
function down(value: number): number {
  return Math.floor(scaled(value));
}

function up(value: number): number {
  return Math.ceil(scaled(value));
}

function scaled(value: number): number {
  const near = Math.round(value * PER_CENT);
  return near / PER_CENT === value ? near : value * PER_CENT;
}
