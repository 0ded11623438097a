import { distanceKm } from '../../kernel/geodesy.ts';
import type { Chance } from './chance.ts';
import { seaPoints } from './sea-lanes.ts';

/** Who heard a report: index of the source, or null. */
export type Hearing = (lat: number, lon: number, at: number, classB: boolean) => number | null;

/** Sources of the exercise, by index: the satellite first, then one station a port. */
export interface Receivers {
  names: string[];
  hear: Hearing;
}

/** A shore station hears to about 40 nautical miles. */
const STATION_REACH_KM = 74;
const HEARD_BY_STATION = 0.92;
/** A satellite passes each 95 minutes for 12, and hears about half of what class A sends then. */
const PASS_EVERY = 95 * 60;
const PASS_LASTS = 12 * 60;
const HEARD_BY_SATELLITE = { classA: 0.55, classB: 0.15 };
/** All receivers of this many degrees fall silent together once, for this many hours. */
const OUTAGE = { degrees: 2, hours: 9 };

/** Receivers of the exercise's sea, none of them in the DPRK; one area has an outage. */
export function exerciseReceivers(chance: Chance, fromAt: number, toAt: number): Receivers {
  const ports = [...seaPoints('berth'), ...seaPoints('anchorage')].filter(({ country }) => country !== 'KP');
  const centre = chance.pick(ports);
  const outageAt = chance.between(fromAt + (toAt - fromAt) * 0.3, toAt - OUTAGE.hours * 3600);
  const isOut = (lat: number, lon: number, at: number): boolean =>
    at >= outageAt &&
    at < outageAt + OUTAGE.hours * 3600 &&
    Math.abs(lat - centre.lat) < OUTAGE.degrees &&
    Math.abs(lon - centre.lon) < OUTAGE.degrees;
  return {
    names: ['EXERCISE satellite', ...ports.map(({ name }) => `EXERCISE station ${name}`)],
    hear(lat, lon, at, classB) {
      if (isOut(lat, lon, at)) return null;
      const station = ports.findIndex(
        (port) =>
          Math.abs(port.lat - lat) < 0.7 &&
          Math.abs(port.lon - lon) < 1 &&
          distanceKm(port.lat, port.lon, lat, lon) < STATION_REACH_KM,
      );
      if (station >= 0 && chance.in(HEARD_BY_STATION)) return station + 1;
      if (at % PASS_EVERY >= PASS_LASTS) return null;
      return chance.in(classB ? HEARD_BY_SATELLITE.classB : HEARD_BY_SATELLITE.classA) ? 0 : null;
    },
  };
}
