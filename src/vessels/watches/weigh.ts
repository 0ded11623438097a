import type { WatchContext } from '../context.ts';
import type { Fix } from '../vessel-event.ts';

/** Reasons with what each adds to the confidence or takes from it; a reason that weighs nothing is left out. */
export class Weighing {
  readonly reasons: Record<string, number> = {};

  constructor(start: number) {
    this.reasons.start = start;
  }

  add(reason: string, effect: number, holds: boolean): this {
    if (holds) this.reasons[reason] = effect;
    return this;
  }

  /** 0 to 1. */
  get confidence(): number {
    const sum = Object.values(this.reasons).reduce((total, effect) => total + effect, 0);
    return Math.round(Math.min(1, Math.max(0, sum)) * 1000) / 1000;
  }

  /** The reasons in words, strongest first, those that speak against it too. */
  get inWords(): string {
    const words = Object.entries(this.reasons)
      .filter(([reason]) => reason !== 'start')
      .sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]))
      .map(([reason, effect]) => `${reason} (${effect > 0 ? '+' : ''}${effect})`);
    return words.length === 0 ? '' : ` For and against: ${words.join(', ')}.`;
  }
}

/** Below this an event is no finding: ours. */
export const LEAST_CONFIDENCE = 0.4;

/** True when the hull flies the DPRK's flag by its MMSI, or a list names it. */
export function isOfInterest(
  context: WatchContext,
  mmsi: number,
  hull: number,
  at: number,
): { dprkFlag: boolean; listed: boolean } {
  const { flag, designations } = context.registry.identityOn(mmsi, hull, at);
  return { dprkFlag: flag === 'KP', listed: designations.length > 0 };
}

/** The area named for transfers, or a port, in which the place lies; null for the open sea. */
export function transferAreaAt({ places }: WatchContext, { lat, lon }: Fix): string | null {
  const [area] = places
    .nearest(lat, lon, { withinKm: 100, kinds: ['transfer-area'] })
    .filter(({ place, distanceKm }) => distanceKm <= place.precisionKm);
  return area?.place.name ?? null;
}

/** Hours and minutes in words. */
export function hoursInWords(seconds: number): string {
  const hours = seconds / 3600;
  return hours >= 48 ? `${(hours / 24).toFixed(1)} days` : `${hours.toFixed(1)} hours`;
}
