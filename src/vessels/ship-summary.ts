import type { Positions } from './positions.ts';

/** What a file shows of one ship: how often it was heard, when, and where last. Columns' own units. */
export interface ShipSummary {
  mmsi: number;
  firstAt: number;
  lastAt: number;
  reports: number;
  lat: number;
  lon: number;
  sog: number;
  cog: number;
}

/** A summary of each ship, by MMSI. */
export function summariseShips({ mmsi, at, lat, lon, sog, cog, length }: Positions): ShipSummary[] {
  const ships = new Map<number, ShipSummary>();
  for (let i = 0; i < length; i++) {
    const instant = at[i] ?? 0;
    const number = mmsi[i] ?? 0;
    let ship = ships.get(number);
    if (!ship) {
      ship = { mmsi: number, firstAt: instant, lastAt: -1, reports: 0, lat: 0, lon: 0, sog: 0, cog: 0 };
      ships.set(number, ship);
    }
    ship.reports++;
    if (instant < ship.firstAt) ship.firstAt = instant;
    if (instant < ship.lastAt) continue;
    ship.lastAt = instant;
    ship.lat = lat[i] ?? 0;
    ship.lon = lon[i] ?? 0;
    ship.sog = sog[i] ?? 0;
    ship.cog = cog[i] ?? 0;
  }
  return [...ships.values()].sort((one, other) => one.mmsi - other.mmsi);
}
