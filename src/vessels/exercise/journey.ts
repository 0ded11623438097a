import { bearingDegrees, destination, distanceKm, KM_PER_NAUTICAL_MILE } from '../../kernel/geodesy.ts';
import type { Chance } from './chance.ts';
import { type SeaPoint, seaPoint, seaRoute } from './sea-lanes.ts';

/** Where an invented ship truly is. Degrees, knots. */
export interface ShipState {
  lat: number;
  lon: number;
  speedKnots: number;
  courseDegrees: number;
  navStatus: number;
}

interface Spot {
  lat: number;
  lon: number;
}

interface Leg {
  startAt: number;
  endAt: number;
  from: Spot;
  to: Spot;
  courseDegrees: number;
  speedKnots: number;
  navStatus: number;
  /** Kilometres that the ship swings or drifts about the spot. */
  swingKm: number;
}

/** Navigational status: under way using engine, at anchor, moored, fishing. */
export const UNDER_WAY = 0;
export const AT_ANCHOR = 1;
export const MOORED = 5;
export const FISHING = 7;

/** What an invented ship does, from its start on, leg by leg. Unix seconds. */
export class Journey {
  readonly startAt: number;
  readonly #legs: Leg[] = [];
  readonly #chance: Chance;
  #spot: Spot;
  #at: number;
  #cursor = 0;

  constructor(start: SeaPoint | Spot, startAt: number, chance: Chance) {
    this.#chance = chance;
    this.startAt = startAt;
    this.#at = startAt;
    this.#spot = 'widthKm' in start ? this.#near(start) : { lat: start.lat, lon: start.lon };
  }

  get endAt(): number {
    return this.#at;
  }

  get spot(): Spot {
    return this.#spot;
  }

  /** Sails over the lanes from one named point to another. */
  sail(from: string, to: string, speedKnots: number): this {
    for (const point of seaRoute(from, to).slice(1)) this.sailTo(this.#near(point), speedKnots);
    return this;
  }

  /** Sails straight to a spot. */
  sailTo(to: Spot, speedKnots: number, navStatus = UNDER_WAY): this {
    const km = distanceKm(this.#spot.lat, this.#spot.lon, to.lat, to.lon);
    const course = bearingDegrees(this.#spot.lat, this.#spot.lon, to.lat, to.lon);
    const hours = km / (speedKnots * KM_PER_NAUTICAL_MILE);
    return this.#add({ to, courseDegrees: course, speedKnots, navStatus, swingKm: 0 }, hours);
  }

  /** Stays where it is: at a berth, at anchor, adrift. */
  stay(hours: number, navStatus: number, swingKm = navStatus === MOORED ? 0.005 : 0.15): this {
    return this.#add(
      { to: this.#spot, courseDegrees: this.#chance.between(0, 359), speedKnots: 0, navStatus, swingKm },
      hours,
    );
  }

  /** The true state at an instant; null before the start and after the end. Fastest when asked in the order of time. */
  at(instant: number): ShipState | null {
    if (instant < this.startAt || instant >= this.#at) return null;
    if ((this.#legs[this.#cursor]?.startAt ?? 0) > instant) this.#cursor = 0;
    while (instant >= (this.#legs[this.#cursor]?.endAt ?? Number.POSITIVE_INFINITY)) this.#cursor++;
    const leg = this.#legs[this.#cursor];
    return leg ? stateIn(leg, instant) : null;
  }

  #add(leg: Omit<Leg, 'startAt' | 'endAt' | 'from'>, hours: number): this {
    const endAt = this.#at + Math.max(60, Math.round(hours * 3600));
    this.#legs.push({ ...leg, startAt: this.#at, endAt, from: this.#spot });
    this.#spot = leg.to;
    this.#at = endAt;
    return this;
  }

  #near(point: SeaPoint): Spot {
    return destination(
      point.lat,
      point.lon,
      this.#chance.between(0, 360),
      point.widthKm * Math.sqrt(this.#chance.next()),
    );
  }
}

export function journeyFrom(name: string, startAt: number, chance: Chance): Journey {
  return new Journey(seaPoint(name), startAt, chance);
}

function stateIn(leg: Leg, instant: number): ShipState {
  const share = (instant - leg.startAt) / (leg.endAt - leg.startAt);
  if (leg.swingKm === 0) {
    const lat = leg.from.lat + share * (leg.to.lat - leg.from.lat);
    const lon = leg.from.lon + share * (leg.to.lon - leg.from.lon);
    return { lat, lon, speedKnots: leg.speedKnots, courseDegrees: leg.courseDegrees, navStatus: leg.navStatus };
  }
  // The ship swings with the tide: about 12.4 hours, wider one way than the other.
  const phase = ((instant % 44_700) / 44_700) * 2 * Math.PI;
  const swung = destination(
    leg.from.lat,
    leg.from.lon,
    leg.courseDegrees + (phase * 180) / Math.PI,
    leg.swingKm * (0.6 + 0.4 * Math.sin(phase)),
  );
  const speedKnots = (leg.swingKm * 2 * Math.PI) / 12.4 / KM_PER_NAUTICAL_MILE;
  return {
    ...swung,
    speedKnots,
    courseDegrees: (leg.courseDegrees + (phase * 180) / Math.PI + 90) % 360,
    navStatus: leg.navStatus,
  };
}
